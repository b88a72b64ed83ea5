package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random forest over candidates, for objectives with jumps and many irrelevant or categorical
 * features: extremely randomised trees (Geurts, Ernst and Wehenkel 2006), each on a bootstrap
 * sample. Two candidates covary by how their leaf means vary together between trees, plus the
 * variance within the leaves they share; the diagonal is the law of total variance (Hutter, Xu,
 * Hoos and Leyton-Brown 2014, section 4.3.2). The noise is what the rows left out of a tree's
 * sample show beyond that. Grown anew for each {@link #observe}, O(trees x features x n log n), and
 * read off in O(trees x candidates x depth). Not thread-safe.
 */
public final class RandomForestModel implements CandidateModel {
  private static final int TREES = 100;
  private static final double LEAST_VARIANCE = 1e-6;

  private final FeatureMatrix candidates;
  private final Goal goal;
  private final long seed;
  private final List<int[]> awaited = new ArrayList<>();
  private TargetTransform transform = TargetTransform.NONE;
  private RandomTree[] trees = {};
  private int[][] leaves = {};
  private double[] mean;
  private ConditionedField field;
  private double noiseVariance = 1;

  /** Over candidates; before any observation all are independent and alike. */
  public RandomForestModel(FeatureMatrix candidates, Goal goal, long seed) {
    this.candidates = candidates;
    this.goal = goal;
    this.seed = seed;
    this.mean = new double[candidates.rows()];
    double[] prior = new double[candidates.rows()];
    Arrays.fill(prior, 1);
    this.field = new ConditionedField(prior);
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    int n = values.length;
    transform = TargetTransform.fit(goal, values, n);
    double[] targets = transform.apply(values, n);
    // the objective itself has variance 1 in these units: a value that is half error counts half
    double[] weights = KnownNoise.scaled(variances, n, transform.scale());
    Arrays.setAll(weights, i -> 1 / (1 + weights[i]));
    trees = new RandomTree[n == 0 ? 0 : TREES];
    int[][] samples = new int[trees.length][];
    for (int t = 0; t < trees.length; t++) {
      SplittableRandom random = Seeds.stream(seed, "tree-" + t);
      samples[t] = random.ints(n, 0, n).toArray();
      trees[t] = RandomTree.grow(observed, targets, weights, samples[t], random);
    }
    leaves = new int[candidates.rows()][];
    mean = new double[candidates.rows()];
    double[] variance = new double[candidates.rows()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = leavesOf(candidates, i);
      mean[i] = meanOf(leaves[i]);
      variance[i] = n == 0 ? 1 : Math.max(LEAST_VARIANCE, covariance(leaves[i], leaves[i]));
    }
    field = new ConditionedField(variance);
    awaited.clear();
    noiseVariance = n == 0 ? 1 : outOfSampleNoise(observed, targets, samples);
  }

  private double outOfSampleNoise(FeatureMatrix observed, double[] targets, int[][] samples) {
    boolean[][] sampled = new boolean[trees.length][targets.length];
    for (int t = 0; t < trees.length; t++) {
      for (int row : samples[t]) {
        sampled[t][row] = true;
      }
    }
    double excess = 0;
    int counted = 0;
    for (int i = 0; i < targets.length; i++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int t = 0; t < trees.length; t++) {
        if (!sampled[t][i]) {
          int leaf = trees[t].leaf(observed, i);
          sum += trees[t].mean(leaf);
          squares += trees[t].mean(leaf) * trees[t].mean(leaf) + trees[t].variance(leaf);
          count++;
        }
      }
      if (count > 1) {
        double centre = sum / count;
        double error = targets[i] - centre;
        excess += error * error - (squares / count - centre * centre);
        counted++;
      }
    }
    return Math.max(LEAST_VARIANCE, counted == 0 ? 1 : excess / counted);
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    int[] own = leavesOf(source, row);
    double[] toCells = toCandidates(own);
    double[] toPoints = awaited.stream().mapToDouble(other -> covariance(own, other)).toArray();
    double variance = trees.length == 0 ? 1 : Math.max(LEAST_VARIANCE, covariance(own, own));
    field.append(toCells, toPoints, variance + noiseVariance);
    awaited.add(own);
  }

  @Override
  public TargetTransform transform() {
    return transform;
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public double[] deviation() {
    double[] deviation = field.variance();
    Arrays.setAll(deviation, i -> Math.sqrt(deviation[i]));
    return deviation;
  }

  @Override
  public double noise() {
    return Math.sqrt(noiseVariance);
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] prior;
    if (trees.length == 0) {
      prior = new double[candidates.rows()];
      prior[candidate] = 1;
    } else {
      prior = toCandidates(leaves[candidate]);
    }
    return field.narrowed(candidate, prior);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    return samples(chosen, 1, random)[0];
  }

  /** The same for many draws: the covariance is factored once. */
  @Override
  public double[][] samples(int[] chosen, int count, SplittableRandom random) {
    int m = chosen.length;
    double[] centre = new double[m];
    double[] joint = new double[m * m];
    for (int a = 0; a < m; a++) {
      centre[a] = mean[chosen[a]];
      double[] row = covarianceWith(chosen[a]);
      for (int b = 0; b < m; b++) {
        joint[a * m + b] = row[chosen[b]];
      }
    }
    double[] factor = JointDraw.factor(joint, m);
    double[][] draws = new double[count][];
    for (int s = 0; s < count; s++) {
      draws[s] = JointDraw.gaussianOf(centre, factor, random);
    }
    return draws;
  }

  private int[] leavesOf(FeatureMatrix source, int row) {
    int[] own = new int[trees.length];
    Arrays.setAll(own, t -> trees[t].leaf(source, row));
    return own;
  }

  private double meanOf(int[] own) {
    double sum = 0;
    for (int t = 0; t < own.length; t++) {
      sum += trees[t].mean(own[t]) / own.length;
    }
    return sum;
  }

  private double[] toCandidates(int[] own) {
    double[] covariances = new double[candidates.rows()];
    if (trees.length > 0) {
      Arrays.setAll(covariances, i -> covariance(own, leaves[i]));
    }
    return covariances;
  }

  private double covariance(int[] a, int[] b) {
    double sumA = 0;
    double sumB = 0;
    double products = 0;
    double within = 0;
    for (int t = 0; t < a.length; t++) {
      double left = trees[t].mean(a[t]);
      double right = trees[t].mean(b[t]);
      sumA += left;
      sumB += right;
      products += left * right;
      within += a[t] == b[t] ? trees[t].variance(a[t]) : 0;
    }
    double count = a.length;
    return count == 0 ? 0 : (products + within) / count - sumA / count * (sumB / count);
  }
}
