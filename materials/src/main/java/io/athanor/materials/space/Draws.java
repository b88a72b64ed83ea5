package io.athanor.materials.space;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Uniform draws from the bounds and mixtures of a slice, from numbers that are uniform in [0, 1).
 * Fractions are exponentials over their sum (a flat Dirichlet, Devroye 1986, ch. XI.4), between the
 * lows of a mixture or, where that simplex is the smaller, below its highs.
 */
final class Draws {
  private static final int TRIES = 200;
  private static final double LEAST = 1e-300;

  private final RecipeSpace space;
  private final Supports supports;

  Draws(RecipeSpace space, Supports supports) {
    this.space = space;
    this.supports = supports;
  }

  /**
   * Fills in all numbers; says whether the mixtures met their bounds.
   *
   * @param uniform first numbers by coordinate
   * @param random for what they do not serve
   */
  boolean numbers(
      Slice slice, double[] point, IntToDoubleFunction uniform, SplittableRandom random) {
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = space.parameters().get(i);
      if (!(parameter instanceof Parameter.Named)) {
        point[i] =
            !slice.isActive(i)
                ? 0
                : parameter instanceof Parameter.Continuous
                    ? slice.low(i) + uniform.applyAsDouble(i) * slice.width(i)
                    : stepAt(slice, i, uniform.applyAsDouble(i), random);
      }
    }
    for (int m = 0; m < space.mixtures().size(); m++) {
      if (!mix(slice, m, point, uniform) && !mix(slice, m, point, random)) {
        return false;
      }
    }
    return true;
  }

  private double stepAt(Slice slice, int place, double u, SplittableRandom random) {
    if (supports.isOptional(place)) {
      return slice.step(place, true, random);
    }
    if (space.parameters().get(place) instanceof Parameter.Whole whole) {
      double count = (double) (whole.high() - whole.low()) + 1;
      return Math.min(whole.high(), whole.low() + Math.floor(u * count)) + 0.0;
    }
    List<Double> values = ((Parameter.Discrete) space.parameters().get(place)).values();
    return values.get((int) (u * values.size())) + 0.0;
  }

  private boolean mix(Slice slice, int m, double[] point, SplittableRandom random) {
    int divisions = space.mixtures().get(m).divisions();
    for (int i = 0; i < TRIES; i++) {
      boolean fits =
          divisions > 0
              ? Lattices.draw(slice, space.members(m), divisions, point, random)
              : mix(slice, m, point, place -> random.nextDouble());
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private boolean mix(Slice slice, int m, double[] point, IntToDoubleFunction uniform) {
    if (space.mixtures().get(m).divisions() > 0) {
      return false;
    }
    int[] members = space.members(m);
    double lows = 0;
    double highs = 0;
    double sum = 0;
    for (int place : members) {
      lows += slice.low(place);
      highs += slice.high(place);
      if (slice.isActive(place)) {
        point[place] = -StrictMath.log(Math.max(LEAST, uniform.applyAsDouble(place)));
        sum += point[place];
      }
    }
    boolean below = highs - 1 < 1 - lows;
    for (int place : members) {
      double share = point[place] / sum;
      if (!slice.isActive(place)) {
        point[place] = 0;
      } else if (below) {
        point[place] = slice.high(place) - (highs - 1) * share;
      } else {
        point[place] = slice.low(place) + (1 - lows) * share;
      }
      if (point[place] < slice.low(place) || point[place] > slice.high(place)) {
        return false;
      }
    }
    return true;
  }
}
