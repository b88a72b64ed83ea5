package io.athanor.materials.spectra;

import java.util.Optional;

/**
 * One peak on a constant, {@code c + h g((x - x0) / w)}, by Levenberg and Marquardt's method.
 * {@code g} is a Gaussian or a Lorentzian of full width one.
 */
final class PeakFit {
  private static final int TERMS = 4;
  private static final int ROUNDS = 60;
  private static final double LN2 = 0.6931471805599453;

  private final double[] x;
  private final double[] y;
  private final int from;
  private final int to;
  private final boolean lorentzian;

  private PeakFit(double[] x, double[] y, int from, int to, boolean lorentzian) {
    this.x = x;
    this.y = y;
    this.from = from;
    this.to = to;
    this.lorentzian = lorentzian;
  }

  /**
   * The better of the two shapes, or empty where neither settles inside the section.
   *
   * @param noise standard deviation of y
   */
  static Optional<Peak> fit(
      double[] x, double[] y, int from, int to, double[] start, double noise) {
    Optional<Fitted> gaussian = new PeakFit(x, y, from, to, false).solve(start, noise);
    Optional<Fitted> lorentzian = new PeakFit(x, y, from, to, true).solve(start, noise);
    if (gaussian.isPresent() && lorentzian.isPresent()) {
      boolean second = lorentzian.get().squares() < gaussian.get().squares();
      return (second ? lorentzian : gaussian).map(Fitted::peak);
    }
    return gaussian.or(() -> lorentzian).map(Fitted::peak);
  }

  private record Fitted(Peak peak, double squares) {}

  private Optional<Fitted> solve(double[] start, double noise) {
    double[] at = start.clone();
    double squares = squares(at);
    double damping = 1e-3;
    double[][] normal = new double[TERMS][TERMS];
    for (int round = 0; round < ROUNDS; round++) {
      double[] gradient = new double[TERMS];
      normal = normal(at, gradient);
      double[][] damped = new double[TERMS][];
      for (int i = 0; i < TERMS; i++) {
        damped[i] = normal[i].clone();
        damped[i][i] *= 1 + damping;
      }
      Optional<double[][]> inverse = inverse(damped);
      if (inverse.isEmpty()) {
        return Optional.empty();
      }
      double[] next = at.clone();
      for (int i = 0; i < TERMS; i++) {
        for (int j = 0; j < TERMS; j++) {
          next[i] += inverse.get()[i][j] * gradient[j];
        }
      }
      double better = squares(next);
      if (better <= squares && next[2] > 0) {
        boolean settled = squares - better <= 1e-12 * squares;
        at = next;
        squares = better;
        damping = Math.max(1e-12, damping / 10);
        if (settled) {
          break;
        }
      } else {
        damping *= 10;
        if (damping > 1e12) {
          break;
        }
      }
    }
    return inverse(normal(at, new double[TERMS])).flatMap(covariance(at, squares, noise));
  }

  private java.util.function.Function<double[][], Optional<Fitted>> covariance(
      double[] at, double squares, double noise) {
    return inverse -> {
      double variance = Math.max(noise * noise, squares / Math.max(1, to - from - TERMS));
      double height = at[0];
      double width = at[2];
      boolean inside = at[1] > x[from] && at[1] < x[to - 1] && width < x[to - 1] - x[from];
      if (!inside || !(height > 0)) {
        return Optional.empty();
      }
      double factor = lorentzian ? Math.PI / 2 : Math.sqrt(Math.PI / (4 * LN2));
      double areaVariance =
          width * width * inverse[0][0]
              + height * height * inverse[2][2]
              + 2 * width * height * inverse[0][2];
      Peak peak =
          new Peak(
              at[1],
              Math.sqrt(variance * inverse[1][1]),
              height,
              Math.sqrt(variance * inverse[0][0]),
              width,
              Math.sqrt(variance * inverse[2][2]),
              factor * height * width,
              factor * Math.sqrt(variance * Math.max(0, areaVariance)),
              lorentzian);
      return Optional.of(new Fitted(peak, squares));
    };
  }

  private double[][] normal(double[] at, double[] gradient) {
    double[][] normal = new double[TERMS][TERMS];
    double[] slope = new double[TERMS];
    for (int i = from; i < to; i++) {
      double u = (x[i] - at[1]) / at[2];
      double shape = shape(u);
      double steepness = lorentzian ? -8 * u * shape * shape : -8 * LN2 * u * shape;
      slope[0] = shape;
      slope[1] = -at[0] * steepness / at[2];
      slope[2] = -at[0] * steepness * u / at[2];
      slope[3] = 1;
      double residual = y[i] - at[3] - at[0] * shape;
      for (int r = 0; r < TERMS; r++) {
        gradient[r] += slope[r] * residual;
        for (int c = 0; c < TERMS; c++) {
          normal[r][c] += slope[r] * slope[c];
        }
      }
    }
    return normal;
  }

  private double squares(double[] at) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double residual = y[i] - at[3] - at[0] * shape((x[i] - at[1]) / at[2]);
      sum += residual * residual;
    }
    return sum;
  }

  private double shape(double u) {
    return lorentzian ? 1 / (1 + 4 * u * u) : Math.exp(-4 * LN2 * u * u);
  }

  /** Gauss and Jordan with scaled pivots; empty where the matrix is singular. */
  private static Optional<double[][]> inverse(double[][] matrix) {
    double[] scale = new double[TERMS];
    for (int i = 0; i < TERMS; i++) {
      scale[i] = Math.sqrt(matrix[i][i]);
      if (!(scale[i] > 0) || !Double.isFinite(scale[i])) {
        return Optional.empty();
      }
    }
    double[][] work = new double[TERMS][2 * TERMS];
    for (int r = 0; r < TERMS; r++) {
      for (int c = 0; c < TERMS; c++) {
        work[r][c] = matrix[r][c] / (scale[r] * scale[c]);
      }
      work[r][TERMS + r] = 1;
    }
    // symmetric, positive and scaled: no rows need be exchanged
    for (int pivot = 0; pivot < TERMS; pivot++) {
      double divisor = work[pivot][pivot];
      if (!(divisor > 1e-12)) {
        return Optional.empty();
      }
      for (int c = 0; c < 2 * TERMS; c++) {
        work[pivot][c] /= divisor;
      }
      for (int r = 0; r < TERMS; r++) {
        double factor = work[r][pivot];
        for (int c = 0; r != pivot && c < 2 * TERMS; c++) {
          work[r][c] -= factor * work[pivot][c];
        }
      }
    }
    double[][] inverse = new double[TERMS][TERMS];
    for (int r = 0; r < TERMS; r++) {
      for (int c = 0; c < TERMS; c++) {
        inverse[r][c] = work[r][TERMS + c] / (scale[r] * scale[c]);
      }
    }
    return Optional.of(inverse);
  }
}
