package io.athanor.gateway.folder;

import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Fact;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a folder look by look. A file is read when it was seen unchanged for the settle time, and
 * taken only if it is still unchanged after it was read; its events are in the log before the
 * manifest says so. A crash in between reports the file again, with the same event ids. An outage
 * of the log leaves the file for the next look. For one thread.
 */
final class FolderWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final int IN_FLIGHT = 256;
  private static final int UNAVAILABLE = 503;

  private final Folder folder;
  private final Manifest manifest;
  private final FileReader reader;
  private final EventLog log;
  private final Function<Instant, Origin> origins;
  private final MeterRegistry metrics;
  private final Duration settle;
  private final int mostBytes;
  private final Set<String> troubled = new HashSet<>();
  private Map<String, Sighting> waiting = new HashMap<>();

  private record Sighting(Folder.Stamp stamp, Instant since) {}

  FolderWatch(Parts parts, Duration settle, int mostBytes) {
    this.folder = parts.folder();
    this.manifest = parts.manifest();
    this.reader = parts.reader();
    this.log = parts.log();
    this.origins = parts.origins();
    this.metrics = parts.metrics();
    this.settle = settle;
    this.mostBytes = mostBytes;
  }

  /**
   * What the watch needs.
   *
   * @param origins what events carry, by the time of the look
   */
  record Parts(
      Folder folder,
      Manifest manifest,
      FileReader reader,
      EventLog log,
      Function<Instant, Origin> origins,
      MeterRegistry metrics) {}

  /**
   * One look.
   *
   * @return how many files wait to settle or for the log
   * @throws IOException if folder or manifest cannot be used
   */
  int scan(Instant now) throws IOException {
    Map<String, Sighting> still = new HashMap<>();
    boolean outage = false;
    List<Folder.Entry> entries = new ArrayList<>(folder.list());
    // a file that the log did not take must not keep the others from it
    entries.sort(Comparator.comparing(entry -> troubled.contains(entry.name())));
    troubled.clear();
    for (Folder.Entry entry : entries) {
      if (entry.stamp().size() == 0 || isKnown(entry)) {
        continue; // an empty file is one whose writer has not begun
      }
      Sighting before = waiting.get(entry.name());
      Sighting sighting =
          before != null && before.stamp().equals(entry.stamp())
              ? before
              : new Sighting(entry.stamp(), now);
      boolean settled = !now.isBefore(sighting.since().plus(settle));
      if (!settled || outage) {
        still.put(entry.name(), sighting);
        continue;
      }
      try {
        if (!take(entry, now)) {
          still.put(entry.name(), new Sighting(entry.stamp(), now));
        }
      } catch (OutageException e) {
        outage = true;
        troubled.add(entry.name());
        still.put(entry.name(), sighting);
        LOG.atWarn()
            .addKeyValue("file", entry.name())
            .addKeyValue("reason", e.getMessage())
            .log("The log does not take a file's events, trying again");
      }
    }
    waiting = still;
    return waiting.size();
  }

  private boolean isKnown(Folder.Entry entry) {
    return manifest.of(entry.name()).filter(each -> each.file().equals(entry)).isPresent();
  }

  /** Whether the file was dealt with. */
  private boolean take(Folder.Entry entry, Instant now) throws IOException {
    if (entry.stamp().size() > mostBytes) {
      reject(entry, "", "has " + entry.stamp().size() + " bytes, the most is " + mostBytes, now);
      return true;
    }
    byte[] bytes;
    try {
      bytes = folder.read(entry.name(), mostBytes);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("file", entry.name())
          .addKeyValue("reason", e.toString())
          .log("A file cannot be read, trying again");
      return false;
    }
    boolean same = folder.stamp(entry.name()).equals(Optional.of(entry.stamp()));
    if (!same || bytes.length != entry.stamp().size()) {
      return false; // its writer went on
    }
    String sha256 = sha256(bytes);
    Optional<Manifest.Line> other = manifest.reported(sha256);
    if (other.isPresent()) {
      String name = other.get().file().name();
      record(new Manifest.Line(entry, sha256, Manifest.Outcome.DUPLICATE, 0, name, now));
      return true;
    }
    try {
      String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
      List<Fact<?>> facts = reader.read(name, bytes, entry.stamp().modified(), origins.apply(now));
      append(facts);
      record(new Manifest.Line(entry, sha256, Manifest.Outcome.REPORTED, facts.size(), "", now));
    } catch (ProblemException e) {
      Problem problem = e.problem();
      if (problem.code().status() == UNAVAILABLE) {
        throw new OutageException(problem.detail(), e);
      }
      String field = problem.field().filter(each -> !each.isEmpty()).orElse("");
      reject(entry, sha256, (field + " " + problem.detail()).strip(), now);
    } catch (IllegalArgumentException e) {
      reject(entry, sha256, String.valueOf(e.getMessage()), now);
    } catch (OutageException e) {
      throw e;
    } catch (RuntimeException e) { // a fault of ours, and still no reason to stop the line
      LOG.atError().addKeyValue("file", entry.name()).setCause(e).log("Reading a file failed");
      reject(entry, sha256, "could not be read: a fault of Athanor, see its log", now);
    }
    return true;
  }

  private void append(List<Fact<?>> facts) {
    List<CompletableFuture<Position>> flying = new ArrayList<>();
    for (Fact<?> fact : facts) {
      flying.add(fact.appendTo(log));
      if (flying.size() == IN_FLIGHT) {
        await(flying);
      }
    }
    await(flying);
  }

  /** The log bounds the time that an append may take. */
  private static void await(List<CompletableFuture<Position>> flying) {
    try {
      flying.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw ProblemException.in(e)
          .map(problem -> new ProblemException(problem, e))
          .map(RuntimeException.class::cast)
          .orElseGet(() -> new OutageException(String.valueOf(e.getMessage()), e));
    }
    flying.clear();
  }

  private void reject(Folder.Entry entry, String sha256, String reason, Instant now)
      throws IOException {
    record(new Manifest.Line(entry, sha256, Manifest.Outcome.REJECTED, 0, reason, now));
    JsonObject note =
        new JsonObject()
            .put("file", entry.name())
            .put("reason", reason)
            .put("rejectedAt", now.toString());
    try {
      folder.note(entry.name(), note.encodePrettily() + "\n");
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("file", entry.name())
          .addKeyValue("reason", e.toString())
          .log("No note could be left beside a rejected file; the manifest has it");
    }
  }

  private void record(Manifest.Line line) throws IOException {
    manifest.record(line);
    String outcome = line.outcome().name().toLowerCase(Locale.ROOT);
    metrics.counter("athanor.gateway.folder.files", "outcome", outcome).increment();
    LOG.atInfo()
        .addKeyValue("file", line.file().name())
        .addKeyValue("outcome", outcome)
        .addKeyValue("events", line.events())
        .addKeyValue("detail", line.detail())
        .log("File dealt with");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The log does not take events now. */
  private static final class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutageException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
