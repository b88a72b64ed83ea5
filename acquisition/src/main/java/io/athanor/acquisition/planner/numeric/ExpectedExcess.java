package io.athanor.acquisition.planner.numeric;

/**
 * What a standard normal expects above t in units of its density there, (phi(t) - t Phi(-t)) /
 * phi(t) = 1 - t Phi(-t)/phi(t): 1 at 0, about 1/t^2 far out, without the cancellation of that
 * difference. (t + 1)^2 times it is smooth up to infinity in x = (t - 5)/(t + 5), as Schonfelder
 * (1978, "Chebyshev expansions for the error and related functions") has it for the scaled
 * complementary error function; the interpolant of degree 24 at Chebyshev's points, made with 60
 * decimal digits, in powers of x. Additions, multiplications and two divisions, without a branch.
 */
final class ExpectedExcess {
  private static final double A0 = 1.2945411512431624;
  private static final double A1 = -0.3687229645450205;
  private static final double A2 = -0.028030699627535318;
  private static final double A3 = 0.2611670078473995;
  private static final double A4 = -0.2735482037622689;
  private static final double A5 = 0.15402166230393094;
  private static final double A6 = -0.029310982484216187;
  private static final double A7 = -0.03186187260375166;
  private static final double A8 = 0.03474622704411568;
  private static final double A9 = -0.01613170673005695;
  private static final double A10 = 0.0023283136856683535;
  private static final double A11 = 0.0015767797434979535;
  private static final double A12 = -0.000852726679260871;
  private static final double A13 = -3.583150113393755e-05;
  private static final double A14 = 0.00014692756303243338;
  private static final double A15 = -1.7174985619141775e-05;
  private static final double A16 = -2.3355088213939513e-05;
  private static final double A17 = 4.929070094027732e-06;
  private static final double A18 = 3.9473272317334125e-06;
  private static final double A19 = -9.567014371423734e-07;
  private static final double A20 = -6.968399656044212e-07;
  private static final double A21 = 1.3972822924537727e-07;
  private static final double A22 = 1.073022959586397e-07;
  private static final double A23 = -1.1626132425962912e-08;
  private static final double A24 = -9.684045797029939e-09;

  private ExpectedExcess() {}

  /** At t in [0, 1e150]; relative error below 1e-15 up to 1e6 and 1e-14 beyond. */
  static double overDensity(double t) {
    double x = (t - 5) / (t + 5);
    double x2 = x * x;
    double x4 = x2 * x2;
    double x8 = x4 * x4;
    double x16 = x8 * x8;
    double first = (A0 + x * A1) + x2 * (A2 + x * A3);
    double second = (A4 + x * A5) + x2 * (A6 + x * A7);
    double third = (A8 + x * A9) + x2 * (A10 + x * A11);
    double fourth = (A12 + x * A13) + x2 * (A14 + x * A15);
    double fifth = (A16 + x * A17) + x2 * (A18 + x * A19);
    double sixth = (A20 + x * A21) + x2 * (A22 + x * A23);
    double smooth =
        ((first + x4 * second) + x8 * (third + x4 * fourth))
            + x16 * ((fifth + x4 * sixth) + x8 * A24);
    return smooth / ((t + 1) * (t + 1));
  }
}
