package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Exponential;
import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Negative log of (marginal likelihood x prior) over log hyperparameters, with its analytic
 * gradient: 1/2 y'a + sum ln L_ii + prior, d/dt = 1/2 tr((K^-1 - aa') dK/dt) (Rasmussen and
 * Williams 2006, eq. 5.9). One instance serves one data set and one thread.
 */
public final class LogPosterior implements Lbfgs.Objective {
  private final Kernel kernel;
  private final int n;
  private final double[] targets;
  private final double[] variances;
  private final double[][] squaredDistances;
  private final double[] products;
  private final DMatrixRMaj covariance;
  private final DMatrixRMaj inverse;
  private final DMatrixRMaj right;
  private final DMatrixRMaj alpha;
  private final double[] slopes;
  private final double[] correlations;

  /**
   * Of targets observed without known errors.
   *
   * @param targets one per row, in transformed units
   */
  public LogPosterior(Kernel kernel, FeatureMatrix observed, double[] targets) {
    this(kernel, observed, targets, new double[targets.length]);
  }

  /**
   * With known errors.
   *
   * @param variances of the targets on top of the common noise, in squared target units
   */
  public LogPosterior(Kernel kernel, FeatureMatrix observed, double[] targets, double[] variances) {
    this.kernel = kernel;
    this.n = observed.rows();
    this.targets = targets;
    this.variances = variances;
    int pairs = n * (n - 1) / 2;
    squaredDistances = new double[kernel.scales()][pairs];
    products = new double[kernel.linear() ? n * (n + 1) / 2 : 0];
    for (int i = 0, p = 0; i < n; i++) {
      for (int j = 0; j < i; j++, p++) {
        for (int c = 0; c < observed.columns(); c++) {
          double difference = observed.at(i, c) - observed.at(j, c);
          squaredDistances[kernel.scaleOf(observed.groupOf(c))][p] += difference * difference;
        }
      }
    }
    for (int i = 0, q = 0; kernel.linear() && i < n; i++) {
      for (int j = 0; j <= i; j++, q++) {
        products[q] = dot(observed, i, j) / observed.columns();
      }
    }
    covariance = new DMatrixRMaj(n, n);
    inverse = new DMatrixRMaj(n, n);
    right = new DMatrixRMaj(n, 1, true, targets.clone());
    alpha = new DMatrixRMaj(n, 1);
    slopes = new double[pairs];
    correlations = new double[pairs];
  }

  private static double dot(FeatureMatrix x, int i, int j) {
    double sum = 0;
    for (int c = 0; c < x.columns(); c++) {
      sum += x.at(i, c) * x.at(j, c);
    }
    return sum;
  }

  @Override
  public double evaluate(double[] logs, double[] gradient) {
    double signal = StrictMath.exp(logs[kernel.signalIndex()]);
    double noise = StrictMath.exp(logs[kernel.noiseIndex()]);
    double linear = kernel.linear() ? StrictMath.exp(logs[kernel.linearIndex()]) : 0;
    double[] inverseSquares = new double[kernel.scales()];
    for (int g = 0; g < inverseSquares.length; g++) {
      inverseSquares[g] = StrictMath.exp(-2 * logs[g]);
    }
    fillCovariance(signal, noise, linear, inverseSquares);
    CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
    LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(cholesky);
    if (!solver.setA(covariance)) {
      return Double.POSITIVE_INFINITY;
    }
    solver.solve(right, alpha);
    solver.invert(inverse);
    double value = 0;
    double[] factor = cholesky.getT().data;
    for (int i = 0; i < n; i++) {
      value += 0.5 * targets[i] * alpha.data[i] + StrictMath.log(factor[i * n + i]);
    }
    fillGradient(gradient, signal, noise, linear, inverseSquares);
    for (int h = 0; h < logs.length; h++) {
      double deviation = kernel.priorDeviation(h);
      double z = (logs[h] - kernel.priorMean(h)) / deviation;
      value += 0.5 * z * z;
      gradient[h] += z / deviation;
    }
    return value;
  }

  private void fillCovariance(double signal, double noise, double linear, double[] inverseSquares) {
    double[] k = covariance.data;
    for (int i = 0, p = 0, q = 0; i < n; i++) {
      for (int j = 0; j < i; j++, p++, q++) {
        double squared = 0;
        for (int g = 0; g < inverseSquares.length; g++) {
          squared += squaredDistances[g][p] * inverseSquares[g];
        }
        double s = Math.sqrt(5 * squared);
        double decay = Exponential.exp(-s);
        correlations[p] = (1 + s + s * s / 3) * decay;
        slopes[p] = 5.0 / 3.0 * (1 + s) * decay;
        double entry = signal * correlations[p] + (linear > 0 ? linear * products[q] : 0);
        k[i * n + j] = entry;
        k[j * n + i] = entry;
      }
      k[i * n + i] = signal + noise + variances[i] + (linear > 0 ? linear * products[q] : 0);
      q++;
    }
  }

  private void fillGradient(
      double[] gradient, double signal, double noise, double linear, double[] inverseSquares) {
    Arrays.fill(gradient, 0);
    double signalSum = 0;
    double noiseSum = 0;
    double linearSum = 0;
    for (int i = 0, p = 0, q = 0; i < n; i++) {
      double ai = alpha.data[i];
      for (int j = 0; j < i; j++, p++, q++) {
        double weight = inverse.data[i * n + j] - ai * alpha.data[j];
        signalSum += weight * correlations[p];
        double sloped = weight * slopes[p];
        for (int g = 0; g < inverseSquares.length; g++) {
          gradient[g] += sloped * squaredDistances[g][p];
        }
        if (linear > 0) {
          linearSum += weight * products[q];
        }
      }
      double diagonal = inverse.data[i * n + i] - ai * ai;
      signalSum += 0.5 * diagonal;
      noiseSum += 0.5 * diagonal;
      if (linear > 0) {
        linearSum += 0.5 * diagonal * products[q];
      }
      q++;
    }
    for (int g = 0; g < inverseSquares.length; g++) {
      gradient[g] *= signal * inverseSquares[g];
    }
    gradient[kernel.signalIndex()] = signal * signalSum;
    gradient[kernel.noiseIndex()] = noise * noiseSum;
    if (kernel.linear()) {
      gradient[kernel.linearIndex()] = linear * linearSum;
    }
  }
}
