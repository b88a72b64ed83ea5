package io.athanor.inference.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A session on a network: sets weights, reads them back, runs batches. Owns the network. */
public final class NetworkSession implements AutoCloseable {

  /**
   * What the network says about a batch.
   *
   * @param heads [B, K, O] activated head outputs, row-major
   * @param embeddings [B, F] pooled features, row-major
   */
  public record Forward(float[] heads, float[] embeddings) {}

  private final Network network;
  private final Session session;

  /**
   * Opens a session. The first session of a process fixes TensorFlow's thread pools.
   *
   * @param intraThreads threads inside one operation
   * @param interThreads operations at once
   */
  public NetworkSession(Network network, int intraThreads, int interThreads) {
    this(network, DeviceOptions.threads(intraThreads, interThreads));
  }

  /**
   * Opens a session on a device.
   *
   * @throws IllegalStateException where a GPU is asked for and TensorFlow finds none
   */
  public NetworkSession(Network network, DeviceOptions options) {
    options.requirePresent();
    this.network = network;
    this.session = new Session(network.graph(), options.config());
  }

  /** The network this session runs. */
  public Network network() {
    return network;
  }

  /** The raw session, for training's own targets. */
  public Session session() {
    return session;
  }

  /** Sets every variable of the network; tensors the network does not know are left aside. */
  public void assign(Weights weights) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      for (Map.Entry<String, Placeholder<TFloat32>> value : network.values().entrySet()) {
        Weights.Entry entry = weights.get(value.getKey());
        long[] dimensions = Arrays.stream(entry.shape()).asLongStream().toArray();
        runner.feed(value.getValue(), tensors.floats(entry.values(), dimensions));
      }
      network.assigns().forEach(runner::addTarget);
      runner.run().close();
    }
  }

  /** Reads every variable of the network. */
  public Weights weights() {
    Session.Runner runner = session.runner();
    List<String> names = List.copyOf(network.variables().keySet());
    for (Variable<TFloat32> variable : network.variables().values()) {
      runner.fetch(variable);
    }
    Map<String, int[]> shapes = Parameters.shapes(network.shape());
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    // fetched variables alias their buffers: copy before anything else runs
    try (Result result = runner.run()) {
      for (int index = 0; index < names.size(); index++) {
        String name = names.get(index);
        entries.put(name, new Weights.Entry(shapes.get(name), Tensors.read(result.get(index))));
      }
    }
    return new Weights(entries);
  }

  /** Runs the network forward. */
  public Forward forward(GraphBatch batch) {
    try (Tensors tensors = new Tensors();
        Result result =
            network
                .feed(session.runner(), batch, tensors)
                .fetch(network.heads().active())
                .fetch(network.embedding())
                .run()) {
      return new Forward(Tensors.read(result.get(0)), Tensors.read(result.get(1)));
    }
  }

  /**
   * Writes the network with its weights as a TensorFlow SavedModel, for other runtimes. Inputs are
   * those of {@link GraphBatch} ([E] and [E, 1] columns, [B, N] pooling), outputs {@code heads} [B,
   * K, O] and {@code embedding} [B, F].
   *
   * @param directory to be made; must not hold a model yet
   */
  public void export(Path directory) throws IOException {
    Signature.Builder signature = Signature.builder();
    network.inputs().forEach(signature::input);
    signature.output("heads", network.heads().active());
    signature.output("embedding", network.embedding());
    SavedModelBundle.exporter(directory.toString())
        .withTags(SavedModelBundle.DEFAULT_TAG)
        .withSession(session)
        .withSignature(signature.build())
        .export();
  }

  @Override
  public void close() {
    session.close();
    network.close();
  }
}
