package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.document.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the documents of runs together, whatever order they come in and however often: by the uid of
 * the run, the uid of the descriptor and the sequence number of the event. A run is complete when
 * its start and stop are there and every event that the stop document counts (one that counts
 * nothing completes it at once); documents of a run that has been handed out already are passed
 * over. Does no input or output and reads no clock. Not for use by several threads at once.
 */
public final class RunAssembler {
  private static final int MOST_EVENTS = 1_000_000;
  private static final int MOST_OPEN = 10_000;
  private static final int REMEMBERED = 20_000;

  private static final class Run {
    private JsonNode start;
    private JsonNode stop;
    private final List<String> descriptors = new ArrayList<>();
    private Instant lastSeen;
  }

  private static final class Stream {
    private JsonNode descriptor;
    private final TreeMap<Long, BlueskyRun.Event> events = new TreeMap<>();
    private Instant lastSeen;
  }

  private static final class Remembered extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final Remembered closed = new Remembered();
  private int events;
  private long late;
  private long orphans;

  /**
   * Takes one document.
   *
   * @param name e.g. {@code event}
   * @param document its content
   * @param receivedAt when it arrived, for {@link #closeStale}
   * @return the runs that are complete now, none or one
   * @throws FormatException if the document is malformed, or too much is open to take another
   */
  public List<BlueskyRun> add(String name, JsonNode document, Instant receivedAt) {
    if (!BlueskyDocuments.NAMES.contains(name)) {
      throw new FormatException(
          BlueskyDocuments.FORMAT, "", "a document has a name that the event model does not know");
    }
    if (!document.isObject()) {
      throw BlueskyDocuments.bad(name, "is no JSON object");
    }
    return switch (name) {
      case "start" -> start(document, receivedAt);
      case "stop" -> stop(document, receivedAt);
      case "descriptor" -> descriptor(document, receivedAt);
      case "event", "event_page", "bulk_events" -> events(name, document, receivedAt);
      default -> List.of();
    };
  }

  /** The same of a document as JSON text; what is no JSON is refused. */
  public List<BlueskyRun> add(String name, String document, Instant receivedAt) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return add(name, JsonText.document(BlueskyDocuments.FORMAT, bytes), receivedAt);
  }

  /**
   * Hands out the runs of which nothing was heard since {@code timeout} before {@code now}, as they
   * are, and forgets events whose descriptor never came.
   */
  public List<BlueskyRun> closeStale(Instant now, Duration timeout) {
    Instant limit = now.minus(timeout);
    List<BlueskyRun> stale = new ArrayList<>();
    for (Map.Entry<String, Run> run : List.copyOf(runs.entrySet())) {
      if (!run.getValue().lastSeen.isAfter(limit)) {
        stale.add(close(run.getKey()));
      }
    }
    for (Map.Entry<String, Stream> stream : List.copyOf(streams.entrySet())) {
      if (stream.getValue().descriptor == null && !stream.getValue().lastSeen.isAfter(limit)) {
        orphans += stream.getValue().events.size();
        remove(stream.getKey());
      }
    }
    return stale;
  }

  /** Events that wait for the end of their run. */
  public int waiting() {
    return events;
  }

  /** Runs that are not handed out yet. */
  public int open() {
    return runs.size();
  }

  /** Documents so far that came after their run was handed out. */
  public long late() {
    return late;
  }

  /** Events so far that were forgotten because their descriptor never came. */
  public long orphans() {
    return orphans;
  }

  private List<BlueskyRun> start(JsonNode document, Instant receivedAt) {
    String uid = BlueskyDocuments.id("start", document, "uid");
    if (isClosed(uid)) {
      return List.of();
    }
    run(uid, receivedAt).start = document;
    return completed(uid);
  }

  private List<BlueskyRun> stop(JsonNode document, Instant receivedAt) {
    String uid = BlueskyDocuments.id("stop", document, "run_start");
    if (isClosed(uid)) {
      return List.of();
    }
    run(uid, receivedAt).stop = document;
    return completed(uid);
  }

  private List<BlueskyRun> descriptor(JsonNode document, Instant receivedAt) {
    String uid = BlueskyDocuments.id("descriptor", document, "uid");
    String runUid = BlueskyDocuments.id("descriptor", document, "run_start");
    if (!document.path("data_keys").isObject()) {
      throw BlueskyDocuments.bad("descriptor", "has no 'data_keys'");
    }
    if (isClosed(runUid)) {
      return List.of();
    }
    Run run = run(runUid, receivedAt);
    Stream stream = stream(uid, receivedAt);
    if (stream.descriptor == null) {
      stream.descriptor = document;
      run.descriptors.add(uid);
    }
    return completed(runUid);
  }

  private List<BlueskyRun> events(String name, JsonNode document, Instant receivedAt) {
    List<BlueskyRun> completed = new ArrayList<>();
    for (BlueskyDocuments.Addressed each : BlueskyDocuments.events(name, document)) {
      if (isClosed(each.descriptor())) {
        continue;
      }
      Stream stream = stream(each.descriptor(), receivedAt);
      if (events == MOST_EVENTS) {
        throw BlueskyDocuments.bad(name, "more than " + MOST_EVENTS + " events wait for their run");
      }
      if (stream.events.putIfAbsent(each.event().sequence(), each.event()) == null) {
        events++;
      }
      if (stream.descriptor != null) {
        String run = stream.descriptor.path("run_start").textValue();
        runs.get(run).lastSeen = receivedAt;
        completed.addAll(completed(run));
      }
    }
    return completed;
  }

  private List<BlueskyRun> completed(String uid) {
    return isComplete(runs.get(uid)) ? List.of(close(uid)) : List.of();
  }

  private boolean isComplete(Run run) {
    if (run.start == null || run.stop == null) {
      return false;
    }
    for (Map.Entry<String, JsonNode> expected : run.stop.path("num_events").properties()) {
      long there = 0;
      for (String uid : run.descriptors) {
        Stream stream = streams.get(uid);
        if (stream.descriptor.path("name").asText("primary").equals(expected.getKey())) {
          there += stream.events.size();
        }
      }
      if (there < expected.getValue().asLong()) {
        return false;
      }
    }
    return true;
  }

  private BlueskyRun close(String uid) {
    Run run = runs.get(uid);
    boolean complete = isComplete(run);
    runs.remove(uid);
    closed.put(uid, true);
    List<BlueskyRun.Stream> parts = new ArrayList<>();
    for (String descriptor : run.descriptors) {
      Stream stream = remove(descriptor);
      closed.put(descriptor, true);
      parts.add(new BlueskyRun.Stream(stream.descriptor, new ArrayList<>(stream.events.values())));
    }
    return new BlueskyRun(
        uid, Optional.ofNullable(run.start), parts, Optional.ofNullable(run.stop), complete);
  }

  private Stream remove(String descriptor) {
    Stream stream = streams.remove(descriptor);
    events -= stream.events.size();
    return stream;
  }

  private boolean isClosed(String uid) {
    boolean known = closed.containsKey(uid);
    if (known) {
      late++;
    }
    return known;
  }

  private Run run(String uid, Instant receivedAt) {
    Run run = runs.get(uid);
    if (run == null) {
      requireRoom(runs.size());
      run = new Run();
      runs.put(uid, run);
    }
    run.lastSeen = receivedAt;
    return run;
  }

  private Stream stream(String uid, Instant receivedAt) {
    Stream stream = streams.get(uid);
    if (stream == null) {
      requireRoom(streams.size());
      stream = new Stream();
      streams.put(uid, stream);
    }
    stream.lastSeen = receivedAt;
    return stream;
  }

  private static void requireRoom(int open) {
    if (open >= MOST_OPEN) {
      throw new FormatException(
          BlueskyDocuments.FORMAT, "", "more than " + MOST_OPEN + " runs or streams are open");
    }
  }
}
