package io.athanor.acquisition.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What happened so far, in order. Hardware changes, so only the last experiments in the same place
 * count; chemistry does not, so all of them count for a region. Owned by one thread.
 */
public final class HistoryBook {
  /** Last experiments on one instrument, with one robot or from one lot that are looked at. */
  private static final int RECENT = 12;

  /** Root mean square distance in ranges within which settings are alike. */
  private static final double ALIKE = 0.12;

  private final List<Trial> trials = new ArrayList<>();

  /** Enters an experiment that has ended. */
  public void add(Trial trial) {
    trials.add(trial);
  }

  /** What had happened before, in the places of a trial that is not entered yet. */
  public FailureHistory before(Trial trial) {
    return new FailureHistory(
        recent(trial.instrument(), Trial::instrument),
        recent(trial.robot(), Trial::robot),
        recent(trial.precursor(), Trial::precursor),
        trial.point().isEmpty()
            ? Tally.NONE
            : tally(each -> isAlike(each.point(), trial.point()), Integer.MAX_VALUE));
  }

  private Tally recent(Optional<String> place, Function<Trial, Optional<String>> of) {
    return place.isEmpty() ? Tally.NONE : tally(each -> of.apply(each).equals(place), RECENT);
  }

  private Tally tally(Predicate<Trial> same, int most) {
    Tally tally = Tally.NONE;
    for (int i = trials.size() - 1; i >= 0 && tally.tried() < most; i--) {
      if (same.test(trials.get(i))) {
        tally = tally.plus(trials.get(i).failed());
      }
    }
    return tally;
  }

  private static boolean isAlike(List<Double> one, List<Double> other) {
    if (one.size() != other.size()) {
      return false;
    }
    double squares = 0;
    for (int i = 0; i < one.size(); i++) {
      double difference = one.get(i) - other.get(i);
      squares += difference * difference;
    }
    return squares <= ALIKE * ALIKE * one.size();
  }
}
