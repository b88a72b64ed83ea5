package io.athanor.materials.numeric;

/**
 * A weighted least-squares polynomial of low degree, {@code sum c_j (x - centre)^j}, with the
 * covariance of its coefficients. The covariance is that of the given weights (one over variance),
 * widened by the reduced chi-square where the residuals are larger than the weights say.
 */
public final class Polynomial {
  private final double centre;
  private final double[] coefficients;
  private final double[][] covariance;
  private final double reducedChiSquare;

  private Polynomial(
      double centre, double[] coefficients, double[][] covariance, double reducedChiSquare) {
    this.centre = centre;
    this.coefficients = coefficients;
    this.covariance = covariance;
    this.reducedChiSquare = reducedChiSquare;
  }

  /**
   * Fits points from (inclusive) to to (exclusive).
   *
   * @throws IllegalArgumentException for fewer points than coefficients or a degenerate set
   */
  public static Polynomial fit(
      double[] x, double[] y, double[] weights, int from, int to, int degree) {
    int terms = degree + 1;
    if (to - from < terms) {
      throw new IllegalArgumentException("needs at least " + terms + " points");
    }
    double sum = 0;
    double first = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i];
      first += weights[i] * x[i];
    }
    double centre = first / sum;
    double span = Math.max(Math.abs(x[to - 1] - centre), Math.abs(x[from] - centre));
    double[][] normal = new double[terms][terms];
    double[] right = new double[terms];
    for (int i = from; i < to; i++) {
      double[] powers = powers((x[i] - centre) / span, terms);
      for (int r = 0; r < terms; r++) {
        right[r] += weights[i] * powers[r] * y[i];
        for (int c = 0; c < terms; c++) {
          normal[r][c] += weights[i] * powers[r] * powers[c];
        }
      }
    }
    double[][] inverse = inverse(normal);
    double[] scaled = new double[terms];
    for (int r = 0; r < terms; r++) {
      for (int c = 0; c < terms; c++) {
        scaled[r] += inverse[r][c] * right[c];
      }
    }
    double chiSquare = 0;
    for (int i = from; i < to; i++) {
      double[] powers = powers((x[i] - centre) / span, terms);
      double residual = y[i];
      for (int r = 0; r < terms; r++) {
        residual -= scaled[r] * powers[r];
      }
      chiSquare += weights[i] * residual * residual;
    }
    double reduced = to - from > terms ? chiSquare / (to - from - terms) : 0;
    double widened = Math.max(1, reduced);
    double[] unit = powers(1 / span, terms);
    for (int r = 0; r < terms; r++) {
      scaled[r] *= unit[r];
      for (int c = 0; c < terms; c++) {
        inverse[r][c] *= unit[r] * unit[c] * widened;
      }
    }
    return new Polynomial(centre, scaled, inverse, reduced);
  }

  /** The abscissa the powers count from: the weighted mean of the fitted points. */
  public double centre() {
    return centre;
  }

  /** Coefficient of the j-th power of x - centre. */
  public double coefficient(int j) {
    return coefficients[j];
  }

  /** Covariance of two coefficients. */
  public double covariance(int j, int k) {
    return covariance[j][k];
  }

  /** Weighted sum of squared residuals per degree of freedom; 0 for an exact fit. */
  public double reducedChiSquare() {
    return reducedChiSquare;
  }

  /** Value at x. */
  public double value(double x) {
    double value = 0;
    for (int j = coefficients.length - 1; j >= 0; j--) {
      value = value * (x - centre) + coefficients[j];
    }
    return value;
  }

  /** Slope at x. */
  public double slope(double x) {
    double slope = 0;
    for (int j = coefficients.length - 1; j >= 1; j--) {
      slope = slope * (x - centre) + j * coefficients[j];
    }
    return slope;
  }

  /** Second derivative at x. */
  public double curvature(double x) {
    double curvature = 0;
    for (int j = coefficients.length - 1; j >= 2; j--) {
      curvature = curvature * (x - centre) + j * (j - 1) * coefficients[j];
    }
    return curvature;
  }

  /** Standard error of {@link #value}. */
  public double standardError(double x) {
    return Math.sqrt(variance(powers(x - centre, coefficients.length)));
  }

  /** Standard error of {@link #slope}. */
  public double slopeError(double x) {
    double[] gradient = new double[coefficients.length];
    double[] powers = powers(x - centre, coefficients.length);
    for (int j = 1; j < gradient.length; j++) {
      gradient[j] = j * powers[j - 1];
    }
    return Math.sqrt(variance(gradient));
  }

  private double variance(double[] gradient) {
    double variance = 0;
    for (int r = 0; r < gradient.length; r++) {
      for (int c = 0; c < gradient.length; c++) {
        variance += gradient[r] * covariance[r][c] * gradient[c];
      }
    }
    return Math.max(0, variance);
  }

  private static double[] powers(double x, int terms) {
    double[] powers = new double[terms];
    double power = 1;
    for (int j = 0; j < terms; j++) {
      powers[j] = power;
      power *= x;
    }
    return powers;
  }

  /** Gauss-Jordan with pivoting: at most 4 x 4 and scaled to order one, so nothing finer is due. */
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] work = new double[n][2 * n];
    for (int r = 0; r < n; r++) {
      System.arraycopy(matrix[r], 0, work[r], 0, n);
      work[r][n + r] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int r = column + 1; r < n; r++) {
        if (Math.abs(work[r][column]) > Math.abs(work[pivot][column])) {
          pivot = r;
        }
      }
      double[] row = work[pivot];
      work[pivot] = work[column];
      work[column] = row;
      if (!(Math.abs(row[column]) > 1e-14 * Math.abs(matrix[0][0]))) {
        throw new IllegalArgumentException("points do not determine the polynomial");
      }
      double divisor = row[column];
      for (int c = 0; c < 2 * n; c++) {
        row[c] /= divisor;
      }
      for (int r = 0; r < n; r++) {
        double factor = work[r][column];
        if (r != column && factor != 0) {
          for (int c = 0; c < 2 * n; c++) {
            work[r][c] -= factor * row[c];
          }
        }
      }
    }
    double[][] inverse = new double[n][n];
    for (int r = 0; r < n; r++) {
      System.arraycopy(work[r], n, inverse[r], 0, n);
    }
    return inverse;
  }
}
