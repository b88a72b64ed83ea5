package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The forward graph: a connectivity-optimised crystal graph network (coGN, Ruff et al., Digital
 * Discovery 3, 594, 2024) in a dense fixed-degree layout, with a shallow ensemble of heads.
 *
 * <pre>
 * h   = E[Z] + C[Z] Wf + S[source, Z]
 * m   = silu(W2 silu(h Wt + gather(h Ws) + [rbf(d); composition?] We + b) + b2)      per edge
 * h  += silu(Wn LayerNorm(sum_slots w m / sqrt k) + bn)                              per block
 * g   = pool(silu(h Wr + br))                                                        embedding, [B, F]
 * out = W2k silu(g W1k + b1k) + b2k                                                  per head, [B, K, 5]
 * </pre>
 *
 * <p>The node products come before the gather, which is k times cheaper. Variables are TensorFlow's
 * legacy reference variables: the Java bindings differentiate and assign them without surprises.
 */
public final class Network implements AutoCloseable {
  /**
   * Columns of one head: energy mean, energy log variance, non-metal logit, gap, gap log variance.
   */
  public static final int HEAD_OUTPUTS = 5;

  private static final float LOG_VARIANCE_BOUND = 8f;
  private static final float EPSILON = 1e-5f;

  private final NetworkShape shape;
  private final Graph graph;
  private final Ops tf;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();
  private final Placeholder<TInt32> elements;
  private final Placeholder<TInt32> sourceElements;
  private final Placeholder<TInt32> neighbours;
  private final Placeholder<TFloat32> distances;
  private final Placeholder<TFloat32> edgeWeights;
  private final Placeholder<TFloat32> crystal;
  private final Placeholder<TFloat32> pooling;
  private final Operand<TFloat32> embedding;
  private final Operand<TFloat32> rawHeads;
  private final Operand<TFloat32> heads;

  /** Builds the graph; no session yet. */
  public Network(NetworkShape shape) {
    this.shape = shape;
    this.graph = new Graph();
    this.tf = Ops.create(graph);
    this.elements = tf.placeholder(TInt32.class);
    this.sourceElements = tf.placeholder(TInt32.class);
    this.neighbours = tf.placeholder(TInt32.class);
    this.distances = tf.placeholder(TFloat32.class);
    this.edgeWeights = tf.placeholder(TFloat32.class);
    this.crystal = tf.placeholder(TFloat32.class);
    this.pooling = tf.placeholder(TFloat32.class);
    Parameters.shapes(shape).forEach(this::declare);
    Operand<TFloat32> states = nodeStates();
    Operand<TFloat32> edges = edgeFeatures();
    for (int block = 0; block < shape.blocks(); block++) {
      states = message("block" + block + "/", states, edges);
    }
    this.embedding =
        tf.linalg.matMul(pooling, silu(affine(states, "readout/weight", "readout/bias")));
    this.rawHeads = ensemble(embedding);
    this.heads = activate(rawHeads);
  }

  /** Hyper-parameters. */
  public NetworkShape shape() {
    return shape;
  }

  /** The TensorFlow graph, for training to add a loss to. */
  public Graph graph() {
    return graph;
  }

  /** Ops builder on that graph. */
  public Ops ops() {
    return tf;
  }

  /** All variables by name, trainable or not, in stored order. */
  public Map<String, Variable<TFloat32>> variables() {
    return variables;
  }

  /** [B, K, 5] before activation. */
  public Operand<TFloat32> rawHeads() {
    return rawHeads;
  }

  /** [B, K, 5]: energy, energy log variance, P(non-metal), gap if non-metal, gap log variance. */
  public Operand<TFloat32> heads() {
    return heads;
  }

  /** [B, F] pooled features. */
  public Operand<TFloat32> embedding() {
    return embedding;
  }

  Map<String, Placeholder<TFloat32>> values() {
    return values;
  }

  List<Assign<TFloat32>> assigns() {
    return assigns;
  }

  /** Feeds a batch to a session's runner; the tensors live until {@code tensors} is closed. */
  public Session.Runner feed(Session.Runner runner, GraphBatch batch, Tensors tensors) {
    int nodes = batch.nodes();
    int slots = batch.slots();
    return runner
        .feed(elements, tensors.ints(batch.elements(), nodes))
        .feed(sourceElements, tensors.ints(batch.sourceElements(), nodes))
        .feed(neighbours, tensors.ints(batch.neighbours(), (long) nodes * slots))
        .feed(distances, tensors.floats(batch.distances(), (long) nodes * slots, 1))
        .feed(edgeWeights, tensors.floats(batch.edgeWeights(), nodes, slots, 1))
        .feed(crystal, tensors.floats(batch.crystal(), (long) nodes * slots, 1))
        .feed(pooling, tensors.floats(batch.pooling(), batch.graphs(), nodes));
  }

  @Override
  public void close() {
    graph.close();
  }

  private void declare(String name, int[] dimensions) {
    Shape variableShape = Shape.of(Arrays.stream(dimensions).asLongStream().toArray());
    Variable<TFloat32> variable = tf.variable(variableShape, TFloat32.class);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(variableShape));
    variables.put(name, variable);
    values.put(name, value);
    assigns.add(tf.assign(variable, value));
  }

  private Operand<TFloat32> nodeStates() {
    Operand<TInt32> rows = tf.constant(0);
    Operand<TFloat32> learned = tf.gather(variable("element/learned"), elements, rows);
    Operand<TFloat32> described =
        tf.linalg.matMul(
            tf.gather(variable("element/features"), elements, rows),
            variable("element/projection"));
    Operand<TFloat32> shifted = tf.gather(variable("source/shift"), sourceElements, rows);
    return tf.math.add(tf.math.add(learned, described), shifted);
  }

  /** [N * slots, centres + 1]: Gaussians of the distance for crystals, a flag for compositions. */
  private Operand<TFloat32> edgeFeatures() {
    int centres = shape.radialCentres();
    float step = (float) (shape.radialCutoff() / centres);
    float[][] mu = new float[1][centres];
    for (int index = 0; index < centres; index++) {
      mu[0][index] = (index + 1) * step;
    }
    // sigma^2 = bin width, as in the published code
    Operand<TFloat32> exponents =
        tf.math.mul(
            tf.math.squaredDifference(distances, tf.constant(mu)), tf.constant(-0.5f / step));
    return tf.concat(
        List.of(
            tf.math.mul(tf.math.exp(exponents), crystal), tf.math.sub(tf.constant(1f), crystal)),
        tf.constant(1));
  }

  private Operand<TFloat32> message(
      String prefix, Operand<TFloat32> states, Operand<TFloat32> edges) {
    int width = shape.width();
    Operand<TInt32> flat = tf.constant(new int[] {-1, width});
    Operand<TInt32> perNode = tf.constant(new int[] {-1, shape.slots(), width});
    Operand<TFloat32> near =
        tf.expandDims(affine(states, prefix + "near", prefix + "nearBias"), tf.constant(1));
    Operand<TFloat32> far =
        tf.gather(tf.linalg.matMul(states, variable(prefix + "far")), neighbours, tf.constant(0));
    Operand<TFloat32> between = tf.linalg.matMul(edges, variable(prefix + "edge"));
    Operand<TFloat32> first =
        silu(tf.math.add(tf.reshape(tf.math.add(far, between), perNode), near));
    Operand<TFloat32> second =
        silu(affine(tf.reshape(first, flat), prefix + "message", prefix + "messageBias"));
    Operand<TFloat32> summed =
        tf.math.mul(
            tf.reduceSum(tf.math.mul(tf.reshape(second, perNode), edgeWeights), tf.constant(1)),
            tf.constant((float) (1 / Math.sqrt(shape.neighbours()))));
    Operand<TFloat32> update =
        silu(affine(normalise(prefix, summed), prefix + "node", prefix + "nodeBias"));
    return tf.math.add(states, update);
  }

  private Operand<TFloat32> normalise(String prefix, Operand<TFloat32> input) {
    Operand<TInt32> last = tf.constant(1);
    Operand<TFloat32> mean = tf.math.mean(input, last, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(input, mean), last, Mean.keepDims(true));
    Operand<TFloat32> standard =
        tf.math.mul(
            tf.math.sub(input, mean), tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
    return tf.math.add(
        tf.math.mul(standard, variable(prefix + "gain")), variable(prefix + "offset"));
  }

  private Operand<TFloat32> ensemble(Operand<TFloat32> features) {
    List<Operand<TFloat32>> members = new ArrayList<>();
    for (int head = 0; head < shape.heads(); head++) {
      String prefix = "head" + head + "/";
      Operand<TFloat32> hidden = silu(affine(features, prefix + "hidden", prefix + "hiddenBias"));
      members.add(affine(hidden, prefix + "out", prefix + "outBias"));
    }
    return tf.stack(members, Stack.axis(1L));
  }

  private Operand<TFloat32> activate(Operand<TFloat32> raw) {
    return tf.concat(
        List.of(
            column(raw, 0),
            bound(column(raw, 1)),
            tf.math.sigmoid(column(raw, 2)),
            tf.math.softplus(column(raw, 3)),
            bound(column(raw, 4))),
        tf.constant(2));
  }

  /** One of the five head outputs, [B, K, 1]. */
  public Operand<TFloat32> column(Operand<TFloat32> outputs, int index) {
    return tf.slice(
        outputs, tf.constant(new int[] {0, 0, index}), tf.constant(new int[] {-1, -1, 1}));
  }

  /** Keeps a log variance in +-8 with a gradient everywhere, unlike clipping. */
  private Operand<TFloat32> bound(Operand<TFloat32> logVariance) {
    Operand<TFloat32> limit = tf.constant(LOG_VARIANCE_BOUND);
    return tf.math.mul(limit, tf.math.tanh(tf.math.div(logVariance, limit)));
  }

  private Operand<TFloat32> affine(Operand<TFloat32> input, String weight, String bias) {
    return tf.math.add(tf.linalg.matMul(input, variable(weight)), variable(bias));
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }

  private Variable<TFloat32> variable(String name) {
    return variables.get(name);
  }
}
