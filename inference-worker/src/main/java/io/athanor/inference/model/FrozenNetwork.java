package io.athanor.inference.model;

import io.athanor.inference.model.NetworkSession.Forward;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
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
 * What models are served from; see {@link MaterialModel}.
 *
 * <p>Small batches are mostly overhead, so everything that does not depend on the batch is worked
 * out beforehand ({@link FrozenWeights}): states of elements and the first block's products of
 * them, the affine part of the normalisation, all members side by side. What depends on a distance
 * alone is computed once per {@link DistinctDistances}. The run stays in the caller's thread.
 */
public final class FrozenNetwork implements AutoCloseable {
  private static final float EPSILON = 1e-5f;
  private static final float LEAST_EXPONENT = -80f;

  private final NetworkShape shape;
  private final FrozenWeights weights;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final FrozenHeads last;
  private final Placeholder<TInt32> rows = indices(-1);
  private final Placeholder<TInt32> edges = indices(3, -1);
  private final List<Output<TInt32>> ends = tf.unstack(edges, 3L).output();
  private final Operand<TInt32> centres = ends.get(0);
  private final Operand<TInt32> neighbours = ends.get(1);
  private final Operand<TInt32> lengths = ends.get(2);
  private final Placeholder<TFloat32> distances = floats(2);
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
   * @param device with one operation at once and no GPU, the caller's thread runs all of them
   * @throws IllegalStateException where a GPU is asked for and TensorFlow finds none
   */
  public FrozenNetwork(NetworkShape shape, Weights weights, DeviceOptions device) {
    this.shape = shape;
    try {
      device.requirePresent();
      this.weights = new FrozenWeights(shape, weights);
      this.last = new FrozenHeads(shape);
      Operand<TFloat32> gaussians = gaussians();
      List<Operand<TFloat32>> features = new ArrayList<>();
      List<Operand<TFloat32>> members = new ArrayList<>();
      for (int trunk = 0; trunk < shape.trunks(); trunk++) {
        features.add(trunk(trunk, gaussians));
        members.add(members(trunk, features.get(trunk)));
      }
      this.embedding = features.get(0);
      this.heads = members.size() == 1 ? members.get(0) : tf.concat(members, second);
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
    ServedBatch served = ServedBatch.of(batch, composition());
    try (Tensors tensors = new Tensors();
        Result result =
            session
                .runner()
                .feed(rows, tensors.ints(served.rows(), served.nodes()))
                .feed(edges, tensors.ints(served.ends(), 3, served.edges()))
                .feed(distances, tensors.floats(served.lengths(), served.distances(), 2))
                .feed(edgeWeights, tensors.floats(served.weights(), served.edges(), 1))
                .feed(pooling, tensors.floats(served.pooling(), served.graphs(), served.nodes()))
                .fetch(heads)
                .fetch(embedding)
                .run()) {
      return new Forward(last.inOrder(Tensors.read(result.get(0))), Tensors.read(result.get(1)));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** On the CPU, no hand-over to a pool, which costs more than a small product. */
  private static ConfigProto config(DeviceOptions device) {
    ConfigProto config = device.config();
    boolean pooled = device.interThreads() > 1 || device.findsGpu();
    return pooled ? config : config.toBuilder().setInterOpParallelismThreads(-1).build();
  }

  /** A distance that only the last of the Gaussians knows: the flag of compositions. */
  private float composition() {
    return (float) (1_000 * shape.radialCutoff());
  }

  /**
   * [U, radialCentres + 2] of every distance; the last column is exp(0), for the biases.
   * Differences come from a product with a matrix of two rows, which is as exact as subtracting and
   * does not repeat a column, which is slow.
   */
  private Operand<TFloat32> gaussians() {
    int columns = shape.radialCentres() + 2;
    float step = (float) (shape.radialCutoff() / shape.radialCentres());
    float[] apart = new float[2 * columns];
    for (int index = 0; index < columns - 1; index++) {
      apart[index] = 1;
      apart[columns + index] = index == columns - 2 ? -composition() : -(index + 1) * step;
    }
    Operand<TFloat32> squares =
        tf.math.square(tf.linalg.matMul(distances, constant(apart, 2, columns)));
    // what is less is as good as nothing, and exponentials that are not normal numbers are slow
    return tf.math.exp(
        tf.math.maximum(
            tf.math.mul(squares, tf.constant(-0.5f / step)), tf.constant(LEAST_EXPONENT)));
  }

  private Operand<TFloat32> trunk(int trunk, Operand<TFloat32> gaussians) {
    String prefix = Parameters.prefix(trunk);
    int width = shape.width();
    float[] table = weights.elementStates(trunk);
    Operand<TInt32> nodes = tf.size(rows);
    Operand<TFloat32> states = tf.gather(constant(table, table.length / width, width), rows, first);
    for (int block = 0; block < shape.blocks(); block++) {
      String at = prefix + "block" + block + "/";
      Operand<TFloat32> between =
          tf.linalg.matMul(gaussians, constant(weights.edge(at), shape.radialCentres() + 2, width));
      Operand<TFloat32> message =
          silu(
              tf.math.addN(
                  List.of(
                      sent(block, table, states, at + "near", centres),
                      sent(block, table, states, at + "far", neighbours),
                      tf.gather(between, lengths, first))));
      for (int layer = 1; layer < shape.messageDepth(); layer++) {
        message = silu(affine(message, square(at + "message" + layer), at, "message" + layer));
      }
      Operand<TFloat32> summed =
          tf.math.unsortedSegmentSum(tf.math.mul(message, edgeWeights), centres, nodes);
      states = tf.math.add(states, siluOfFew(update(at, summed)));
    }
    Operand<TFloat32> read =
        siluOfFew(
            shifted(
                tf.linalg.matMul(states, square(prefix + "readout/weight")),
                weights.values(prefix + "readout/bias")));
    return tf.linalg.matMul(pooling, read);
  }

  /** [E, F] a matrix times the states at one end of every edge; looked up at first. */
  private Operand<TFloat32> sent(
      int block, float[] table, Operand<TFloat32> states, String name, Operand<TInt32> end) {
    Operand<TFloat32> products;
    if (block > 0) {
      products = tf.linalg.matMul(states, square(name));
    } else {
      int width = shape.width();
      float[] known = FrozenWeights.product(table, weights.values(name), width);
      products = tf.gather(constant(known, known.length / width, width), rows, first);
    }
    return tf.gather(products, end, first);
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

  /** [B, heads * O] in the order of {@link FrozenHeads}. */
  private Operand<TFloat32> members(int trunk, Operand<TFloat32> features) {
    int inner = shape.heads() * shape.headWidth();
    int outer = shape.heads() * shape.headOutputs();
    Operand<TFloat32> hidden =
        siluOfFew(
            shifted(
                tf.linalg.matMul(features, constant(weights.hidden(trunk), shape.width(), inner)),
                weights.hiddenBias(trunk)));
    Operand<TFloat32> out = constant(last.arranged(weights.out(trunk)), inner, outer);
    float[] bias = last.arranged(weights.outBias(trunk));
    return last.activate(tf, shifted(tf.linalg.matMul(hidden, out), bias));
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

  /**
   * For a few thousand numbers. A product that TensorFlow does not fuse with the sigmoid: the
   * kernel that does both is dear to enter.
   */
  private Operand<TFloat32> siluOfFew(Operand<TFloat32> input) {
    return tf.math.mulNoNan(input, tf.math.sigmoid(input));
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }

  private Operand<TFloat32> square(String name) {
    return constant(weights.values(name), shape.width(), shape.width());
  }

  private Operand<TFloat32> constant(float[] values, long... dimensions) {
    return tf.constant(Shape.of(dimensions), DataBuffers.of(values));
  }

  private Placeholder<TInt32> indices(long... dimensions) {
    return tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(dimensions)));
  }

  private Placeholder<TFloat32> floats(long columns) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
  }
}
