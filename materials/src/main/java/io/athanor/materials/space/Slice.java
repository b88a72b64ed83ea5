package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The part of a space in which a given set of numbers is not zero: its bounds, its linear rules,
 * and whether anything is left.
 */
final class Slice {
  private final RecipeSpace space;
  private final BitSet active;
  private final double[] low;
  private final double[] high;
  private final double[] width;
  private final int[] free;
  private final int[] steps;
  private final List<Rules.Row> rows = new ArrayList<>();
  private final Equalities equalities;
  private final boolean onlyMixtures;

  /** With the coordinates that may differ from zero. */
  Slice(RecipeSpace space, BitSet active) {
    this(space, active, true);
  }

  private Slice(RecipeSpace space, BitSet active, boolean strict) {
    this.space = space;
    this.active = active;
    int size = space.parameters().size();
    low = new double[size];
    high = new double[size];
    width = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = active.get(i) ? space.low(i) : 0;
      high[i] = active.get(i) ? space.high(i) : 0;
    }
    for (int m = 0; m < space.mixtures().size(); m++) {
      if (strict) {
        raise(space.mixtures().get(m), space.members(m));
      }
      rows.add(sum(m));
    }
    rows.addAll(space.rules().rows());
    for (int i = 0; i < size; i++) {
      width[i] = high[i] - low[i];
    }
    free =
        IntStream.range(0, size)
            .filter(i -> space.parameters().get(i) instanceof Parameter.Continuous)
            .filter(i -> width[i] > 0)
            .toArray();
    steps =
        IntStream.range(0, size)
            .filter(active::get)
            .filter(
                i ->
                    space.parameters().get(i) instanceof Parameter.Whole
                        || space.parameters().get(i) instanceof Parameter.Discrete)
            .toArray();
    List<Rules.Row> equal = rows.stream().filter(row -> row.relation() == Relation.EQUAL).toList();
    equalities = new Equalities(equal, free, width);
    onlyMixtures = equal.size() == space.mixtures().size();
  }

  /** The whole space without what counts or asks for a presence: what every slice lies in. */
  static Slice relaxed(RecipeSpace space) {
    BitSet all = new BitSet();
    all.set(0, space.parameters().size());
    return new Slice(space, all, false);
  }

  private void raise(Mixture mixture, int[] members) {
    for (int place : members) {
      if (active.get(place) && mixture.choosesSupport()) {
        double least = mixture.divisions() > 0 ? 1.0 / mixture.divisions() : 0;
        low[place] = Math.max(low[place], Math.max(mixture.presence(), least));
      }
    }
  }

  private Rules.Row sum(int mixture) {
    int[] members = space.members(mixture);
    double[] ones = new double[members.length];
    Arrays.fill(ones, 1);
    return new Rules.Row("mixtures[" + mixture + "]", members, ones, Relation.EQUAL, 1);
  }

  BitSet active() {
    return active;
  }

  double low(int place) {
    return low[place];
  }

  double high(int place) {
    return high[place];
  }

  double width(int place) {
    return width[place];
  }

  boolean isActive(int place) {
    return active.get(place);
  }

  /** Continuous coordinates that can move. */
  int[] free() {
    return free;
  }

  /** Active coordinates that are whole or listed numbers. */
  int[] steps() {
    return steps;
  }

  List<Rules.Row> rows() {
    return rows;
  }

  Equalities equalities() {
    return equalities;
  }

  /** Whether there is no equality but the sums of mixtures. */
  boolean hasOnlyMixtures() {
    return onlyMixtures;
  }

  /** Fields of linear rules that contradict each other here, with steps taken as continuous. */
  Optional<List<String>> contradiction() {
    for (int i = 0; i < low.length; i++) {
      if (low[i] > high[i]) {
        return Optional.of(List.of("parameters[" + i + "]"));
      }
    }
    LinearProgram.Outcome outcome = program(low, high, 0).maximise(new double[low.length]);
    return outcome.isFeasible()
        ? Optional.empty()
        : Optional.of(outcome.conflict().stream().map(i -> rows.get(i).field()).toList());
  }

  /**
   * A point as far from the linear bounds as can be, with steps as in {@code point}; empty where
   * there is none. Nonlinear rules are not looked at.
   */
  Optional<double[]> centre(double[] point) {
    int size = low.length;
    double[] least = Arrays.copyOf(low, size + 1);
    double[] greatest = Arrays.copyOf(high, size + 1);
    for (int i = 0; i < size; i++) {
      if (!(space.parameters().get(i) instanceof Parameter.Continuous)) {
        least[i] = point[i];
        greatest[i] = point[i];
      } else if (least[i] > greatest[i]) {
        return Optional.empty();
      }
    }
    greatest[size] = 1;
    LinearProgram program = program(least, greatest, 1);
    for (int place : free) {
      double[] row = new double[size + 1];
      row[size] = width[place] / 2;
      row[place] = -1;
      program.add(row.clone(), false, -low[place]);
      row[place] = 1;
      program.add(row, false, high[place]);
    }
    double[] objective = new double[size + 1];
    objective[size] = 1;
    LinearProgram.Outcome outcome = program.maximise(objective);
    if (!outcome.isFeasible()) {
      return Optional.empty();
    }
    double[] centre = Arrays.copyOf(outcome.point(), size);
    equalities.correct(centre);
    return Optional.of(clamp(centre));
  }

  private LinearProgram program(double[] least, double[] greatest, int extra) {
    LinearProgram program = new LinearProgram(least, greatest);
    for (Rules.Row row : rows) {
      double sign = row.relation() == Relation.AT_LEAST ? -1 : 1;
      double[] coefficients = new double[low.length + extra];
      double reach = 0;
      for (int i = 0; i < row.places().length; i++) {
        int place = row.places()[i];
        coefficients[place] += sign * row.coefficients()[i];
        boolean moves = space.parameters().get(place) instanceof Parameter.Continuous;
        reach += moves ? Math.abs(row.coefficients()[i]) * width[place] / 2 : 0;
      }
      boolean equal = row.relation() == Relation.EQUAL;
      if (extra > 0 && !equal) {
        coefficients[low.length] = reach;
      }
      program.add(coefficients, equal, sign * row.bound());
    }
    return program;
  }

  /** Puts a point that rounding has left a hair outside the bounds back on them. */
  double[] clamp(double[] point) {
    for (int place : free) {
      point[place] = Math.min(high[place], Math.max(low[place], point[place]));
    }
    return point;
  }

  /**
   * How far a point may go along a direction (by free coordinate, in widths) before it meets a
   * linear bound: least and greatest multiple.
   */
  double[] chord(double[] point, double[] direction) {
    double[] chord = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] change = new double[low.length];
    for (int f = 0; f < free.length; f++) {
      int place = free[f];
      change[place] = direction[f] * width[place];
      limit(chord, change[place], high[place] - point[place]);
      limit(chord, -change[place], point[place] - low[place]);
    }
    for (Rules.Row row : rows) {
      if (row.relation() != Relation.EQUAL) {
        double sign = row.relation() == Relation.AT_LEAST ? -1 : 1;
        limit(chord, sign * row.sum(change), sign * (row.bound() - row.sum(point)));
      }
    }
    return chord;
  }

  private static void limit(double[] chord, double slope, double room) {
    if (slope > 1e-14) {
      chord[1] = Math.min(chord[1], Math.max(0, room) / slope);
    } else if (slope < -1e-14) {
      chord[0] = Math.max(chord[0], Math.max(0, room) / slope);
    }
  }

  /** A value of a step coordinate, each as likely as another; zero is none where it is active. */
  double step(int place, boolean switchable, SplittableRandom random) {
    Parameter parameter = space.parameters().get(place);
    while (true) {
      double value;
      if (parameter instanceof Parameter.Whole whole) {
        value = random.nextLong(whole.low(), whole.high() + 1);
      } else {
        List<Double> values = ((Parameter.Discrete) parameter).values();
        value = values.get(random.nextInt(values.size()));
      }
      if (!switchable || value != 0) {
        return value + 0.0;
      }
    }
  }
}
