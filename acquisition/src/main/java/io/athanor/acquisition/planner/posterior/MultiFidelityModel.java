package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An expensive measurement helped by a cheap one: y_exp(x) = rho y_sim(x) + delta(x) (Kennedy and
 * O'Hagan 2000, in the recursive form of Le Gratiet and Garnier 2014: the cheap process is fitted
 * first, the discrepancy to what it leaves). Where the two rank the measured candidates differently
 * (Spearman below {@value #LEAST_RANK_CORRELATION}), where too few are measured to tell, or where
 * the measured values are foretold from each other no better than without the cheap ones, rho is 0
 * and the model is that of the expensive measurement alone. Costs three processes. Not thread-safe.
 */
public final class MultiFidelityModel implements CandidateModel {
  /** Rank correlation below which the cheap fidelity is not listened to. */
  public static final double LEAST_RANK_CORRELATION = 0.6;

  /** Values at each fidelity below which nobody can tell how they are related. */
  public static final int LEAST_PAIRS = 5;

  // the cheap values and the discrepancy are modelled as they are: neither flipped nor clipped
  private static final Goal AS_IS = new Goal.Target(0);

  private final FeatureMatrix candidates;
  private final Goal goal;
  private final List<Kernel> kernels;
  private final List<FitChain> cheapChains;
  private final CandidateModel cheap;
  private FeatureMatrix cheapRows;
  private double[] cheapValues = {};
  private double[] cheapVariances = {};
  private CandidateModel discrepancy;
  private TargetTransform transform = TargetTransform.NONE;
  private double rho;
  private double centre;

  /** What a candidate can be measured with. */
  public enum Fidelity {
    /** The cheap one. */
    CHEAP,
    /** The one that counts. */
    EXPENSIVE
  }

  /** Over candidates, with one kernel. */
  public MultiFidelityModel(FeatureMatrix candidates, Goal goal, Kernel kernel) {
    this(candidates, goal, List.of(kernel));
  }

  /**
   * Over candidates.
   *
   * @param kernels of each process, equally weighed; the first says whether the cheap values help
   */
  public MultiFidelityModel(FeatureMatrix candidates, Goal goal, List<Kernel> kernels) {
    this.candidates = candidates;
    this.goal = goal;
    this.kernels = List.copyOf(kernels);
    this.cheapChains = chains();
    this.cheap = process(candidates, cheapChains);
    this.cheapRows = candidates.select(List.of());
    this.discrepancy = process(candidates, chains());
  }

  private List<FitChain> chains() {
    return kernels.stream().map(FitChain::new).toList();
  }

  private CandidateModel process(FeatureMatrix rows, List<FitChain> chains) {
    return new GaussianMixture(rows, AS_IS, kernels, chains);
  }

  /** All cheap values so far, oldest first; they count from the next {@link #observe}. */
  public void observeCheap(FeatureMatrix rows, double[] values) {
    observeCheap(rows, values, new double[values.length]);
  }

  /**
   * The same with what is known of their errors.
   *
   * @param variances squared standard errors, 0 where nothing is known
   */
  public void observeCheap(FeatureMatrix rows, double[] values, double[] variances) {
    cheapRows = rows;
    cheapValues = values.clone();
    cheapVariances = variances.clone();
    cheap.observe(rows, values, variances);
  }

  /** Narrows the variance as if a cheap result were there already; the means stay. */
  public void awaitCheap(FeatureMatrix source, int row) {
    cheap.await(source, row);
  }

  /** Mean of the cheap value at every candidate, in its own unit. */
  public double[] cheapMean() {
    double[] mean = cheap.mean();
    Arrays.setAll(mean, i -> cheap.transform().toObjective(mean[i]));
    return mean;
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    int n = values.length;
    transform = TargetTransform.fit(goal, values, n);
    double[] left = transform.apply(values, n);
    double[] known = KnownNoise.scaled(variances, n, transform.scale());
    rho = 0;
    if (n >= LEAST_PAIRS && cheapValues.length >= LEAST_PAIRS) {
      CandidateModel at = process(observed, cheapChains);
      at.observe(cheapRows, cheapValues, cheapVariances);
      double[] seen = at.mean();
      double[] doubt = at.deviation();
      Arrays.setAll(seen, i -> at.transform().toObjective(seen[i]));
      if (Correlations.spearman(seen, values) >= LEAST_RANK_CORRELATION) {
        regress(seen, left);
        double[] remaining = left.clone();
        double[] doubts = known.clone();
        for (int i = 0; i < n; i++) {
          remaining[i] -= rho * (seen[i] - centre);
          doubts[i] += square(rho * doubt[i] * at.transform().scale());
        }
        if (foretold(observed, remaining, doubts) > foretold(observed, left, known)) {
          left = remaining;
          known = doubts;
        } else {
          rho = 0;
        }
      }
    }
    discrepancy = process(candidates, chains());
    discrepancy.observe(observed, left, known);
  }

  /** How well a process says each value from the others. */
  private double foretold(FeatureMatrix observed, double[] values, double[] variances) {
    int n = values.length;
    TargetTransform own = TargetTransform.fit(AS_IS, values, n);
    double[] targets = own.apply(values, n);
    Kernel kernel = kernels.get(0);
    double[] logs =
        new FitChain(kernel).at(FitChain.scheduled(n), AS_IS, observed, values, variances);
    Covariance covariance = new Covariance(kernel, logs, candidates);
    double[] known = KnownNoise.scaled(variances, n, own.scale());
    return LeaveOneOut.of(covariance, observed, targets, known).logDensity(targets)
        - n * StrictMath.log(own.scale());
  }

  private void regress(double[] seen, double[] targets) {
    centre = Arrays.stream(seen).average().orElse(0);
    double product = 0;
    double squares = 0;
    for (int i = 0; i < seen.length; i++) {
      product += (seen[i] - centre) * targets[i];
      squares += (seen[i] - centre) * (seen[i] - centre);
    }
    rho = squares > 0 ? product / squares : 0;
  }

  /** Whether the cheap fidelity was listened to at the last {@link #observe}. */
  public boolean informed() {
    return rho != 0;
  }

  /**
   * How a measurement of a candidate bears on its expensive value, in transformed units.
   *
   * @param covariance of what is measured with the expensive value, both noise-free
   * @param deviation of what is measured, noise-free
   * @param noise standard deviation of the measurement's noise
   */
  public record Way(double covariance, double deviation, double noise) {}

  /** Of one fidelity. */
  public Way way(int candidate, Fidelity fidelity) {
    if (fidelity == Fidelity.EXPENSIVE) {
      double own = deviation()[candidate];
      return new Way(square(own), own, noise());
    }
    double below = cheap.deviation()[candidate];
    return new Way(rho * cheap.transform().scale() * square(below), below, cheap.noise());
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    discrepancy.await(source, row);
  }

  @Override
  public TargetTransform transform() {
    return transform;
  }

  @Override
  public double[] mean() {
    double[] mean = discrepancy.mean();
    double[] below = cheap.mean();
    Arrays.setAll(
        mean,
        i ->
            discrepancy.transform().toObjective(mean[i])
                + (rho == 0 ? 0 : rho * (cheap.transform().toObjective(below[i]) - centre)));
    return mean;
  }

  @Override
  public double[] deviation() {
    double[] deviation = discrepancy.deviation();
    double[] below = cheap.deviation();
    double scale = discrepancy.transform().scale();
    double cheapScale = rho * cheap.transform().scale();
    Arrays.setAll(
        deviation, i -> Math.sqrt(square(deviation[i] * scale) + square(below[i] * cheapScale)));
    return deviation;
  }

  @Override
  public double noise() {
    return discrepancy.noise() * discrepancy.transform().scale();
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] covariance = discrepancy.covarianceWith(candidate);
    double[] below = cheap.covarianceWith(candidate);
    double scale = square(discrepancy.transform().scale());
    double cheapScale = square(rho * cheap.transform().scale());
    Arrays.setAll(covariance, i -> scale * covariance[i] + cheapScale * below[i]);
    return covariance;
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    double[] mean = mean();
    int m = chosen.length;
    double[] joint = new double[m * m];
    for (int a = 0; a < m; a++) {
      double[] row = covarianceWith(chosen[a]);
      for (int b = 0; b < m; b++) {
        joint[a * m + b] = row[chosen[b]];
      }
    }
    double[] centreOfDraw = IntStream.of(chosen).mapToDouble(i -> mean[i]).toArray();
    return JointDraw.gaussian(centreOfDraw, joint, random);
  }

  private static double square(double value) {
    return value * value;
  }
}
