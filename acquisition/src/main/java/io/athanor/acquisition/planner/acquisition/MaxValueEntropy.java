package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Information, in nats, that a noise-free look at a row gives on the best merit m* (Wang and
 * Jegelka 2017, equation 6): the mean over draws of m* of the entropy lost when the region of
 * merits above m* is cut off. That region is [a, b] in standard units (a half-line, or an interval
 * around a target), and with Q the probability outside it the loss is -log Q - (b phi(b) - a
 * phi(a)) / (2 Q). Draws of m* are maxima of joint draws over a shortlist, observed rows included.
 * Costs that of {@link ProbabilityOfOptimality} plus O(rows x draws). Consumes the draws.
 *
 * @param draws number of joint draws
 * @param shortlist most rows in a draw
 */
public record MaxValueEntropy(int draws, int shortlist) implements AcquisitionFunction {
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  /** Checks the numbers. */
  public MaxValueEntropy {
    if (draws < 1 || shortlist < 1) {
      throw new IllegalArgumentException(
          "draws and shortlist must be at least 1, were %d and %d".formatted(draws, shortlist));
    }
  }

  /** 32 draws over 512 rows. */
  public static MaxValueEntropy standard() {
    return new MaxValueEntropy(32, 512);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    double[] maxima = maxima(view, objective, random);
    return view.scores(
        row -> {
          double sum = 0;
          for (double maximum : maxima) {
            sum += information(objective, row, maximum);
          }
          return sum / maxima.length;
        });
  }

  private double[] maxima(View view, Outcome objective, SplittableRandom random) {
    int[] known =
        IntStream.concat(Arrays.stream(view.selectable()), Arrays.stream(view.observed()))
            .sorted()
            .distinct()
            .toArray();
    int[] rows = Shortlist.optimistic(objective, known, shortlist);
    return Arrays.stream(objective.requireJoint().samples(rows, draws, random))
        .mapToDouble(draw -> Arrays.stream(draw).map(objective.goal()::merit).max().orElseThrow())
        .toArray();
  }

  /** Entropy lost at a row by knowing the best merit. */
  static double information(Outcome outcome, int row, double best) {
    double mean = outcome.means()[row];
    double deviation = outcome.deviations()[row];
    if (deviation == 0) {
      return 0;
    }
    Optional<Window> wanted = Window.wanted(outcome.goal());
    if (wanted.isPresent()) {
      Window better = wanted.get().wider(-best);
      double low = (better.low() - mean) / deviation;
      double high = (better.high() - mean) / deviation;
      double log = LogSum.exp(NormalMath.logDistribution(low), NormalMath.logDistribution(-high));
      return -log - 0.5 * (slope(high, log) - slope(low, log));
    }
    double low = (best - outcome.merit(row)) / deviation;
    double log = NormalMath.logDistribution(low);
    return -log + 0.5 * slope(low, log);
  }

  private static double slope(double u, double log) {
    return Double.isInfinite(u) ? 0 : u * StrictMath.exp(-0.5 * u * u - LOG_SQRT_2PI - log);
  }
}
