package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Equal-weight mixture of Gaussian processes with different kernels over one list of candidates:
 * where the kernels disagree the variance grows, mu = mean mu_g, s2 = mean(s2_g + mu_g^2) - mu^2.
 * Observations may only be appended; anything else starts over. Not thread-safe.
 */
public final class GaussianMixture implements CandidateModel {
  /** Pairs of a point and a candidate, up to which one core is done before another has begun. */
  private static final int ALONE = 1 << 16;

  private final FeatureMatrix candidates;
  private final int pool;
  private final Goal goal;
  private final List<FitChain> chains = new ArrayList<>();
  private final List<Kernel> kernels;
  private final GaussianProcess[] processes;
  private final int[] fittedAt;
  private int observations;
  private double[][] means;
  private double[] known = {};
  private double[] targets = {};
  private TargetTransform transform = TargetTransform.NONE;

  /**
   * With the fits of an earlier mixture, or empty ones: process spaces draw new candidates each
   * time.
   */
  public GaussianMixture(
      FeatureMatrix candidates, Goal goal, List<Kernel> kernels, List<FitChain> chains) {
    this(candidates, candidates.rows(), goal, kernels, chains);
  }

  /**
   * Over a part of a pool.
   *
   * @param pool candidates in all, which say when hyperparameters are fitted anew
   */
  public GaussianMixture(
      FeatureMatrix candidates, int pool, Goal goal, List<Kernel> kernels, List<FitChain> chains) {
    this.candidates = candidates;
    this.pool = pool;
    this.goal = goal;
    this.kernels = List.copyOf(kernels);
    this.chains.addAll(chains);
    this.processes = new GaussianProcess[kernels.size()];
    this.fittedAt = new int[kernels.size()];
    this.means = new double[kernels.size()][candidates.rows()];
  }

  /** Hyperparameters and observations of another one over other rows. */
  private GaussianMixture(GaussianMixture known, FeatureMatrix rows) {
    this(rows, known.pool, known.goal, known.kernels, known.chains);
    this.observations = known.observations;
    this.known = known.known;
    this.transform = known.transform;
    this.targets = known.targets;
    IntStream.range(0, processes.length)
        .parallel()
        .forEach(
            g -> {
              fittedAt[g] = known.fittedAt[g];
              processes[g] = known.processes[g].over(rows);
              means[g] = processes[g].mean(targets);
            });
  }

  /**
   * What is believed of other rows, with the same bits: costs O(rows x observations^2), while over
   * no rows at all it costs O(observations^2) to keep up with them. To be called after {@link
   * #observe}, and before anything is awaited.
   */
  public GaussianMixture over(FeatureMatrix rows) {
    return new GaussianMixture(this, rows);
  }

  /** Its parts, for bounds on what they say. */
  List<GaussianProcess> processes() {
    return List.of(processes);
  }

  /** Observed values in transformed units. */
  double[] targets() {
    return targets;
  }

  /** Variances that are known of them, in squared transformed units. */
  double[] knownVariances() {
    return known;
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    int n = values.length;
    int fitSize = FitChain.scheduled(n, pool);
    transform = TargetTransform.fit(goal, values, n);
    targets = transform.apply(values, n);
    // in the units the fit was made in, so that they stay the same until the next fit
    known = KnownNoise.scaled(variances, n, TargetTransform.fit(goal, values, fitSize).scale());
    boolean fits = false;
    for (int g = 0; g < processes.length; g++) {
      fits |= isDue(g, fitSize);
    }
    // kernels know nothing of each other
    IntStream each = IntStream.range(0, processes.length);
    (fits || (long) n * candidates.rows() > ALONE ? each.parallel() : each)
        .forEach(
            g -> {
              if (isDue(g, fitSize)) {
                double[] logs = chains.get(g).at(fitSize, goal, observed, values, variances);
                processes[g] = new GaussianProcess(kernels.get(g), logs, candidates);
                fittedAt[g] = fitSize;
              } else {
                processes[g].truncate(observations);
              }
              processes[g].appendAll(observed, known);
              means[g] = processes[g].mean(targets);
            });
    observations = n;
  }

  private boolean isDue(int kernel, int fitSize) {
    return processes[kernel] == null || fittedAt[kernel] != fitSize;
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    for (GaussianProcess process : processes) {
      process.append(source, row, KnownNoise.typical(known));
    }
  }

  @Override
  public TargetTransform transform() {
    return transform;
  }

  /** Mixture mean at every candidate, in transformed units. */
  @Override
  public double[] mean() {
    double[] mean = new double[candidates.rows()];
    for (double[] part : means) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += part[i] / means.length;
      }
    }
    return mean;
  }

  /**
   * Mixture standard deviation of the noise-free objective at every candidate, in transformed
   * units.
   */
  @Override
  public double[] deviation() {
    double[] mean = mean();
    double[] deviation = new double[mean.length];
    for (int g = 0; g < processes.length; g++) {
      double[] variance = processes[g].variance();
      for (int i = 0; i < mean.length; i++) {
        double offset = means[g][i] - mean[i];
        deviation[i] += (variance[i] + offset * offset) / processes.length;
      }
    }
    Arrays.setAll(deviation, i -> Math.sqrt(deviation[i]));
    return deviation;
  }

  @Override
  public double noise() {
    double variance = KnownNoise.typical(known);
    for (GaussianProcess process : processes) {
      variance += process.noiseVariance() / processes.length;
    }
    return Math.sqrt(variance);
  }

  /** The mean of the parts' covariances plus the covariance of their means. */
  @Override
  public double[] covarianceWith(int candidate) {
    double[] mean = mean();
    double[] covariance = new double[mean.length];
    for (int g = 0; g < processes.length; g++) {
      double[] part = processes[g].covarianceWith(candidate);
      double own = means[g][candidate] - mean[candidate];
      for (int i = 0; i < mean.length; i++) {
        covariance[i] += (part[i] + own * (means[g][i] - mean[i])) / processes.length;
      }
    }
    return covariance;
  }

  /** Draws a kernel, then the function under it: exact for the mixture. */
  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    int g = random.nextInt(processes.length);
    double[] centre = Arrays.stream(chosen).mapToDouble(i -> means[g][i]).toArray();
    return JointDraw.gaussian(centre, processes[g].covariance(chosen), random);
  }

  /** The same for many draws: each kernel's covariance is factored once. */
  @Override
  public double[][] samples(int[] chosen, int count, SplittableRandom random) {
    double[][] factors = new double[processes.length][];
    double[][] draws = new double[count][];
    for (int s = 0; s < count; s++) {
      int g = random.nextInt(processes.length);
      if (factors[g] == null) {
        factors[g] = JointDraw.factor(processes[g].covariance(chosen), chosen.length);
      }
      double[] centre = Arrays.stream(chosen).mapToDouble(i -> means[g][i]).toArray();
      draws[s] = JointDraw.gaussianOf(centre, factors[g], random);
    }
    return draws;
  }
}
