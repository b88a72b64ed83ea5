package io.athanor.inference.training;

import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Familiarity;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** Fits where the training data lies in the latent space. */
public final class DomainFit {
  private static final int BATCH = 32;
  private static final double RIDGE = 1e-3;
  private static final double EDGE = 0.99;

  private DomainFit() {}

  /**
   * Moments and counts from training rows, the edges from held-out rows.
   *
   * @param training rows that shape the regions
   * @param heldOut rows of the served source that set each region's edge
   */
  public static Domain fit(NetworkSession session, List<Sample> training, List<Sample> heldOut) {
    Map<InputMode, List<float[]>> pooled = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      pooled.put(mode, pooled(session, training, mode));
    }
    int width = session.network().shape().width();
    float[] mean = new float[width];
    float[] deviation = new float[width];
    List<float[]> all = pooled.values().stream().flatMap(List::stream).toList();
    for (int channel = 0; channel < width; channel++) {
      int at = channel;
      double average = all.stream().mapToDouble(row -> row[at]).average().orElseThrow();
      double variance =
          all.stream()
              .mapToDouble(row -> (row[at] - average) * (row[at] - average))
              .average()
              .orElseThrow();
      mean[channel] = (float) average;
      deviation[channel] = (float) Math.max(1e-6, Math.sqrt(variance));
    }
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    Domain scaler = new Domain(mean, deviation, regions);
    for (InputMode mode : InputMode.values()) {
      List<float[]> rows = standardised(scaler, pooled.get(mode));
      Domain.Region open = region(rows, width, 1);
      double[] distances =
          standardised(scaler, pooled(session, heldOut, mode)).stream()
              .mapToDouble(open::distance)
              .sorted()
              .toArray();
      double edge = distances[(int) Math.ceil(EDGE * distances.length) - 1];
      regions.put(mode, new Domain.Region(open.centre(), open.whitening(), Math.max(1e-6, edge)));
    }
    return new Domain(
        mean,
        deviation,
        regions,
        Familiarity.of(
            compositions(training),
            compositions(heldOut),
            session.network().shape().elementRows()));
  }

  private static List<MaterialGraph> compositions(List<Sample> samples) {
    return samples.stream().map(sample -> sample.graph(InputMode.COMPOSITION)).toList();
  }

  private static Domain.Region region(List<float[]> rows, int width, double edge) {
    float[] centre = new float[width];
    for (float[] row : rows) {
      for (int channel = 0; channel < width; channel++) {
        centre[channel] += row[channel] / rows.size();
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(width, width);
    for (float[] row : rows) {
      for (int left = 0; left < width; left++) {
        double first = row[left] - centre[left];
        for (int right = 0; right < width; right++) {
          covariance.add(left, right, first * (row[right] - centre[right]) / rows.size());
        }
      }
    }
    for (int channel = 0; channel < width; channel++) {
      covariance.add(channel, channel, RIDGE);
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(width, true);
    if (!cholesky.decompose(covariance)) {
      throw new IllegalStateException("latent covariance is not positive definite");
    }
    DMatrixRMaj whitening = cholesky.getT(null);
    CommonOps_DDRM.invert(whitening);
    float[] flat = new float[width * width];
    for (int index = 0; index < flat.length; index++) {
      flat[index] = (float) whitening.get(index);
    }
    return new Domain.Region(centre, flat, edge);
  }

  private static List<float[]> standardised(Domain scaler, List<float[]> rows) {
    return rows.stream().map(row -> scaler.standardise(row, 0)).toList();
  }

  private static List<float[]> pooled(
      NetworkSession session, List<Sample> samples, InputMode mode) {
    int width = session.network().shape().width();
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start < samples.size(); start += BATCH) {
      List<MaterialGraph> graphs =
          samples.subList(start, Math.min(samples.size(), start + BATCH)).stream()
              .map(sample -> sample.graph(mode))
              .toList();
      float[] flat = session.forward(GraphBatch.of(session.network().shape(), graphs)).embeddings();
      for (int row = 0; row < graphs.size(); row++) {
        rows.add(Arrays.copyOfRange(flat, row * width, (row + 1) * width));
      }
    }
    return rows;
  }
}
