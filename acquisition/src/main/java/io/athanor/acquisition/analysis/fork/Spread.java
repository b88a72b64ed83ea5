package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A figure over seeds.
 *
 * @param mean over seeds
 * @param lower end of the interval in which one more seed's figure lies
 * @param upper end of that interval
 * @param meanLower end of the interval in which the mean over all seeds lies
 * @param meanUpper end of that interval
 */
public record Spread(double mean, double lower, double upper, double meanLower, double meanUpper) {
  /** What intervals claim to cover. */
  public static final double LEVEL = 0.95;

  /** Below this the outermost of so many figures are no 95 % interval by themselves. */
  private static final int RANKED = 40;

  /**
   * Of figures that are exchangeable. With 40 and more the interval of one more is that of their
   * ranks, which claims nothing of how they are spread; with fewer it is Student's, and at least
   * their range.
   */
  public static Spread of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).sum() / n;
    double squares = Arrays.stream(sorted).map(each -> (each - mean) * (each - mean)).sum();
    double deviation = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    double reach = n < 2 ? 0 : student(n - 1) * deviation;
    double half = reach / Math.sqrt(n);
    if (n >= RANKED) {
      int rank = (int) Math.floor((n + 1) * (1 - LEVEL) / 2);
      return new Spread(mean, sorted[rank - 1], sorted[n - rank], mean - half, mean + half);
    }
    double one = reach * Math.sqrt(1 + 1.0 / n);
    return new Spread(
        mean,
        Math.min(sorted[0], mean - one),
        Math.max(sorted[n - 1], mean + one),
        mean - half,
        mean + half);
  }

  /**
   * Of curves, place by place as far as the shortest goes; empty where one of them has no figure.
   */
  static List<Optional<Spread>> along(List<List<Optional<Double>>> curves) {
    int length = curves.stream().mapToInt(List::size).min().orElse(0);
    List<Optional<Spread>> spreads = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int at = i;
      boolean known = curves.stream().allMatch(each -> each.get(at).isPresent());
      spreads.add(
          known
              ? Optional.of(
                  of(curves.stream().mapToDouble(each -> each.get(at).orElseThrow()).toArray()))
              : Optional.empty());
    }
    return spreads;
  }

  /** Upper quantile of Student's t for the level (Abramowitz and Stegun 26.7.5). */
  private static double student(int degrees) {
    double z = NormalMath.quantile((1 + LEVEL) / 2);
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    double n = degrees;
    return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n);
  }
}
