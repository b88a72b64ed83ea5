package io.athanor.gateway.room;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.FailureDiagnosed;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * How busy each instrument and each worker was, to the minute, over the last day: the time between
 * the steps that begin and that end an experiment there. Told after the view, which says whether a
 * step holds. Thread-safe.
 */
public final class FleetLoad implements EventLog.Follower {
  private static final int MOST_FAULTS = 20;

  private final View view;
  private final Map<String, Minutes> busy = new HashMap<>();
  private final Map<String, Minutes> succeeded = new HashMap<>();
  private final Map<String, Minutes> failed = new HashMap<>();
  private final Map<String, ArrayDeque<FailureDiagnosed>> faults = new HashMap<>();
  private final Map<String, Running> running = new HashMap<>();

  /**
   * An experiment that runs.
   *
   * @param places the instrument and the worker
   */
  private record Running(List<String> places, Instant since) {}

  /**
   * What a place did within a window.
   *
   * @param busySeconds sum over what ran there, several at once counted each
   * @param succeeded experiments (dimensionless)
   * @param failed experiments (dimensionless)
   */
  public record Load(double busySeconds, long succeeded, long failed) {}

  /** Asking {@code view} whether steps hold. */
  public FleetLoad(View view) {
    this.view = view;
  }

  /** An instrument as a place. */
  public static String instrument(String instrumentId) {
    return "instrument/" + instrumentId;
  }

  /** A worker as a place. */
  public static String worker(String worker) {
    return "worker/" + worker;
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    if (event instanceof ExperimentProgressed step && view.holds(step)) {
      step(step);
    } else if (event instanceof FailureDiagnosed diagnosed && diagnosed.getInstrumentId() != null) {
      fault(instrument(diagnosed.getInstrumentId()), diagnosed);
    }
  }

  @Override
  public void passed(String topic, int partition, long next) {
    // only what happened counts
  }

  @Override
  public void caughtUp() {
    // what is not told yet is not known
  }

  private synchronized void step(ExperimentProgressed step) {
    ExperimentState state = step.getState();
    Instant at = step.getMeta().getRecordedAt();
    if (state == ExperimentState.RUNNING || state == ExperimentState.PARTIAL) {
      running.computeIfAbsent(step.getExperimentId(), id -> new Running(places(step), at));
      return;
    }
    Running ended = running.remove(step.getExperimentId());
    if (ended != null) {
      ended.places().forEach(each -> minutes(busy, each).spread(ended.since(), at));
    }
    List<String> places = ended == null ? places(step) : ended.places();
    if (state == ExperimentState.SUCCEEDED) {
      places.forEach(each -> minutes(succeeded, each).add(at, 1));
    } else if (state == ExperimentState.FAILED) {
      places.forEach(each -> minutes(failed, each).add(at, 1));
    }
  }

  private synchronized void fault(String place, FailureDiagnosed diagnosed) {
    ArrayDeque<FailureDiagnosed> line = faults.computeIfAbsent(place, each -> new ArrayDeque<>());
    line.addFirst(diagnosed);
    if (line.size() > MOST_FAULTS) {
      line.removeLast();
    }
  }

  /** What a place did in the time before now, what runs there included. */
  public synchronized Load load(String place, Duration window, Instant now) {
    double seconds = busy.containsKey(place) ? busy.get(place).sum(window, now) : 0;
    Instant from = now.minus(window);
    for (Running each : running.values()) {
      if (each.places().contains(place) && each.since().isBefore(now)) {
        Instant begin = each.since().isBefore(from) ? from : each.since();
        seconds += Duration.between(begin, now).toNanos() / 1e9;
      }
    }
    return new Load(
        seconds, count(succeeded, place, window, now), count(failed, place, window, now));
  }

  /** The last failures at a place whose cause was looked for, the newest first. */
  public synchronized List<FailureDiagnosed> faults(String place) {
    return new ArrayList<>(faults.getOrDefault(place, new ArrayDeque<>()));
  }

  private static long count(Map<String, Minutes> all, String place, Duration window, Instant now) {
    return all.containsKey(place) ? Math.round(all.get(place).sum(window, now)) : 0;
  }

  private List<String> places(ExperimentProgressed step) {
    List<String> places = new ArrayList<>();
    Optional.ofNullable(step.getInstrumentId())
        .or(() -> heldAt(step.getExperimentId()))
        .ifPresent(each -> places.add(instrument(each)));
    if (step.getWorker() != null) {
      places.add(worker(step.getWorker()));
    }
    return places;
  }

  /** Where an experiment was leased, for a step that does not repeat it. */
  private Optional<String> heldAt(String experimentId) {
    return view.experiment(experimentId)
        .map(io.athanor.gateway.view.ExperimentView::lifecycle)
        .filter(io.athanor.schemas.lifecycle.Held.class::isInstance)
        .map(io.athanor.schemas.lifecycle.Held.class::cast)
        .flatMap(io.athanor.schemas.lifecycle.Held::instrumentId);
  }

  private static Minutes minutes(Map<String, Minutes> all, String place) {
    return all.computeIfAbsent(place, each -> new Minutes());
  }
}
