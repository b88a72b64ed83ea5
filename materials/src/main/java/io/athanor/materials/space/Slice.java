package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
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

  /** Whether a whole or listed number takes part in an equality, so that it cannot move alone. */
  boolean tiesSteps() {
    return Arrays.stream(steps)
        .anyMatch(
            step ->
                rows.stream()
                    .filter(row -> row.relation() == Relation.EQUAL)
                    .anyMatch(row -> Arrays.stream(row.places()).anyMatch(p -> p == step)));
  }

  /** A value of a step coordinate, each as likely as another; zero is none where it is active. */
  double step(int place, boolean switchable, SplittableRandom random) {
    return step(place, space.low(place), space.high(place), switchable, random).orElseThrow();
  }

  /** The same within a range; empty where it holds none. */
  OptionalDouble step(
      int place, double from, double to, boolean switchable, SplittableRandom random) {
    if (space.parameters().get(place) instanceof Parameter.Discrete discrete) {
      double[] values =
          discrete.values().stream()
              .mapToDouble(each -> each + 0.0)
              .filter(each -> each >= from && each <= to && !(switchable && each == 0))
              .toArray();
      return values.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(values[random.nextInt(values.length)]);
    }
    long least = (long) Math.ceil(from);
    long greatest = (long) Math.floor(to);
    boolean gap = switchable && least <= 0 && greatest >= 0;
    long count = greatest - least + (gap ? 0 : 1);
    if (count <= 0) {
      return OptionalDouble.empty();
    }
    long value = least + random.nextLong(count);
    return OptionalDouble.of(gap && value >= 0 ? value + 1 : value);
  }
}
