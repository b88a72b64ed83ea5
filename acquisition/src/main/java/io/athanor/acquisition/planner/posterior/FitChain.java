package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hyperparameters as a pure function of the first n observations. They are fitted on a fixed
 * schedule of sizes; the fit at one size starts from the fit at the largest power of two below it,
 * so any fit can be derived again from nothing with log2 n others, and a restart needs no saved
 * optimiser state.
 */
public final class FitChain {
  private static final int ANCHOR_ITERATIONS = 25;
  private static final int ITERATIONS = 8;
  private static final int ALSO_FROM_DEFAULTS = 12;
  private static final int MOST = 256;
  private static final int MOST_LARGE = 128;
  private static final int LARGE_POOL = 16_384;

  private final Kernel kernel;
  private final Map<Integer, double[]> fits = new TreeMap<>();

  /** Without any fit yet. */
  public FitChain(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A chain of its own with the fits that the first {@code observations} observations settled. */
  public FitChain upTo(int observations) {
    FitChain copy = new FitChain(kernel);
    fits.forEach(
        (size, fit) -> {
          if (size <= observations) {
            copy.fits.put(size, fit);
          }
        });
    return copy;
  }

  /**
   * The largest scheduled size not above n: every one up to 12, then ever sparser, as single values
   * move the fit less. The first {@value #MOST} observations settle the hyperparameters: a fit
   * costs n^3.
   */
  public static int scheduled(int n) {
    int step = n <= 12 ? 1 : n < 40 ? 2 : n < 100 ? 4 : n < 200 ? 8 : 16;
    return Math.min(n - n % step, MOST);
  }

  /**
   * The same for a pool of so many candidates: in a large one, where a new fit means a new
   * posterior at every candidate, only powers of two follow on 12, up to {@value #MOST_LARGE}.
   */
  public static int scheduled(int n, int candidates) {
    if (n <= 12 || candidates <= LARGE_POOL) {
      return scheduled(n);
    }
    return Math.max(12, Math.min(Integer.highestOneBit(n), MOST_LARGE));
  }

  /** Log hyperparameters fitted on the first {@code size} observations. */
  public double[] at(
      int size, Goal goal, FeatureMatrix observed, double[] values, double[] variances) {
    double[] known = fits.get(size);
    if (known != null) {
      return known;
    }
    if (size < 2) {
      return kernel.defaults();
    }
    int anchor = Integer.highestOneBit(size - 1);
    boolean isAnchor = Integer.bitCount(size) == 1;
    List<double[]> starts = new ArrayList<>();
    if (anchor >= 2) {
      starts.add(at(anchor, goal, observed, values, variances));
    }
    if (isAnchor || size <= ALSO_FROM_DEFAULTS) {
      starts.add(kernel.defaults());
    }
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      first.add(i);
    }
    TargetTransform transform = TargetTransform.fit(goal, values, size);
    double[] fit =
        GaussianProcess.fit(
            kernel,
            observed.select(first),
            transform.apply(values, size),
            KnownNoise.scaled(variances, size, transform.scale()),
            starts,
            isAnchor ? ANCHOR_ITERATIONS : ITERATIONS);
    fits.put(size, fit);
    return fit;
  }
}
