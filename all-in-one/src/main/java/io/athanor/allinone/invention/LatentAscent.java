package io.athanor.allinone.invention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where in the latent space to look: materials that promise most, moved along the direction in
 * which the merit grows. The direction is the ridge regression of ranks of merit on latent points,
 * so that neither the merit's scale nor one outlier matters.
 */
final class LatentAscent {
  private static final double ELITE = 0.15;
  private static final int LEAST_ELITE = 5;
  private static final double STEP = 1.0;
  private static final double NOISE = 0.35;
  private static final double RIDGE = 10;

  private final List<Base> elite;
  private final double[] direction;

  private LatentAscent(List<Base> elite, double[] direction) {
    this.elite = elite;
    this.direction = direction;
  }

  /**
   * A known material.
   *
   * @param id its id
   * @param point standardised embedding
   * @param merit the greater the better, finite or infinite
   */
  record Base(String id, List<Double> point, double merit) {}

  /**
   * A point to decode.
   *
   * @param base id of the material that it was moved from
   * @param point where to
   * @param distance how far, in standard deviations of a channel
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Target(String base, float[] point, double distance) {}

  /**
   * Fits the direction.
   *
   * @param bases in any order; none gives points around the origin
   * @param channels of a latent point
   */
  static LatentAscent of(List<Base> bases, int channels) {
    List<Base> best = new ArrayList<>(bases);
    best.sort(Comparator.comparingDouble(Base::merit).reversed().thenComparing(Base::id));
    int count = Math.max(LEAST_ELITE, (int) Math.ceil(ELITE * best.size()));
    return new LatentAscent(
        List.copyOf(best.subList(0, Math.min(count, best.size()))), direction(best, channels));
  }

  /** So many targets, the elite in turn. */
  List<Target> targets(int count, SplittableRandom random) {
    List<Target> targets = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      float[] point = new float[direction.length];
      String base = elite.isEmpty() ? "nothing known" : elite.get(index % elite.size()).id();
      double step = STEP * Math.abs(random.nextGaussian());
      double squared = 0;
      for (int channel = 0; channel < point.length; channel++) {
        double from = elite.isEmpty() ? 0 : elite.get(index % elite.size()).point().get(channel);
        double move = step * direction[channel] + NOISE * random.nextGaussian();
        squared += move * move;
        point[channel] = (float) (from + move);
      }
      targets.add(new Target(base, point, Math.sqrt(squared)));
    }
    return targets;
  }

  /** Unit vector; zero where the merit says nothing. */
  private static double[] direction(List<Base> bestFirst, int channels) {
    double[] weights = new double[channels];
    int n = bestFirst.size();
    if (n < 3) {
      return weights;
    }
    double[] mean = new double[channels];
    for (Base base : bestFirst) {
      for (int channel = 0; channel < channels; channel++) {
        mean[channel] += base.point().get(channel) / n;
      }
    }
    double[][] rows = new double[n][channels];
    double[] ranks = new double[n];
    for (int row = 0; row < n; row++) {
      ranks[row] = 0.5 - row / (n - 1.0);
      for (int channel = 0; channel < channels; channel++) {
        rows[row][channel] = bestFirst.get(row).point().get(channel) - mean[channel];
      }
    }
    ridge(rows, ranks, weights);
    double norm = 0;
    for (double weight : weights) {
      norm += weight * weight;
    }
    for (int channel = 0; norm > 0 && channel < channels; channel++) {
      weights[channel] /= Math.sqrt(norm);
    }
    return weights;
  }

  /** Coordinate descent on the ridge's normal equations, which are strictly convex. */
  private static void ridge(double[][] rows, double[] wanted, double[] weights) {
    double[] left = wanted.clone();
    for (int sweep = 0; sweep < 50; sweep++) {
      for (int channel = 0; channel < weights.length; channel++) {
        double product = 0;
        double square = RIDGE;
        for (int row = 0; row < rows.length; row++) {
          product += rows[row][channel] * left[row];
          square += rows[row][channel] * rows[row][channel];
        }
        double step = (product - RIDGE * weights[channel]) / square;
        weights[channel] += step;
        for (int row = 0; row < rows.length; row++) {
          left[row] -= step * rows[row][channel];
        }
      }
    }
  }
}
