package io.athanor.inference.fewlabels;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionBlock_DDRM;

/**
 * Negative log posterior of a Gaussian process's hyperparameters and its gradient (Rasmussen,
 * Williams, Gaussian Processes for Machine Learning, 2006, eqs. 5.8 and 5.9), a Matérn-5/2 kernel
 * with a length for each block of features. Pure.
 *
 * <p>Priors: log lengths Gaussian about sqrt 2 + log(D)/2, so that D blocks together start as
 * smooth as one (Hvarfner, Hellsten, Nardi, ICML 2024), narrower than there; log amplitude about 0,
 * log noise about -4, of standardised targets.
 */
final class Evidence {
  private static final int BLOCK = 60;
  private static final double LENGTH_SPREAD = 0.7;
  private static final double NOISE_CENTRE = -4;
  private static final double NOISE_SPREAD = 1.5;

  private final float[][] distances;
  private final double[] targets;
  private final double lengthCentre;

  /**
   * The value and its slope.
   *
   * @param value negative log posterior, infinite where the covariance is no longer positive
   * @param gradient by each parameter
   */
  record Point(double value, double[] gradient) {}

  /**
   * A solved covariance.
   *
   * @param inverse of kernel and noise, [n, n]
   * @param weights inverse times targets
   * @param halfLogDeterminant of the covariance
   */
  record Solved(double[] inverse, double[] weights, double halfLogDeterminant) {}

  /**
   * The evidence of some rows.
   *
   * @param distances squared, of each block: [D][n (n - 1) / 2], row by row below the diagonal
   * @param targets standardised
   */
  Evidence(float[][] distances, double[] targets) {
    this.distances = distances;
    this.targets = targets;
    this.lengthCentre = lengthCentre(distances.length);
  }

  private static double lengthCentre(int blocks) {
    return Math.sqrt(2) + Math.log(blocks) / 2;
  }

  /** The mode of the prior: log lengths, log amplitude, log noise. */
  double[] start() {
    double[] start = new double[distances.length + 2];
    Arrays.fill(start, lengthCentre);
    start[distances.length] = 0;
    start[distances.length + 1] = NOISE_CENTRE;
    return start;
  }

  /** Kernel of a squared scaled distance. */
  static double matern(double square) {
    double root = Math.sqrt(5 * square);
    return (1 + root + root * root / 3) * Math.exp(-root);
  }

  /** Its derivative by the squared distance. */
  private static double slope(double square) {
    double root = Math.sqrt(5 * square);
    return -5.0 / 6 * (1 + root) * Math.exp(-root);
  }

  Point at(double[] parameters) {
    int blocks = distances.length;
    float[] squares = squares(parameters);
    Solved solved = solve(parameters, squares);
    if (solved == null) {
      return new Point(Double.POSITIVE_INFINITY, new double[parameters.length]);
    }
    int rows = targets.length;
    double amplitude = Math.exp(parameters[blocks]);
    double noise = Math.exp(parameters[blocks + 1]);
    double value = solved.halfLogDeterminant();
    double[] gradient = new double[parameters.length];
    float[] pulls = new float[squares.length];
    double[] inverse = solved.inverse();
    double[] weights = solved.weights();
    int at = 0;
    for (int row = 0; row < rows; row++) {
      value += 0.5 * targets[row] * weights[row];
      double own = inverse[row * rows + row] - weights[row] * weights[row];
      gradient[blocks] += 0.5 * amplitude * own;
      gradient[blocks + 1] += 0.5 * noise * own;
      for (int other = 0; other < row; other++) {
        double pull = inverse[row * rows + other] - weights[row] * weights[other];
        gradient[blocks] += amplitude * matern(squares[at]) * pull;
        pulls[at] = (float) (amplitude * slope(squares[at]) * pull);
        at++;
      }
    }
    for (int block = 0; block < blocks; block++) {
      double sum = 0;
      float[] own = distances[block];
      for (int pair = 0; pair < pulls.length; pair++) {
        sum += pulls[pair] * own[pair];
      }
      gradient[block] = -2 * Math.exp(-2 * parameters[block]) * sum;
    }
    return new Point(value + prior(parameters, gradient), gradient);
  }

  /** Adds the priors' slope to the gradient; returns their value. */
  private double prior(double[] parameters, double[] gradient) {
    int blocks = distances.length;
    double value = 0;
    for (int index = 0; index < parameters.length; index++) {
      double centre = index < blocks ? lengthCentre : index == blocks ? 0 : NOISE_CENTRE;
      double spread = index < blocks ? LENGTH_SPREAD : index == blocks ? 1 : NOISE_SPREAD;
      double off = (parameters[index] - centre) / spread;
      value += 0.5 * off * off;
      gradient[index] += off / spread;
    }
    return value;
  }

  /** The covariance at some parameters, solved; null where it is not positive definite. */
  Solved solve(double[] parameters) {
    return solve(parameters, squares(parameters));
  }

  private float[] squares(double[] parameters) {
    float[] squares = new float[distances[0].length];
    for (int block = 0; block < distances.length; block++) {
      float scale = (float) Math.exp(-2 * parameters[block]);
      float[] own = distances[block];
      for (int pair = 0; pair < squares.length; pair++) {
        squares[pair] += scale * own[pair];
      }
    }
    return squares;
  }

  private Solved solve(double[] parameters, float[] squares) {
    int rows = targets.length;
    double amplitude = Math.exp(parameters[distances.length]);
    double noise = Math.exp(parameters[distances.length + 1]);
    DMatrixRMaj covariance = new DMatrixRMaj(rows, rows);
    int at = 0;
    for (int row = 0; row < rows; row++) {
      covariance.data[row * rows + row] = amplitude + noise;
      for (int other = 0; other < row; other++) {
        double value = amplitude * matern(squares[at++]);
        covariance.data[row * rows + other] = value;
        covariance.data[other * rows + row] = value;
      }
    }
    CholeskyDecompositionBlock_DDRM cholesky = new CholeskyDecompositionBlock_DDRM(BLOCK);
    if (!cholesky.decompose(covariance)) {
      return null;
    }
    double[] lower = cholesky.getT(null).data;
    double half = 0;
    for (int row = 0; row < rows; row++) {
      half += Math.log(lower[row * rows + row]);
    }
    double[] inverse = inverse(lower, rows);
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      for (int other = 0; other < rows; other++) {
        weights[row] += inverse[row * rows + other] * targets[other];
      }
    }
    return new Solved(inverse, weights, half);
  }

  /**
   * The inverse of L L^T, row by row of L^-1 so that memory is read in order: several times faster
   * than a general solver's.
   */
  private static double[] inverse(double[] lower, int rows) {
    double[] half = new double[rows * rows];
    for (int row = 0; row < rows; row++) {
      int at = row * rows;
      double pivot = lower[at + row];
      for (int other = 0; other < row; other++) {
        add(half, at, half, other * rows, -lower[at + other] / pivot, other + 1);
      }
      half[at + row] = 1 / pivot;
    }
    double[] inverse = new double[rows * rows];
    for (int row = 0; row < rows; row++) {
      for (int below = row; below < rows; below++) {
        add(inverse, row * rows, half, below * rows, half[below * rows + row], row + 1);
      }
      for (int other = 0; other < row; other++) {
        inverse[other * rows + row] = inverse[row * rows + other];
      }
    }
    return inverse;
  }

  private static void add(
      double[] to, int start, double[] from, int first, double factor, int count) {
    for (int index = 0; index < count; index++) {
      to[start + index] += factor * from[first + index];
    }
  }
}
