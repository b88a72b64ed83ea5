package io.athanor.gateway.view;

import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which experiments are offered to an instrument and which a worker holds, so that nobody has to go
 * through all of them. Owned by {@link View}, which locks.
 */
final class Places {
  private final Map<String, Set<String>> offered = new HashMap<>();
  private final Map<String, Set<String>> held = new HashMap<>();

  /**
   * An experiment has moved.
   *
   * @param before where it stood; null where it is new
   * @return the instrument it is newly offered to
   */
  Optional<String> moved(
      String experimentId, ExperimentLifecycle before, ExperimentLifecycle after) {
    if (before != null) {
      offer(before).ifPresent(each -> remove(offered, each, experimentId));
      holder(before).ifPresent(each -> remove(held, each, experimentId));
    }
    holder(after).ifPresent(each -> add(held, each, experimentId));
    Optional<String> instrument = offer(after);
    instrument.ifPresent(each -> add(offered, each, experimentId));
    return instrument;
  }

  /** Experiments offered to an instrument, those offered first first. */
  List<String> offeredTo(String instrumentId) {
    return List.copyOf(offered.getOrDefault(instrumentId, Set.of()));
  }

  /** Experiments leased to a worker or run by it, those taken first first. */
  List<String> heldBy(String worker) {
    return List.copyOf(held.getOrDefault(worker, Set.of()));
  }

  private static Optional<String> offer(ExperimentLifecycle lifecycle) {
    return lifecycle instanceof Proposed proposed ? proposed.offeredTo() : Optional.empty();
  }

  private static Optional<String> holder(ExperimentLifecycle lifecycle) {
    return lifecycle instanceof Held held ? Optional.of(held.worker()) : Optional.empty();
  }

  private static void add(Map<String, Set<String>> map, String key, String experimentId) {
    map.computeIfAbsent(key, each -> new LinkedHashSet<>()).add(experimentId);
  }

  private static void remove(Map<String, Set<String>> map, String key, String experimentId) {
    map.computeIfPresent(
        key,
        (each, ids) -> {
          ids.remove(experimentId);
          return ids.isEmpty() ? null : ids;
        });
  }
}
