package io.athanor.gateway.bluesky;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.gateway.event.Literature;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.Fact;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run is over when it has a start, a stop and as many events as the stop says; one fact each. */
public final class CountingFold implements RunFold {
  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, String> descriptors = new TreeMap<>();
  private final Map<String, Set<Integer>> early = new TreeMap<>();
  private final Set<String> over = new TreeSet<>();

  private static final class Run {
    private boolean started;
    private Integer expected;
    private final Set<Integer> events = new TreeSet<>();
    private Instant last;
  }

  @Override
  public List<ClosedRun> add(String name, String text, Instant receivedAt) {
    if (text.contains("malformed")) {
      throw new IllegalArgumentException("is malformed");
    }
    JsonObject document = new JsonObject(text);
    String uid =
        switch (name) {
          case "start" -> document.getString("uid");
          case "event" -> descriptors.get(document.getString("descriptor"));
          default -> document.getString("run_start");
        };
    if (uid == null) {
      early
          .computeIfAbsent(document.getString("descriptor"), key -> new TreeSet<>())
          .add(document.getInteger("seq_num"));
      return List.of();
    }
    if (over.contains(uid)) {
      return List.of();
    }
    Run run = runs.computeIfAbsent(uid, key -> new Run());
    run.last = receivedAt;
    switch (name) {
      case "start" -> run.started = true;
      case "stop" -> run.expected = document.getJsonObject("num_events").getInteger("primary");
      case "event" -> run.events.add(document.getInteger("seq_num"));
      default -> {
        descriptors.put(document.getString("uid"), uid);
        Set<Integer> waited = early.remove(document.getString("uid"));
        run.events.addAll(waited == null ? Set.of() : waited);
      }
    }
    boolean complete = run.started && run.expected != null && run.events.size() == run.expected;
    return complete ? List.of(close(uid, true)) : List.of();
  }

  @Override
  public List<ClosedRun> closeStale(Instant now, Duration timeout) {
    List<ClosedRun> stale = new ArrayList<>();
    for (String uid : List.copyOf(runs.keySet())) {
      if (!runs.get(uid).last.plus(timeout).isAfter(now)) {
        stale.add(close(uid, false));
      }
    }
    return stale;
  }

  @Override
  public int waiting() {
    return runs.size();
  }

  private ClosedRun close(String uid, boolean complete) {
    Run run = runs.remove(uid);
    over.add(uid);
    List<Fact<?>> facts = new ArrayList<>();
    for (int event : run.events) {
      facts.add(fact(uid, event));
    }
    return new ClosedRun(
        uid, complete, facts, run.started ? Optional.empty() : Optional.of("has no start"));
  }

  private static Fact<LiteratureEmbedded> fact(String uid, int event) {
    String name = uid + "/" + event;
    Origin origin = new Origin(Instant.EPOCH, new Random(1), Optional.empty());
    JsonObject json =
        new JsonObject()
            .put("documentId", name)
            .put("model", "bluesky")
            .put("vector", new JsonArray().add(event));
    return new Fact<>(
        Topics.LITERATURE_EMBEDDED, uid, Literature.read(json, Optional.of(name), origin));
  }
}
