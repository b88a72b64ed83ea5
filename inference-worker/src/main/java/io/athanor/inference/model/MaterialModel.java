package io.athanor.inference.model;

import io.athanor.inference.batch.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A network with its weights and calibration, ready to answer. Safe for concurrent callers.
 *
 * <p>It answers from a network whose weights are constants. The one with variables, which training
 * knows, is opened when somebody asks for it.
 */
public final class MaterialModel
    implements Predictor<MaterialGraph, MaterialPrediction>, AutoCloseable {
  private final FrozenNetwork network;
  private final Weights weights;
  private final DeviceOptions device;
  private final Estimator estimator;
  private NetworkSession session;
  private boolean closed;

  private MaterialModel(
      FrozenNetwork network, Weights weights, DeviceOptions device, Estimator estimator) {
    this.network = network;
    this.weights = weights;
    this.device = device;
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
    return new MaterialModel(new FrozenNetwork(shape, weights, device), weights, device, estimator);
  }

  /** Hyper-parameters, for building graphs that fit. */
  public NetworkShape shape() {
    return network.shape();
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
    return estimator.read(inputs, forward(inputs));
  }

  /** What the network says before it is read: heads, and pooled features of the first trunk. */
  public NetworkSession.Forward forward(List<MaterialGraph> inputs) {
    return network.forward(GraphBatch.of(shape(), inputs));
  }

  /** How outputs are read. */
  public Estimator estimator() {
    return estimator;
  }

  /**
   * The network with its weights as variables, for what else may be read off it; stays the model's
   * own. Opened by the first call, which takes as long as opening a model.
   *
   * @throws IllegalStateException once the model is closed
   */
  public synchronized NetworkSession session() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    if (session == null) {
      session = assigned();
    }
    return session;
  }

  /** A session owns its network, but only once it is open. */
  private NetworkSession assigned() {
    Network variables = new Network(shape());
    NetworkSession opened;
    try {
      opened = new NetworkSession(variables, device);
    } catch (RuntimeException cause) {
      variables.close();
      throw cause;
    }
    try {
      opened.assign(weights);
      return opened;
    } catch (RuntimeException cause) {
      opened.close();
      throw cause;
    }
  }

  /** Writes the network as a SavedModel; see {@link NetworkSession#export}. */
  public void export(Path directory) throws IOException {
    session().export(directory);
  }

  @Override
  public synchronized void close() {
    closed = true;
    network.close();
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
