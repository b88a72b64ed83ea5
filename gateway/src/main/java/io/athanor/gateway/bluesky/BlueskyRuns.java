package io.athanor.gateway.bluesky;

import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Fact;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the documents in the log into runs and reports each closed run once: first its events, then
 * a mark in the same topic. A crash in between reports the run again, with the same event ids.
 *
 * <p>Any number of gateways fold the same documents. The one that received the closing document
 * reports; the others do if no mark comes in {@link #TAKE_OVER}. Thread-safe.
 */
public final class BlueskyRuns implements EventLog.Follower {
  /** Name of the mark that a run's events are in the log. */
  public static final String REPORTED = "athanor_reported";

  /** How long another gateway has to report a run whose closing document it received. */
  static final Duration TAKE_OVER = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(BlueskyRuns.class);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int REMEMBERED = 100_000;

  private final RunFold fold;
  private final EventLog log;
  private final Executor workers;
  private final Supplier<Origin> origins;
  private final Duration timeout;
  private final MeterRegistry metrics;
  private final Map<String, Closed> closed = new LinkedHashMap<>();
  private final Set<String> reported = latest();
  private final Set<String> seen = latest();
  private final Set<String> own = latest();
  private boolean caughtUp;

  private record Closed(ClosedRun run, Instant due, boolean underway) {}

  /**
   * Before a log.
   *
   * @param workers where runs are reported
   * @param origins now, each time
   * @param timeout silence after which a run is closed as incomplete
   */
  public BlueskyRuns(
      RunFold fold,
      EventLog log,
      Executor workers,
      Supplier<Origin> origins,
      Duration timeout,
      MeterRegistry metrics) {
    this.fold = fold;
    this.log = log;
    this.workers = workers;
    this.origins = origins;
    this.timeout = timeout;
    this.metrics = metrics;
    metrics.gauge("athanor.gateway.bluesky.waiting", this, BlueskyRuns::waiting);
  }

  /** How much waits for the end of its run. */
  public synchronized int waiting() {
    return fold.waiting();
  }

  /** This gateway is about to append a document with this event id. */
  synchronized void expect(String id) {
    own.add(id);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    if (!(event instanceof BlueskyDocumentReceived document)) {
      return;
    }
    synchronized (this) {
      if (document.getName().equals(REPORTED)) {
        reported.add(document.getRunUid());
        closed.remove(document.getRunUid());
      } else if (seen.add(document.getMeta().getId())) {
        boolean mine = own.remove(document.getMeta().getId());
        Instant now = origins.get().now();
        add(document).forEach(run -> close(run, caughtUp && !mine ? now.plus(TAKE_OVER) : now));
      }
    }
    reportDue();
  }

  @Override
  public void passed(String topic, int partition, long next) {
    // positions are the view's
  }

  @Override
  public void caughtUp() {
    synchronized (this) {
      caughtUp = true;
    }
    reportDue();
  }

  /** Closes what was silent for too long, and reports what is due. */
  public void tick() {
    synchronized (this) {
      if (!caughtUp) {
        return;
      }
      Instant now = origins.get().now();
      fold.closeStale(now, timeout).forEach(run -> close(run, now));
    }
    reportDue();
  }

  private void close(ClosedRun run, Instant due) {
    if (reported.contains(run.uid())) {
      if (caughtUp) {
        LOG.atWarn()
            .addKeyValue("run", run.uid())
            .log("Documents came after their run was reported; they stay in the log, unreported");
        metrics.counter("athanor.gateway.bluesky.runs", "outcome", "late").increment();
      }
    } else {
      closed.putIfAbsent(run.uid(), new Closed(run, due, false));
    }
  }

  private void reportDue() {
    List<ClosedRun> due = new ArrayList<>();
    synchronized (this) {
      if (caughtUp && !closed.isEmpty()) {
        Instant now = origins.get().now();
        closed.replaceAll(
            (uid, each) -> {
              if (each.underway() || each.due().isAfter(now)) {
                return each;
              }
              due.add(each.run());
              return new Closed(each.run(), each.due(), true);
            });
      }
    }
    for (ClosedRun run : due) {
      try {
        workers.execute(() -> report(run));
      } catch (RejectedExecutionException e) {
        again(run);
      }
    }
  }

  private void report(ClosedRun run) {
    CompletableFuture<?>[] appended =
        run.facts().stream().map(fact -> append(fact)).toArray(CompletableFuture<?>[]::new);
    var unused =
        CompletableFuture.allOf(appended)
            .thenComposeAsync(done -> mark(run), workers)
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    reported(run);
                  } else {
                    LOG.atWarn()
                        .addKeyValue("run", run.uid())
                        .addKeyValue("reason", failure.toString())
                        .log("A run could not be reported yet, trying again");
                    again(run);
                  }
                });
  }

  private <T extends SpecificRecord> CompletableFuture<Position> append(Fact<T> fact) {
    try {
      return fact.appendTo(log);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Position> mark(ClosedRun run) {
    Origin origin = origins.get();
    JsonObject mark =
        new JsonObject()
            .put("run_start", run.uid())
            .put("complete", run.complete())
            .put("events", run.facts().size());
    run.refusal().ifPresent(each -> mark.put("refusal", each));
    String id = EventIds.derived(Instant.EPOCH, "bluesky", REPORTED, run.uid());
    return log.append(
        Topics.BLUESKY_DOCUMENT_RECEIVED,
        run.uid(),
        BlueskyDocumentReceived.newBuilder()
            .setMeta(origin.meta(id, "athanor/gateway", origin.now(), null))
            .setRunUid(run.uid())
            .setName(REPORTED)
            .setDocument(mark.encode())
            .build());
  }

  private void reported(ClosedRun run) {
    String outcome =
        run.refusal().isPresent() ? "refused" : run.complete() ? "complete" : "incomplete";
    metrics.counter("athanor.gateway.bluesky.runs", "outcome", outcome).increment();
    LOG.atInfo()
        .addKeyValue("run", run.uid())
        .addKeyValue("outcome", outcome)
        .addKeyValue("events", run.facts().size())
        .addKeyValue("reason", run.refusal().orElse(""))
        .log("Run reported");
  }

  private synchronized void again(ClosedRun run) {
    Instant due = origins.get().now().plus(RETRY);
    closed.computeIfPresent(run.uid(), (uid, each) -> new Closed(run, due, false));
  }

  private List<ClosedRun> add(BlueskyDocumentReceived document) {
    try {
      return fold.add(
          document.getName(), document.getDocument(), document.getMeta().getRecordedAt());
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("id", document.getMeta().getId())
          .addKeyValue("reason", e.getMessage())
          .log("A document is malformed; it stays in the log and belongs to no run");
      metrics.counter("athanor.gateway.bluesky.malformed").increment();
      return List.of();
    }
  }

  private static Set<String> latest() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
          }
        });
  }
}
