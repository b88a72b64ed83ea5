package io.athanor.acquisition.planner.space;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.numeric.SimplexProjection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Points of a process space worth scoring: a scrambled Halton sequence (random digit permutations,
 * one per dimension; the first dimensions of a simplex go through the exponential map to a uniform
 * Dirichlet) and perturbations of the incumbents at two scales.
 */
public final class ProcessCandidates {
  private static final int SPREAD = 1024;
  private static final int AROUND_EACH = 64;
  private static final double[] SCALES = {0.1, 0.02};
  private static final double FLIP = 0.15;

  private final SearchSpace.Process space;
  private final SplittableRandom random;

  private ProcessCandidates(SearchSpace.Process space, SplittableRandom random) {
    this.space = space;
    this.random = random;
  }

  public static List<Point> draw(
      SearchSpace.Process space, List<Point> incumbents, SplittableRandom random) {
    ProcessCandidates candidates = new ProcessCandidates(space, random);
    Set<Point> drawn = new LinkedHashSet<>(candidates.spread());
    for (Point incumbent : incumbents) {
      for (double scale : SCALES) {
        for (int i = 0; i < AROUND_EACH; i++) {
          drawn.add(candidates.near(incumbent, scale));
        }
      }
    }
    return List.copyOf(drawn);
  }

  private List<Point> spread() {
    int dimensions = space.parameters().size();
    int[] bases = primes(dimensions);
    int[][] permutations = new int[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      permutations[d] = permutation(bases[d]);
    }
    List<Point> points = new ArrayList<>(SPREAD);
    for (int i = 1; i <= SPREAD; i++) {
      List<Double> coordinates = new ArrayList<>(dimensions);
      for (int d = 0; d < dimensions; d++) {
        double u = radicalInverse(i, bases[d], permutations[d]);
        Parameter parameter = space.parameters().get(d);
        boolean share = space.sumToOne().contains(parameter.name());
        coordinates.add(share ? -StrictMath.log(Math.max(u, 1e-12)) : at(parameter, u));
      }
      points.add(onSimplex(coordinates, true));
    }
    return points;
  }

  private Point near(Point centre, double scale) {
    List<Double> coordinates = new ArrayList<>(centre.coordinates().size());
    for (int d = 0; d < centre.coordinates().size(); d++) {
      Parameter parameter = space.parameters().get(d);
      double value = centre.coordinates().get(d);
      double step = Seeds.gaussian(random);
      double u = random.nextDouble();
      if (parameter instanceof Parameter.Continuous range) {
        double moved = value + scale * (range.high() - range.low()) * step;
        coordinates.add(Math.min(range.high(), Math.max(range.low(), moved)));
      } else {
        coordinates.add(u < FLIP ? at(parameter, u / FLIP) : value);
      }
    }
    return onSimplex(coordinates, false);
  }

  private static double at(Parameter parameter, double u) {
    if (parameter instanceof Parameter.Continuous range) {
      return range.low() + u * (range.high() - range.low());
    }
    if (parameter instanceof Parameter.Discrete discrete) {
      return discrete.values().get((int) (u * discrete.values().size()));
    }
    return (int) (u * ((Parameter.Categorical) parameter).options().size());
  }

  private Point onSimplex(List<Double> coordinates, boolean normalise) {
    if (space.sumToOne().isEmpty()) {
      return new Point(coordinates);
    }
    List<Integer> shares = new ArrayList<>();
    for (int d = 0; d < coordinates.size(); d++) {
      if (space.sumToOne().contains(space.parameters().get(d).name())) {
        shares.add(d);
      }
    }
    double[] values = new double[shares.size()];
    double[] low = new double[values.length];
    double[] high = new double[values.length];
    double sum = 0;
    for (int s = 0; s < values.length; s++) {
      Parameter.Continuous range = (Parameter.Continuous) space.parameters().get(shares.get(s));
      values[s] = coordinates.get(shares.get(s));
      low[s] = range.low();
      high[s] = range.high();
      sum += values[s];
    }
    for (int s = 0; normalise && s < values.length; s++) {
      values[s] /= sum;
    }
    double[] projected = SimplexProjection.project(values, low, high);
    List<Double> moved = new ArrayList<>(coordinates);
    for (int s = 0; s < values.length; s++) {
      moved.set(shares.get(s), projected[s]);
    }
    return new Point(moved);
  }

  private int[] permutation(int base) {
    int[] digits = new int[base];
    for (int i = 1; i < base; i++) {
      int j = random.nextInt(i + 1);
      digits[i] = digits[j];
      digits[j] = i;
    }
    return digits;
  }

  private static double radicalInverse(int index, int base, int[] permutation) {
    double value = 0;
    double digitWeight = 1.0 / base;
    // enough digits that the permuted infinite tail of zeros is below rounding
    for (int rest = index; digitWeight > 1e-16; rest /= base, digitWeight /= base) {
      value += permutation[rest % base] * digitWeight;
    }
    return Math.min(value, Math.nextDown(1.0));
  }

  private static int[] primes(int count) {
    int[] primes = new int[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      boolean prime = true;
      for (int i = 0; i < found && prime; i++) {
        prime = candidate % primes[i] != 0;
      }
      if (prime) {
        primes[found++] = candidate;
      }
    }
    return primes;
  }
}
