package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.Ranges;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * What a decision knows of its candidates, which are named by row.
 *
 * @param objectives what is to be improved, at least one
 * @param requirements what must hold beside; may be empty
 * @param observed rows that were measured, in any order
 * @param selectable rows that may be chosen, ascending
 */
public record View(
    List<Outcome> objectives, List<Requirement> requirements, int[] observed, int[] selectable) {
  /** Checks shapes. */
  public View {
    objectives = List.copyOf(objectives);
    requirements = List.copyOf(requirements);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("view.objectives must not be empty");
    }
    int rows = objectives.get(0).means().length;
    for (Outcome objective : objectives) {
      if (objective.means().length != rows) {
        throw new IllegalArgumentException("view.objectives must have equally many rows");
      }
    }
    for (int row : observed) {
      Objects.checkIndex(row, rows);
    }
    // a pool of a million is looked through on all cores
    Ranges.forEach(
        selectable.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            Objects.checkIndex(selectable[i], rows);
          }
        });
  }

  /** One objective, nothing else required. */
  public static View of(Outcome objective, int[] observed, int[] selectable) {
    return new View(List.of(objective), List.of(), observed, selectable);
  }

  /** Number of candidates, selectable or not. */
  public int rows() {
    return objectives.get(0).means().length;
  }

  /**
   * The only objective.
   *
   * @throws IllegalArgumentException if there are several
   */
  public Outcome objective() {
    if (objectives.size() != 1) {
      throw new IllegalArgumentException(
          "view.objectives must be one for this function, were " + objectives.size());
    }
    return objectives.get(0);
  }

  /** The same with the first objective alone. */
  public View first() {
    return objectives.size() == 1 ? this : withObjectives(objectives.subList(0, 1));
  }

  /** Whether a row is more likely than not to fulfil each requirement. */
  public boolean feasible(int row) {
    for (Requirement requirement : requirements) {
      if (!requirement.met(row)) {
        return false;
      }
    }
    return true;
  }

  /** Log probability that a row fulfils all requirements, taken as independent. */
  public double logFeasibility(int row) {
    double sum = 0;
    for (Requirement requirement : requirements) {
      sum += requirement.logProbability(row);
    }
    return sum;
  }

  /** Observed rows that are feasible, ascending, each once. */
  public int[] feasibleObserved() {
    return Arrays.stream(observed).filter(this::feasible).sorted().distinct().toArray();
  }

  /**
   * Best merit of a posterior mean among feasible observed rows: the plug-in incumbent, which noise
   * does not flatter. Empty while there is none.
   */
  public OptionalDouble incumbent() {
    Outcome objective = objective();
    return Arrays.stream(observed).filter(this::feasible).mapToDouble(objective::merit).max();
  }

  /**
   * The same, where a function cannot do without.
   *
   * @throws IllegalArgumentException if no observed row is feasible
   */
  public double requireIncumbent() {
    return incumbent()
        .orElseThrow(() -> new IllegalArgumentException("view.observed must have a feasible row"));
  }

  /** The function at selectable rows, negative infinity elsewhere. */
  public double[] scores(IntToDoubleFunction function) {
    double[] scores = new double[rows()];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    for (int row : selectable) {
      scores[row] = function.applyAsDouble(row);
    }
    return scores;
  }

  /** The same with other rows to choose from. */
  public View selecting(int[] rows) {
    return new View(objectives, requirements, observed, rows);
  }

  /** The same with other objectives. */
  public View withObjectives(List<Outcome> others) {
    return new View(others, requirements, observed, selectable);
  }
}
