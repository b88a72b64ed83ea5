package io.athanor.inference.training;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Fits how experts whose errors go together are mixed, on rows that none of them was trained on:
 * generalised least squares with the covariance of their errors, biases taken off, weights on the
 * simplex ({@link SimplexWeights}), rows reweighted until it is the absolute error that is least.
 *
 * <p>A mixture must earn its place. Each tenth of the rows is answered by weights of the others,
 * and only where that is better beyond chance (one-sided, 97.5 %) than the best known answer, and
 * than the network without its bias, is the mixture served; else the known answer is, be it the
 * network's.
 */
public final class PoolFit {
  private static final int FOLDS = 10;
  private static final int STEPS = 30;
  private static final double CERTAIN = 1.96;
  private static final double FLOOR = 0.05;

  private PoolFit() {}

  /**
   * The pool of one property and subset.
   *
   * @param said per expert, one estimate a row; the network's among them
   * @param labels of the same rows, in the property's unit
   * @param known what may be served instead: the network alone, pools of smaller subsets
   */
  public static Pool of(
      Map<Expert, List<PropertyEstimate>> said,
      double[] labels,
      Property.Kind kind,
      List<Pool> known) {
    if (labels.length < Judgement.LEAST_CALIBRATION_ROWS) {
      return Pool.NETWORK;
    }
    Pool best = null;
    double[] least = null;
    for (Pool each : known) {
      double[] errors = errors(each, kind, said, labels);
      if (best == null || mean(errors) < mean(least)) {
        best = each;
        least = errors;
      }
    }
    Map<Expert, List<PropertyEstimate>> network = Map.of(Expert.NETWORK, said.get(Expert.NETWORK));
    double[] gained = new double[labels.length];
    double[] more = new double[labels.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      IntPredicate others = row -> row % FOLDS != held;
      double[] mixed = errors(fitted(said, labels, others), kind, said, labels);
      // what the network without its bias would gain is no merit of the others
      double[] unbiased = errors(fitted(network, labels, others), kind, said, labels);
      for (int row = fold; row < gained.length; row += FOLDS) {
        gained[row] = mixed[row] - least[row];
        more[row] = mixed[row] - unbiased[row];
      }
    }
    if (!isBelowZero(gained) || !isBelowZero(more)) {
      return best;
    }
    Pool plain = fitted(said, labels, row -> true);
    return plain.shares().keySet().equals(Set.of(Expert.NETWORK))
        ? best
        : calibrated(plain, kind, said, labels);
  }

  /** Whether the mean is, beyond chance. */
  private static boolean isBelowZero(double[] differences) {
    double mean = mean(differences);
    double square = 0;
    for (double each : differences) {
      square += (each - mean) * (each - mean) / (differences.length - 1.0);
    }
    return mean + CERTAIN * Math.sqrt(square / differences.length) < 0;
  }

  /** Absolute errors of a pool, a row each. */
  private static double[] errors(
      Pool pool, Property.Kind kind, Map<Expert, List<PropertyEstimate>> said, double[] labels) {
    double[] errors = new double[labels.length];
    for (int row = 0; row < errors.length; row++) {
      errors[row] = Math.abs(pool.of(kind, at(said, row)).mean() - labels[row]);
    }
    return errors;
  }

  private static Pool fitted(
      Map<Expert, List<PropertyEstimate>> said, double[] labels, IntPredicate taken) {
    List<Expert> experts = List.copyOf(new EnumMap<>(said).keySet());
    int[] rows = IntStream.range(0, labels.length).filter(taken).toArray();
    double[][] errors = new double[experts.size()][rows.length];
    double[] shifts = new double[experts.size()];
    for (int expert = 0; expert < errors.length; expert++) {
      for (int at = 0; at < rows.length; at++) {
        errors[expert][at] = said.get(experts.get(expert)).get(rows[at]).mean() - labels[rows[at]];
      }
      shifts[expert] = Robust.median(errors[expert]);
    }
    for (int expert = 0; expert < errors.length; expert++) {
      for (int at = 0; at < rows.length; at++) {
        errors[expert][at] -= shifts[expert];
      }
    }
    double[] weights = leastAbsolute(errors);
    Map<Expert, Pool.Share> shares = new EnumMap<>(Expert.class);
    for (int expert = 0; expert < weights.length; expert++) {
      if (weights[expert] > 0) {
        shares.put(
            experts.get(expert), new Pool.Share(Math.min(1, weights[expert]), shifts[expert]));
      }
    }
    return new Pool(shares, 1, 1);
  }

  /** Iteratively reweighted least squares: rows count as the inverse of the mixture's error. */
  private static double[] leastAbsolute(double[][] errors) {
    int rows = errors[0].length;
    double[] importance = new double[rows];
    Arrays.fill(importance, 1);
    double[] weights = SimplexWeights.of(errors, importance);
    for (int step = 0; step < STEPS; step++) {
      double[] left = new double[rows];
      for (int row = 0; row < rows; row++) {
        for (int expert = 0; expert < errors.length; expert++) {
          left[row] += weights[expert] * errors[expert][row];
        }
        left[row] = Math.abs(left[row]);
      }
      double floor = FLOOR * mean(left) + Double.MIN_NORMAL;
      for (int row = 0; row < rows; row++) {
        importance[row] = 1 / Math.max(floor, left[row]);
      }
      weights = SimplexWeights.of(errors, importance);
    }
    return weights;
  }

  /** Factors that make the mixed deviations and intervals right on the rows. */
  private static Pool calibrated(
      Pool plain, Property.Kind kind, Map<Expert, List<PropertyEstimate>> said, double[] labels) {
    List<PropertyEstimate> mixed = new ArrayList<>();
    double[] inHalves = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      PropertyEstimate estimate = plain.of(kind, at(said, row));
      mixed.add(estimate);
      inHalves[row] =
          Math.abs(labels[row] - estimate.mean())
              / Math.max(Metrics.FLOOR, estimate.upper() - estimate.mean());
    }
    Calibration factors = Judgement.calibration(mixed, labels, kind);
    Arrays.sort(inHalves);
    int rank = (int) Math.ceil((labels.length + 1) * PropertyEstimate.COVERAGE);
    double interval = inHalves[Math.min(labels.length, rank) - 1];
    return plain.with(factors.scale(), Math.max(Metrics.FLOOR, interval));
  }

  /** What each expert says of one row. */
  static Map<Expert, PropertyEstimate> at(Map<Expert, List<PropertyEstimate>> said, int row) {
    Map<Expert, PropertyEstimate> one = new EnumMap<>(Expert.class);
    said.forEach((expert, all) -> one.put(expert, all.get(row)));
    return one;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
