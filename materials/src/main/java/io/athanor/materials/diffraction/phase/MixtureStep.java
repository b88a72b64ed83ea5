package io.athanor.materials.diffraction.phase;

import io.athanor.materials.diffraction.Cholesky;
import java.util.ArrayList;
import java.util.List;

/**
 * The linearised problem at a mixture. Unknowns: the scale of each phase (no prior); then, each in
 * units of its prior's standard deviation, zero shift, Lorentzian share, and per phase that is free
 * the width and the strains.
 */
final class MixtureStep {
  private static final double SMALL = 0.02;
  private static final double MOST_STRAIN = 0.05;
  private static final double NARROWEST = 0.03;
  private static final double WIDEST = 3;

  private final Mixture at;
  private final int free;
  private final double[][] normal;
  private final double[] gradient;
  private final boolean[] hasPrior;

  private MixtureStep(
      Mixture at, int free, double[][] normal, double[] gradient, boolean[] hasPrior) {
    this.at = at;
    this.free = free;
    this.normal = normal;
    this.gradient = gradient;
    this.hasPrior = hasPrior;
  }

  /** With the phases before {@code free} as they are, and all that they share unless it is 0. */
  static MixtureStep at(NetPattern pattern, Mixture mixture, int free) {
    List<double[]> columns = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (double[] drawn : mixture.columns()) {
      columns.add(drawn);
      values.add(Double.NaN);
    }
    if (free == 0) {
      columns.add(byZero(pattern, mixture));
      values.add(mixture.zero() / Mixture.zeroSigma());
      columns.add(byProfile(pattern, mixture));
      values.add((mixture.lorentzian() - 0.5) / Mixture.lorentzianSigma());
    }
    for (int p = free; p < mixture.phases().size(); p++) {
      PhaseState phase = mixture.phases().get(p);
      double scale = mixture.scales()[p];
      double[] base = mixture.columns().get(p);
      double wider = phase.width() * (1 + SMALL);
      columns.add(
          slope(
              base,
              phase
                  .with(phase.strain(), wider)
                  .drawn(pattern, mixture.zero(), mixture.lorentzian()),
              scale * Mixture.widthSigma() / Math.log1p(SMALL)));
      values.add(Math.log(phase.width() / pattern.width) / Mixture.widthSigma());
      double[] sigmas = Mixture.priorSigmas(phase.strain().length);
      // moves a line at 40 degrees by about a fiftieth of its width
      double strainStep = SMALL * Math.toRadians(pattern.width);
      for (int mode = 0; mode < sigmas.length; mode++) {
        double[] strained = phase.strain().clone();
        strained[mode] += strainStep;
        columns.add(
            slope(
                base,
                phase
                    .with(strained, phase.width())
                    .drawn(pattern, mixture.zero(), mixture.lorentzian()),
                scale * sigmas[mode] / strainStep));
        values.add(phase.strain()[mode] / sigmas[mode]);
      }
    }
    return assembled(pattern, mixture, free, columns, values);
  }

  private static double[] byZero(NetPattern pattern, Mixture mixture) {
    double step = SMALL * pattern.width;
    double[] sum = new double[pattern.points];
    for (int p = 0; p < mixture.phases().size(); p++) {
      add(
          sum,
          mixture.columns().get(p),
          mixture.phases().get(p).drawn(pattern, mixture.zero() + step, mixture.lorentzian()),
          mixture.scales()[p] * Mixture.zeroSigma() / step);
    }
    return sum;
  }

  private static double[] byProfile(NetPattern pattern, Mixture mixture) {
    double step = mixture.lorentzian() > 0.5 ? -0.1 : 0.1;
    double[] sum = new double[pattern.points];
    for (int p = 0; p < mixture.phases().size(); p++) {
      add(
          sum,
          mixture.columns().get(p),
          mixture.phases().get(p).drawn(pattern, mixture.zero(), mixture.lorentzian() + step),
          mixture.scales()[p] * Mixture.lorentzianSigma() / step);
    }
    return sum;
  }

  private static MixtureStep assembled(
      NetPattern pattern, Mixture mixture, int free, List<double[]> columns, List<Double> values) {
    int n = columns.size();
    double share = pattern.places() / pattern.points;
    double[][] normal = new double[n][n];
    double[] gradient = new double[n];
    boolean[] hasPrior = new boolean[n];
    double[] weighted = new double[pattern.points];
    double[] residual = pattern.net.clone();
    for (int p = 0; p < mixture.columns().size(); p++) {
      double scale = mixture.scales()[p];
      double[] one = mixture.columns().get(p);
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= scale * one[i];
      }
    }
    for (int a = 0; a < n; a++) {
      double[] u = columns.get(a);
      for (int i = 0; i < weighted.length; i++) {
        weighted[i] = share * u[i] * pattern.weight[i];
      }
      gradient[a] = dot(weighted, residual);
      for (int b = 0; b <= a; b++) {
        normal[a][b] = dot(weighted, columns.get(b));
        normal[b][a] = normal[a][b];
      }
      double value = values.get(a);
      if (!Double.isNaN(value)) {
        hasPrior[a] = true;
        normal[a][a] += 1;
        gradient[a] -= value;
      }
    }
    return new MixtureStep(mixture, free, normal, gradient, hasPrior);
  }

  /** The mixture one damped step further, scales solved anew. */
  Mixture moved(NetPattern pattern, double damping) {
    int n = gradient.length;
    double[][] damped = new double[n][];
    for (int i = 0; i < n; i++) {
      damped[i] = normal[i].clone();
      damped[i][i] *= 1 + damping;
    }
    double[] step = Cholesky.solve(damped, gradient);
    for (int i = 0; i < n; i++) {
      // no further than two prior deviations at once: the problem is far from linear
      step[i] = hasPrior[i] ? Math.max(-2, Math.min(2, step[i])) : step[i];
    }
    int index = at.phases().size();
    double zero = at.zero();
    double lorentzian = at.lorentzian();
    if (free == 0) {
      zero += step[index++] * Mixture.zeroSigma();
      lorentzian += step[index++] * Mixture.lorentzianSigma();
    }
    List<PhaseState> phases = new ArrayList<>(at.phases());
    for (int p = free; p < phases.size(); p++) {
      PhaseState phase = phases.get(p);
      double width = phase.width() * Math.exp(step[index++] * Mixture.widthSigma());
      double[] strain = phase.strain().clone();
      double[] sigmas = Mixture.priorSigmas(strain.length);
      for (int mode = 0; mode < strain.length; mode++) {
        strain[mode] += step[index++] * sigmas[mode];
        strain[mode] = Math.max(-MOST_STRAIN, Math.min(MOST_STRAIN, strain[mode]));
      }
      phases.set(p, phase.with(strain, Math.max(NARROWEST, Math.min(WIDEST, width))));
    }
    return free == 0
        ? Mixture.of(pattern, zero, Math.max(0, Math.min(1, lorentzian)), phases)
        : at.with(pattern, free, phases);
  }

  private static double[] slope(double[] base, double[] moved, double factor) {
    double[] slope = new double[base.length];
    add(slope, base, moved, factor);
    return slope;
  }

  private static void add(double[] sum, double[] base, double[] moved, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * (moved[i] - base[i]);
    }
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }
}
