package io.athanor.allinone.lab;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the laboratory did, one JSON line each, on the disk before it counts: a line is appended and
 * forced (fsync) before the call returns. A last line that a crash cut short was never forced, so
 * what it was going to permit never happened, and it is removed on opening.
 */
public final class LabJournal implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  // not a FileChannel: that closes itself when a robot's thread is interrupted
  private final RandomAccessFile file;
  private boolean broken;
  private final Map<String, Entry> actuated = new LinkedHashMap<>();

  /**
   * One line.
   *
   * @param event {@code actuated}: the sample is about to be made, once; {@code acknowledged}: the
   *     door has a reading; {@code ended}: the outcome was told
   * @param experimentId the experiment
   * @param worker the robot
   * @param at when, RFC 3339
   * @param campaignId the campaign
   * @param candidateId the candidate
   * @param technique for {@code acknowledged}
   * @param readingId for {@code acknowledged}: the id the door gave
   * @param outcome for {@code ended}: succeeded or failed
   */
  public record Entry(
      String event,
      String experimentId,
      String worker,
      String at,
      String campaignId,
      String candidateId,
      String technique,
      String readingId,
      String outcome) {
    /** Line of an actuation. */
    public static final String ACTUATED = "actuated";

    /** Line of a reading the door has. */
    public static final String ACKNOWLEDGED = "acknowledged";

    /** Line of an outcome that was told. */
    public static final String ENDED = "ended";
  }

  private LabJournal(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens the journal at {@code path}, making it where there is none. */
  public static LabJournal open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      file.setLength(whole);
      file.seek(whole);
      file.getFD().sync();
      LabJournal journal = new LabJournal(file);
      read(path).forEach(journal::remember);
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + path, e);
    }
  }

  /** The whole lines of a journal, in order; none where there is no file. */
  public static List<Entry> read(Path path) {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      int from = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        entries.add(JSON.readValue(text.substring(from, end), Entry.class));
        from = end + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal " + path, e);
    }
    return List.copyOf(entries);
  }

  /** The line by which an experiment was actuated; empty where it never was. */
  public synchronized Optional<Entry> actuation(String experimentId) {
    return Optional.ofNullable(actuated.get(experimentId));
  }

  /**
   * Writes that the sample of an experiment is about to be made.
   *
   * @throws IllegalStateException if it says so already: a robot must not make it twice
   */
  public synchronized Entry actuate(
      String experimentId, String worker, Instant at, String campaignId, String candidateId) {
    if (actuated.containsKey(experimentId)) {
      throw new IllegalStateException("experiment " + experimentId + " was actuated already");
    }
    return append(
        new Entry(
            Entry.ACTUATED,
            experimentId,
            worker,
            at.toString(),
            campaignId,
            candidateId,
            null,
            null,
            null));
  }

  /** Writes that the door has a reading. */
  public synchronized void acknowledged(Entry actuation, String technique, String readingId) {
    append(
        new Entry(
            Entry.ACKNOWLEDGED,
            actuation.experimentId(),
            actuation.worker(),
            actuation.at(),
            actuation.campaignId(),
            actuation.candidateId(),
            technique,
            readingId,
            null));
  }

  /** Writes that the outcome was told. */
  public synchronized void ended(Entry actuation, String outcome) {
    append(
        new Entry(
            Entry.ENDED,
            actuation.experimentId(),
            actuation.worker(),
            actuation.at(),
            actuation.campaignId(),
            actuation.candidateId(),
            null,
            null,
            outcome));
  }

  private Entry append(Entry entry) {
    if (broken) {
      throw new IllegalStateException("the journal could not be written before");
    }
    try {
      file.write((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
      file.getFD().sync();
    } catch (IOException e) {
      // half a line may lie there: nothing may follow it
      broken = true;
      throw new UncheckedIOException("cannot write to the journal", e);
    }
    remember(entry);
    return entry;
  }

  private void remember(Entry entry) {
    if (entry.event().equals(Entry.ACTUATED)) {
      actuated.put(entry.experimentId(), entry);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal", e);
    }
  }
}
