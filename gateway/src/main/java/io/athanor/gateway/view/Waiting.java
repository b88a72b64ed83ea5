package io.athanor.gateway.view;

import io.athanor.gateway.log.Position;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who waits for the view to say something. Owned by {@link View}, which locks. */
final class Waiting {
  private final Map<String, Long> passed = new HashMap<>();
  private final List<PositionWaiter> positionWaiters = new ArrayList<>();
  private final Map<String, CompletableFuture<Transition>> stepWaiters = new HashMap<>();
  private final Map<String, Set<Runnable>> listeners = new HashMap<>();

  private record PositionWaiter(Position position, CompletableFuture<Void> reached) {}

  /** Everything before {@code next} has been folded; gives those whom that answers. */
  List<CompletableFuture<Void>> passed(String topic, int partition, long next) {
    passed.put(topic + "/" + partition, next);
    List<CompletableFuture<Void>> reached = new ArrayList<>();
    positionWaiters.removeIf(
        each -> {
          if (hasPassed(each.position())) {
            reached.add(each.reached());
            return true;
          }
          return each.reached().isDone();
        });
    return reached;
  }

  CompletableFuture<Void> reaching(Position position) {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    if (hasPassed(position)) {
      reached.complete(null);
    } else {
      positionWaiters.add(new PositionWaiter(position, reached));
    }
    return reached;
  }

  CompletableFuture<Transition> outcomeOf(String stepId) {
    return stepWaiters.computeIfAbsent(stepId, id -> new CompletableFuture<>());
  }

  void forget(String stepId) {
    stepWaiters.remove(stepId);
  }

  /** A step was folded: who waits for it is told afterwards. */
  void stepped(String stepId, Transition transition, List<Runnable> afterwards) {
    CompletableFuture<Transition> waiter = stepWaiters.remove(stepId);
    if (waiter != null) {
      afterwards.add(() -> waiter.complete(transition));
    }
  }

  void listen(String key, Runnable listener) {
    listeners.computeIfAbsent(key, id -> new LinkedHashSet<>()).add(listener);
  }

  void leave(String key, Runnable listener) {
    Set<Runnable> remaining = listeners.getOrDefault(key, Set.of());
    if (remaining.remove(listener) && remaining.isEmpty()) {
      listeners.remove(key);
    }
  }

  /** Something has changed: whoever listens is called afterwards. */
  void changed(String key, List<Runnable> afterwards) {
    afterwards.addAll(listeners.getOrDefault(key, Set.of()));
  }

  /** Something has changed for everybody. */
  void allChanged(List<Runnable> afterwards) {
    listeners.values().forEach(afterwards::addAll);
  }

  boolean hasPassed(Position position) {
    Long next = passed.get(position.topic() + "/" + position.partition());
    return next != null && next > position.offset();
  }
}
