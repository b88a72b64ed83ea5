package io.athanor.materials.stability;

/** The standard normal distribution. */
final class Gaussian {
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double TAIL = 7.07106781186547;

  private Gaussian() {}

  /**
   * Its distribution function to 14 decimals (Hart 1968 as in West, Wilmott 2005, 70); of a far
   * tail only eight digits are right.
   */
  static double cumulative(double x) {
    double size = Math.abs(x);
    double below = size > 37 ? 0 : Math.exp(-size * size / 2) * ratio(size);
    return x > 0 ? 1 - below : below;
  }

  /** Upper tail over density. */
  private static double ratio(double x) {
    if (x < TAIL) {
      double above = 3.52624965998911e-2 * x + 0.700383064443688;
      above = above * x + 6.37396220353165;
      above = above * x + 33.912866078383;
      above = above * x + 112.079291497871;
      above = above * x + 221.213596169931;
      above = above * x + 220.206867912376;
      double below = 8.83883476483184e-2 * x + 1.75566716318264;
      below = below * x + 16.064177579207;
      below = below * x + 86.7807322029461;
      below = below * x + 296.564248779674;
      below = below * x + 637.333633378831;
      below = below * x + 793.826512519948;
      below = below * x + 440.413735824752;
      return above / below;
    }
    double fraction = x + 0.65;
    for (int k = 4; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return 1 / (fraction * SQRT_TWO_PI);
  }

  /**
   * The value below which this part lies: Abramowitz and Stegun 26.2.23, then Halley's steps on the
   * distribution function.
   *
   * @param part in (0, 1)
   */
  static double quantile(double part) {
    double tail = Math.min(part, 1 - part);
    double t = Math.sqrt(-2 * Math.log(tail));
    double above = (0.010328 * t + 0.802853) * t + 2.515517;
    double below = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1;
    double x = -(t - above / below);
    for (int i = 0; i < 2; i++) {
      double error = (cumulative(x) - tail) * SQRT_TWO_PI * Math.exp(x * x / 2);
      x -= error / (1 + x * error / 2);
    }
    return part < 0.5 ? x : -x;
  }
}
