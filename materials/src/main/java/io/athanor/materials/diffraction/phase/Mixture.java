package io.athanor.materials.diffraction.phase;

import java.util.ArrayList;
import java.util.List;

/**
 * Phases together, fitted to a pattern: scales by non-negative least squares, positions and widths
 * by damped Gauss-Newton steps (Levenberg and Marquardt) with normal priors on all of them.
 *
 * @param zero shift of all angles, degrees
 * @param lorentzian share of the profile, 0..1
 * @param phases the phases
 * @param columns their patterns for unit scale
 * @param scales heights of their strongest lines, unit of the pattern
 * @param cost weighted squares per independent place, plus the priors
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written to
record Mixture(
    double zero,
    double lorentzian,
    List<PhaseState> phases,
    List<double[]> columns,
    double[] scales,
    double cost) {
  private static final double ZERO_SIGMA = 0.2;
  private static final double ISOTROPIC_SIGMA = 0.006;
  private static final double SHAPE_SIGMA = 0.005;
  private static final double WIDTH_SIGMA = 0.4;
  private static final double LORENTZIAN_SIGMA = 0.3;
  private static final double TEXTURE_SIGMA = 0.35;
  private static final double[] MARCH = {0.5, 0.68, 0.84, 1.2, 1.5, 2};

  static Mixture of(NetPattern pattern, double zero, double lorentzian, List<PhaseState> phases) {
    List<double[]> columns = new ArrayList<>();
    for (PhaseState phase : phases) {
      columns.add(phase.drawn(pattern, zero, lorentzian));
    }
    return of(pattern, zero, lorentzian, phases, columns);
  }

  private static Mixture of(
      NetPattern pattern,
      double zero,
      double lorentzian,
      List<PhaseState> phases,
      List<double[]> columns) {
    double[] scales = scales(pattern, columns);
    double[] rest = pattern.net.clone();
    for (int p = 0; p < scales.length; p++) {
      double[] column = columns.get(p);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= scales[p] * column[i];
      }
    }
    double sum = 0;
    for (int i = 0; i < rest.length; i++) {
      sum += rest[i] * rest[i] * pattern.weight[i];
    }
    double cost = sum * pattern.places() / pattern.points;
    return new Mixture(
        zero,
        lorentzian,
        List.copyOf(phases),
        List.copyOf(columns),
        scales,
        cost + priors(pattern, zero, lorentzian, phases));
  }

  /** Calculated intensity above the background. */
  double[] calculated() {
    double[] sum = new double[columns.isEmpty() ? 0 : columns.get(0).length];
    for (int p = 0; p < columns.size(); p++) {
      double[] one = columns.get(p);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += scales[p] * one[i];
      }
    }
    return sum;
  }

  /** With another phase, not yet fitted. */
  Mixture plus(NetPattern pattern, PhaseState phase) {
    List<PhaseState> more = new ArrayList<>(phases);
    more.add(phase);
    List<double[]> drawn = new ArrayList<>(columns);
    drawn.add(phase.drawn(pattern, zero, lorentzian));
    return of(pattern, zero, lorentzian, more, drawn);
  }

  /** Without one of its phases, the others as they are. */
  Mixture without(NetPattern pattern, int index) {
    List<PhaseState> fewer = new ArrayList<>(phases);
    fewer.remove(index);
    List<double[]> drawn = new ArrayList<>(columns);
    drawn.remove(index);
    return of(pattern, zero, lorentzian, fewer, drawn);
  }

  private Mixture with(NetPattern pattern, int index, PhaseState phase) {
    List<PhaseState> changed = new ArrayList<>(phases);
    changed.set(index, phase);
    List<double[]> drawn = new ArrayList<>(columns);
    drawn.set(index, phase.drawn(pattern, zero, lorentzian));
    return of(pattern, zero, lorentzian, changed, drawn);
  }

  /** Another state of the phases from this one on, zero shift and profile as they are. */
  Mixture with(NetPattern pattern, int from, List<PhaseState> changed) {
    List<double[]> drawn = new ArrayList<>(columns.subList(0, from));
    for (PhaseState phase : changed.subList(from, changed.size())) {
      drawn.add(phase.drawn(pattern, zero, lorentzian));
    }
    return of(pattern, zero, lorentzian, changed, drawn);
  }

  /** Improved by at most so many steps. */
  Mixture fitted(NetPattern pattern, int steps) {
    return fitted(pattern, steps, 0);
  }

  /**
   * Improved by at most so many steps, the phases before {@code free} as they are; if that is not
   * 0, zero shift and profile stay as well.
   */
  Mixture fitted(NetPattern pattern, int steps, int free) {
    Mixture best = this;
    double damping = 1e-2;
    for (int step = 0; step < steps; step++) {
      MixtureStep linear = MixtureStep.at(pattern, best, free);
      boolean better = false;
      for (int attempt = 0; attempt < 4 && !better; attempt++) {
        Mixture next = linear.moved(pattern, damping);
        if (next.cost < best.cost) {
          better = true;
          boolean done = best.cost - next.cost < 1e-3 * best.cost;
          best = next;
          damping = Math.max(1e-6, damping / 5);
          if (done) {
            return best;
          }
        } else {
          damping *= 8;
        }
      }
      if (!better) {
        return best;
      }
    }
    return best;
  }

  /** With the texture of each phase that fits best, then fitted again. */
  Mixture textured(NetPattern pattern, int steps) {
    Mixture best = this;
    for (int p = 0; p < phases.size(); p++) {
      Mixture start = best;
      PhaseState state = start.phases.get(p);
      for (int[] axis : ReferencePhase.AXES) {
        for (double r : MARCH) {
          Mixture candidate = start.with(pattern, p, state.with(new PhaseState.Texture(axis, r)));
          best = candidate.cost < best.cost ? candidate : best;
        }
      }
    }
    return best.cost < cost ? best.fitted(pattern, steps) : this;
  }

  static double[] priorSigmas(int modes) {
    double[] sigmas = new double[modes];
    for (int mode = 0; mode < modes; mode++) {
      sigmas[mode] = mode == 0 ? ISOTROPIC_SIGMA : SHAPE_SIGMA;
    }
    return sigmas;
  }

  static double zeroSigma() {
    return ZERO_SIGMA;
  }

  static double widthSigma() {
    return WIDTH_SIGMA;
  }

  static double lorentzianSigma() {
    return LORENTZIAN_SIGMA;
  }

  private static double priors(
      NetPattern pattern, double zero, double lorentzian, List<PhaseState> phases) {
    double sum = square(zero / ZERO_SIGMA) + square((lorentzian - 0.5) / LORENTZIAN_SIGMA);
    for (PhaseState phase : phases) {
      double[] sigmas = priorSigmas(phase.strain().length);
      for (int mode = 0; mode < sigmas.length; mode++) {
        sum += square(phase.strain()[mode] / sigmas[mode]);
      }
      sum += square(Math.log(phase.width() / pattern.width) / WIDTH_SIGMA);
      sum += square(Math.log(phase.texture().r()) / TEXTURE_SIGMA);
    }
    return sum;
  }

  private static double[] scales(NetPattern pattern, List<double[]> columns) {
    int n = columns.size();
    double[][] normal = new double[n][n];
    double[] right = new double[n];
    for (int a = 0; a < n; a++) {
      double[] u = columns.get(a);
      for (int i = 0; i < pattern.points; i++) {
        double weighted = u[i] * pattern.weight[i];
        if (weighted != 0) {
          right[a] += weighted * pattern.net[i];
          for (int b = 0; b <= a; b++) {
            normal[a][b] += weighted * columns.get(b)[i];
          }
        }
      }
      for (int b = 0; b < a; b++) {
        normal[b][a] = normal[a][b];
      }
    }
    return NonNegativeLeastSquares.solve(normal, right);
  }

  private static double square(double x) {
    return x * x;
  }
}
