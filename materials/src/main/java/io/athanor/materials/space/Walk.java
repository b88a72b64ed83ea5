package io.athanor.materials.space;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A random walk inside one slice whose stationary distribution is uniform, for slices that plain
 * rejection hardly ever hits: hit-and-run along directions within the affine subspace of the
 * equalities (Smith, Oper. Res. 32, 1984), with the chord cut back as in slice sampling (Neal, Ann.
 * Stat. 31, 2003) where a nonlinear rule is broken, and symmetric jumps of the whole and listed
 * numbers. Those that take part in an equality cannot move alone: then every stop is a new start,
 * with a value out of the range that the linear rules leave.
 */
final class Walk {
  private static final int STARTS = 8;
  private static final int DESCENT = 4_000;
  private static final int CUTS = 60;
  private static final int BURN = 30;
  private static final int THIN = 4;

  private final RecipeSpace space;
  private final Supports supports;
  private final Slice slice;
  private double[] at;

  Walk(RecipeSpace space, Supports supports, Slice slice) {
    this.space = space;
    this.supports = supports;
    this.slice = slice;
  }

  /** Fills the numbers of a point with those of the next stop; false where no start was found. */
  boolean next(double[] point, SplittableRandom random) {
    int moves = slice.free().length + slice.steps().length + 1;
    if (at == null || slice.tiesSteps()) {
      Optional<double[]> start = start(point, random);
      if (start.isEmpty()) {
        return false;
      }
      at = start.get();
      advance(BURN * moves, random);
    } else {
      advance(THIN * moves, random);
    }
    for (int i = 0; i < point.length; i++) {
      if (!(space.parameters().get(i) instanceof Parameter.Named)) {
        point[i] = at[i];
      }
    }
    return true;
  }

  private Optional<double[]> start(double[] point, SplittableRandom random) {
    SliceProgram program = new SliceProgram(space, slice);
    for (int i = 0; i < STARTS; i++) {
      double[] guess = point.clone();
      for (int place = 0; place < guess.length; place++) {
        if (!slice.isActive(place)) {
          guess[place] = 0;
        }
      }
      Optional<double[]> centre =
          (dive(program, guess, random) ? program.centre(guess) : Optional.<double[]>empty())
              .filter(each -> descend(each, random));
      if (centre.isPresent()) {
        return centre;
      }
    }
    return Optional.empty();
  }

  /** Fixes whole and listed numbers one by one, each within what the linear rules then leave it. */
  private boolean dive(SliceProgram program, double[] point, SplittableRandom random) {
    int[] order = slice.steps().clone();
    BitSet fixed = new BitSet();
    for (int i = 0; i < order.length; i++) {
      int j = i + random.nextInt(order.length - i);
      int place = order[j];
      order[j] = order[i];
      Optional<double[]> range = program.range(place, point, fixed);
      if (range.isEmpty()) {
        return false;
      }
      double slack = 1e-9 * (1 + Math.abs(range.get()[0]) + Math.abs(range.get()[1]));
      OptionalDouble value =
          slice.step(
              place,
              range.get()[0] - slack,
              range.get()[1] + slack,
              supports.isOptional(place),
              random);
      if (value.isEmpty()) {
        return false;
      }
      point[place] = value.getAsDouble();
      fixed.set(place);
    }
    return true;
  }

  /** Walks where the nonlinear rules lack less and less; true once they lack nothing. */
  private boolean descend(double[] point, SplittableRandom random) {
    double lack = space.rules().lack(point);
    for (int i = 0; i < DESCENT && lack > 0; i++) {
      double[] next = moved(point, random, Double.POSITIVE_INFINITY);
      if (slice.steps().length > 0 && random.nextBoolean()) {
        next = jumped(point, random);
      }
      double then = space.rules().lack(next);
      if (then <= lack && holdsRows(next)) {
        lack = then;
        System.arraycopy(next, 0, point, 0, point.length);
      }
    }
    return lack == 0;
  }

  private void advance(int moves, SplittableRandom random) {
    for (int i = 0; i < moves; i++) {
      at = moved(at, random, 0);
      if (slice.steps().length > 0) {
        double[] next = jumped(at, random);
        if (holdsRows(next) && space.rules().lack(next) == 0) {
          at = next;
        }
      }
    }
  }

  /** One stop further along a random line, where the nonlinear rules lack at most so much. */
  private double[] moved(double[] from, SplittableRandom random, double mostLack) {
    int[] free = slice.free();
    if (free.length == 0) {
      return from.clone();
    }
    double[] direction = new double[free.length];
    for (int f = 0; f < free.length; f++) {
      direction[f] = 2 * random.nextDouble() - 1;
    }
    slice.equalities().project(direction);
    double[] chord = slice.chord(from, direction);
    if (Double.isInfinite(chord[0]) || Double.isInfinite(chord[1])) {
      return from.clone();
    }
    for (int cut = 0; cut < CUTS; cut++) {
      double t = chord[0] + random.nextDouble() * (chord[1] - chord[0]);
      double[] next = from.clone();
      for (int f = 0; f < free.length; f++) {
        next[free[f]] += t * direction[f] * slice.width(free[f]);
      }
      slice.equalities().correct(next);
      slice.clamp(next);
      if (space.rules().lack(next) <= mostLack) {
        return next;
      }
      chord[t < 0 ? 0 : 1] = t;
    }
    return from.clone();
  }

  private double[] jumped(double[] from, SplittableRandom random) {
    double[] next = from.clone();
    int place = slice.steps()[random.nextInt(slice.steps().length)];
    next[place] = slice.step(place, supports.isOptional(place), random);
    return next;
  }

  private boolean holdsRows(double[] point) {
    return slice.rows().stream().allMatch(row -> row.holds(point));
  }
}
