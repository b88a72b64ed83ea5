package io.athanor.inference.model;

import io.athanor.inference.batch.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network with its weights and calibration, ready to answer. Safe for concurrent callers. */
public final class MaterialModel
    implements Predictor<MaterialGraph, MaterialPrediction>, AutoCloseable {
  private final NetworkSession session;
  private final Estimator estimator;

  private MaterialModel(NetworkSession session, Estimator estimator) {
    this.session = session;
    this.estimator = estimator;
  }

  /** Builds the graph and opens a session. */
  public static MaterialModel open(
      NetworkShape shape,
      Weights weights,
      Calibrations calibrations,
      int intraThreads,
      int interThreads) {
    return open(shape, weights, calibrations, DeviceOptions.threads(intraThreads, interThreads));
  }

  /** As {@link #open(NetworkShape, Weights, Calibrations, int, int)}, on a device. */
  public static MaterialModel open(
      NetworkShape shape, Weights weights, Calibrations calibrations, DeviceOptions device) {
    Estimator estimator = Estimator.of(shape, weights, calibrations);
    NetworkSession session = session(new Network(shape), device);
    try {
      session.assign(weights);
    } catch (RuntimeException cause) {
      session.close();
      throw cause;
    }
    return new MaterialModel(session, estimator);
  }

  /** A session owns its network, but only once it is open. */
  private static NetworkSession session(Network network, DeviceOptions device) {
    try {
      return new NetworkSession(network, device);
    } catch (RuntimeException cause) {
      network.close();
      throw cause;
    }
  }

  /** Hyper-parameters, for building graphs that fit. */
  public NetworkShape shape() {
    return session.network().shape();
  }

  /** Whether the model was trained on that atomic number. */
  public boolean knows(int atomicNumber) {
    return estimator.scales().knows(atomicNumber);
  }

  @Override
  public List<MaterialPrediction> predict(List<MaterialGraph> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    return estimator.read(inputs, session.forward(GraphBatch.of(shape(), inputs)));
  }

  /** Pooled features of the first trunk, [F] each, as the network gives them. */
  public List<float[]> features(List<MaterialGraph> inputs) {
    float[] flat = session.forward(GraphBatch.of(shape(), inputs)).embeddings();
    int width = shape().width();
    List<float[]> features = new ArrayList<>();
    for (int row = 0; row < inputs.size(); row++) {
      features.add(Arrays.copyOfRange(flat, row * width, (row + 1) * width));
    }
    return features;
  }

  /** How outputs are read. */
  public Estimator estimator() {
    return estimator;
  }

  /** The network with its weights, for what else may be read off it; stays the model's own. */
  public NetworkSession session() {
    return session;
  }

  /** Writes the network as a SavedModel; see {@link NetworkSession#export}. */
  public void export(Path directory) throws IOException {
    session.export(directory);
  }

  @Override
  public void close() {
    session.close();
  }
}
