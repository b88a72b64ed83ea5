package io.athanor.streams.fuse;

import io.athanor.materials.unit.Quantity;
import java.util.OptionalDouble;

/**
 * A mean that grows by one quantity at a time and keeps nothing else. While every part has a
 * positive standard error the weights are inverse variances; from the first part without one they
 * are the numbers of repeats, and the standard error is unknown.
 */
final class RunningMean {
  private RunningMean() {}

  /** {@code mean} with {@code next} in it, in the unit of {@code mean}. */
  static Quantity add(Quantity mean, Quantity next) {
    Quantity same = next.to(mean.unit());
    int n = (int) Math.min((long) mean.n() + same.n(), Integer.MAX_VALUE);
    boolean byVariance = mean.sem().orElse(0) > 0 && same.sem().orElse(0) > 0;
    if (!byVariance) {
      double share = (double) same.n() / n;
      return new Quantity(mix(mean, same, share), mean.unit(), OptionalDouble.empty(), n);
    }
    double own = mean.sem().getAsDouble();
    double other = same.sem().getAsDouble();
    // inverse variances by way of the hypotenuse: no error is too small or too large to be squared
    double length = Math.hypot(own, other);
    double share = (own / length) * (own / length);
    OptionalDouble sem = OptionalDouble.of(own * (other / length));
    return new Quantity(mix(mean, same, share), mean.unit(), sem, n);
  }

  private static double mix(Quantity mean, Quantity next, double share) {
    return mean.value() * (1 - share) + next.value() * share;
  }
}
