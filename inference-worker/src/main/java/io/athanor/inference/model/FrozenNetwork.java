package io.athanor.inference.model;

import io.athanor.inference.model.NetworkSession.Forward;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A {@link Network} whose weights are constants: the same function to rounding, without training.
 * Faster for small batches (`loadtests/run throughput`); not what models are served from yet, since
 * a process that also held ONNX Runtime crashed twice with it, and the cause is not known.
 *
 * <p>Small batches are mostly overhead, so everything that does not depend on the batch is worked
 * out beforehand ({@link FrozenWeights}): states of elements and the first block's products of
 * them, the affine part of the normalisation, all members side by side. What depends on a distance
 * alone is computed once per {@link DistinctDistances}. The run stays in the caller's thread.
 */
public final class FrozenNetwork implements AutoCloseable {
  private static final float EPSILON = 1e-5f;
  private static final float LOG_SCALE_BOUND = 8f;

  private final NetworkShape shape;
  private final FrozenWeights weights;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TInt32> rows = indices();
  private final Placeholder<TInt32> centres = indices();
  private final Placeholder<TInt32> neighbours = indices();
  private final Placeholder<TInt32> lengths = indices();
  private final Placeholder<TFloat32> distances = floats(1);
  private final Placeholder<TFloat32> edgeWeights = floats(1);
  private final Placeholder<TFloat32> pooling = floats(-1);
  private final Operand<TInt32> first = tf.constant(0);
  private final Operand<TInt32> second = tf.constant(1);
  private final Operand<TFloat32> heads;
  private final Operand<TFloat32> embedding;
  private final Session session;

  /**
   * Builds the graph and opens a session.
   *
   * @param device with one operation at once, the caller's thread runs all of them
   * @throws IllegalStateException where a GPU is asked for and TensorFlow finds none
   */
  public FrozenNetwork(NetworkShape shape, Weights weights, DeviceOptions device) {
    device.requirePresent();
    this.shape = shape;
    this.weights = new FrozenWeights(shape, weights);
    try {
      Operand<TFloat32> edges = edges();
      List<Operand<TFloat32>> features = new ArrayList<>();
      List<Operand<TFloat32>> members = new ArrayList<>();
      for (int trunk = 0; trunk < shape.trunks(); trunk++) {
        features.add(trunk(trunk, edges));
        members.add(members(trunk, features.get(trunk)));
      }
      this.embedding = features.get(0);
      this.heads =
          activate(members.size() == 1 ? members.get(0) : tf.concat(members, tf.constant(1)));
      this.session = new Session(graph, config(device));
    } catch (RuntimeException cause) {
      graph.close();
      throw cause;
    }
  }

  /** Hyper-parameters. */
  public NetworkShape shape() {
    return shape;
  }

  /** Runs the network forward. */
  public Forward forward(GraphBatch batch) {
    int edges = batch.edges();
    DistinctDistances distinct = DistinctDistances.of(batch, composition());
    int parts = shape.trunks() * shape.blocks();
    int[] at = distinct.index();
    for (int edge = 0; edge < edges; edge++) {
      at[edge] *= parts;
    }
    float[] values = distinct.values();
    try (Tensors tensors = new Tensors();
        Result result =
            session
                .runner()
                .feed(rows, tensors.ints(batch.sourceElements(), batch.nodes()))
                .feed(centres, tensors.ints(batch.centres(), edges))
                .feed(neighbours, tensors.ints(batch.neighbours(), edges))
                .feed(lengths, tensors.ints(at, edges))
                .feed(distances, tensors.floats(values, values.length, 1))
                .feed(edgeWeights, tensors.floats(batch.edgeWeights(), edges, 1))
                .feed(pooling, tensors.floats(batch.pooling(), batch.graphs(), batch.nodes()))
                .fetch(heads)
                .fetch(embedding)
                .run()) {
      return new Forward(Tensors.read(result.get(0)), Tensors.read(result.get(1)));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static ConfigProto config(DeviceOptions device) {
    ConfigProto config = device.config();
    if (device.interThreads() > 1) {
      return config;
    }
    // no hand-over to a pool and no queue of ready operations, which cost more than small products
    return config.toBuilder()
        .setInterOpParallelismThreads(-1)
        .setExperimental(
            ConfigProto.Experimental.newBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR"))
        .build();
  }

  /** A distance that only the last of the Gaussians knows: the flag of compositions. */
  private float composition() {
    return (float) (1_000 * shape.radialCutoff());
  }

  /** [U * trunks * blocks, F]: what every distance adds to the messages of every block. */
  private Operand<TFloat32> edges() {
    int radial = shape.radialCentres();
    float step = (float) (shape.radialCutoff() / radial);
    float[] mu = new float[radial + 2];
    float[] factors = new float[radial + 2];
    for (int index = 0; index <= radial; index++) {
      mu[index] = index == radial ? composition() : (index + 1) * step;
      factors[index] = -0.5f / step;
    }
    // the last column is exp(0), for the biases
    Operand<TFloat32> exponents =
        tf.math.mul(
            tf.math.squaredDifference(distances, constant(mu, 1, radial + 2)),
            constant(factors, 1, radial + 2));
    float[] matrix = weights.edges();
    return rows(
        tf.linalg.matMul(
            tf.math.exp(exponents), constant(matrix, radial + 2, matrix.length / (radial + 2))),
        shape.width());
  }

  private Operand<TFloat32> trunk(int trunk, Operand<TFloat32> edges) {
    String prefix = Parameters.prefix(trunk);
    int width = shape.width();
    float[] table = weights.elementStates(trunk);
    Operand<TInt32> nodes = tf.gather(tf.shape(rows), first, first);
    Operand<TFloat32> states = tf.gather(constant(table, table.length / width, width), rows, first);
    for (int block = 0; block < shape.blocks(); block++) {
      String at = prefix + "block" + block + "/";
      int part = trunk * shape.blocks() + block;
      Operand<TInt32> which = part == 0 ? lengths : tf.math.add(lengths, tf.constant(part));
      Operand<TFloat32> message =
          silu(
              tf.math.addN(
                  List.of(
                      sent(block, table, states, at + "near", centres),
                      sent(block, table, states, at + "far", neighbours),
                      tf.gather(edges, which, first))));
      for (int layer = 1; layer < shape.messageDepth(); layer++) {
        message = silu(affine(message, square(at + "message" + layer), at, "message" + layer));
      }
      Operand<TFloat32> summed =
          tf.math.unsortedSegmentSum(tf.math.mul(message, edgeWeights), centres, nodes);
      states = tf.math.add(states, silu(update(at, summed)));
    }
    Operand<TFloat32> read =
        silu(
            shifted(
                tf.linalg.matMul(states, square(prefix + "readout/weight")),
                weights.values(prefix + "readout/bias")));
    return tf.linalg.matMul(pooling, read);
  }

  /** [E, F] a matrix times the states at one end of every edge; of elements at first. */
  private Operand<TFloat32> sent(
      int block, float[] table, Operand<TFloat32> states, String name, Operand<TInt32> end) {
    if (block > 0) {
      return tf.gather(tf.linalg.matMul(states, square(name)), end, first);
    }
    int width = shape.width();
    float[] products = FrozenWeights.product(table, weights.values(name), width);
    return tf.gather(
        constant(products, products.length / width, width), tf.gather(rows, end, first), first);
  }

  /** The norm of 1 / sqrt k before the normalisation is in its epsilon. */
  private Operand<TFloat32> update(String prefix, Operand<TFloat32> summed) {
    Operand<TFloat32> mean = tf.math.mean(summed, second, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(summed, mean), second, Mean.keepDims(true));
    Operand<TFloat32> scale =
        tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON * shape.neighbours())));
    int width = shape.width();
    Operand<TFloat32> product =
        tf.linalg.matMul(summed, constant(weights.update(prefix), width, width));
    return shifted(tf.math.mul(product, scale), weights.updateBias(prefix));
  }

  /** [B, heads, O] before activation. */
  private Operand<TFloat32> members(int trunk, Operand<TFloat32> features) {
    int inner = shape.heads() * shape.headWidth();
    Operand<TFloat32> hidden =
        silu(
            shifted(
                tf.linalg.matMul(features, constant(weights.hidden(trunk), shape.width(), inner)),
                weights.hiddenBias(trunk)));
    int outer = shape.heads() * shape.headOutputs();
    Operand<TFloat32> out =
        shifted(
            tf.linalg.matMul(hidden, constant(weights.out(trunk), inner, outer)),
            weights.outBias(trunk));
    return tf.reshape(out, tf.constant(new int[] {-1, shape.heads(), shape.headOutputs()}));
  }

  /** As {@link Heads} does, a kind of column at a time. */
  private Operand<TFloat32> activate(Operand<TFloat32> raw) {
    FrozenWeights.Columns columns = FrozenWeights.Columns.of(shape);
    List<Operand<TFloat32>> kinds = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    if (columns.plain().length > 0) {
      kinds.add(pick(raw, columns.plain(), order));
    }
    if (columns.probabilities().length > 0) {
      kinds.add(tf.math.sigmoid(pick(raw, columns.probabilities(), order)));
      kinds.add(tf.math.softplus(pick(raw, columns.positive(), order)));
    }
    Operand<TFloat32> limit = tf.constant(LOG_SCALE_BOUND);
    Operand<TFloat32> scales = pick(raw, columns.bounded(), order);
    kinds.add(tf.math.mul(limit, tf.math.tanh(tf.math.div(scales, limit))));
    int[] back = new int[order.size()];
    for (int index = 0; index < back.length; index++) {
      back[order.get(index)] = index;
    }
    return tf.gather(tf.concat(kinds, tf.constant(2)), tf.constant(back), tf.constant(2));
  }

  private Operand<TFloat32> pick(Operand<TFloat32> raw, int[] columns, List<Integer> order) {
    for (int column : columns) {
      order.add(column);
    }
    return tf.gather(raw, tf.constant(columns), tf.constant(2));
  }

  private Operand<TFloat32> affine(
      Operand<TFloat32> input, Operand<TFloat32> matrix, String prefix, String name) {
    return shifted(tf.linalg.matMul(input, matrix), weights.values(prefix + name + "Bias"));
  }

  /** Adds a bias, as a difference: a sum would be fused into a kernel that is slow to set up. */
  private Operand<TFloat32> shifted(Operand<TFloat32> input, float[] bias) {
    float[] negative = new float[bias.length];
    for (int index = 0; index < bias.length; index++) {
      negative[index] = -bias[index];
    }
    return tf.math.sub(input, constant(negative, bias.length));
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }

  private Operand<TFloat32> square(String name) {
    return constant(weights.values(name), shape.width(), shape.width());
  }

  private Operand<TFloat32> rows(Operand<TFloat32> input, int width) {
    return tf.reshape(input, tf.constant(new int[] {-1, width}));
  }

  private Operand<TFloat32> constant(float[] values, long... dimensions) {
    return tf.constant(Shape.of(dimensions), DataBuffers.of(values));
  }

  private Placeholder<TInt32> indices() {
    return tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
  }

  private Placeholder<TFloat32> floats(long columns) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
  }
}
