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
 * Discovery 3, 594, 2024) on merged sites, with a shallow ensemble of heads.
 *
 * <pre>
 * h   = E[Z] + C[Z] Wf + S[source, Z]
 * m   = silu(gather(h Wt + b) + gather(h Ws) + [rbf(d); composition?] We)            per edge
 * m   = silu(m W + b)                                                                depth - 1 times
 * h  += silu(Wn LayerNorm(sum_edges w m / sqrt k) + bn)                              per block
 * g   = pool(silu(h Wr + br))                                                        embedding, [B, F]
 * out = W2k silu(g W1k + b1k) + b2k                                                  per head, [B, K, O]
 * </pre>
 *
 * <p>The node products come before the gather, which is many times cheaper. Edges are a flat list
 * sorted by centre: merged sites have seven edges on average and up to thirty, so that a layout of
 * a fixed number per node would be mostly padding. Variables are TensorFlow's legacy reference
 * variables: the Java bindings differentiate and assign them without surprises.
 */
public final class Network implements AutoCloseable {
  private static final float LOG_SCALE_BOUND = 8f;
  private static final float EPSILON = 1e-5f;

  private final NetworkShape shape;
  private final Graph graph;
  private final Ops tf;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();
  private final Placeholder<TInt32> elements;
  private final Placeholder<TInt32> sourceElements;
  private final Placeholder<TInt32> centres;
  private final Placeholder<TInt32> neighbours;
  private final Placeholder<TFloat32> distances;
  private final Placeholder<TFloat32> edgeWeights;
  private final Placeholder<TFloat32> crystal;
  private final Placeholder<TFloat32> pooling;
  private Operand<TFloat32> messages;
  private final Operand<TFloat32> states;
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
    this.centres = tf.placeholder(TInt32.class);
    this.neighbours = tf.placeholder(TInt32.class);
    this.distances = tf.placeholder(TFloat32.class);
    this.edgeWeights = tf.placeholder(TFloat32.class);
    this.crystal = tf.placeholder(TFloat32.class);
    this.pooling = tf.placeholder(TFloat32.class);
    Parameters.shapes(shape).forEach(this::declare);
    Operand<TFloat32> current = nodeStates();
    Operand<TFloat32> edges = edgeFeatures();
    for (int block = 0; block < shape.blocks(); block++) {
      current = message("block" + block + "/", current, edges);
    }
    this.states = current;
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

  /** [B, K, O] before activation. */
  public Operand<TFloat32> rawHeads() {
    return rawHeads;
  }

  /**
   * [B, K, O], per property in the shape's order: mean and log scale, or P(positive), mean if
   * positive and log scale.
   */
  public Operand<TFloat32> heads() {
    return heads;
  }

  /** [B, F] pooled features. */
  public Operand<TFloat32> embedding() {
    return embedding;
  }

  /** [N, F] node states after the last block. */
  public Operand<TFloat32> states() {
    return states;
  }

  /** [E, F] messages of the last block. */
  public Operand<TFloat32> messages() {
    return messages;
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
    int edges = batch.edges();
    return runner
        .feed(elements, tensors.ints(batch.elements(), nodes))
        .feed(sourceElements, tensors.ints(batch.sourceElements(), nodes))
        .feed(centres, tensors.ints(batch.centres(), edges))
        .feed(neighbours, tensors.ints(batch.neighbours(), edges))
        .feed(distances, tensors.floats(batch.distances(), edges, 1))
        .feed(edgeWeights, tensors.floats(batch.edgeWeights(), edges, 1))
        .feed(crystal, tensors.floats(batch.crystal(), edges, 1))
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

  /** [E, centres + 1]: Gaussians of the distance for crystals, a flag for compositions. */
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
    Operand<TInt32> rows = tf.constant(0);
    Operand<TFloat32> near =
        tf.gather(affine(states, prefix + "near", prefix + "nearBias"), centres, rows);
    Operand<TFloat32> far =
        tf.gather(tf.linalg.matMul(states, variable(prefix + "far")), neighbours, rows);
    Operand<TFloat32> between = tf.linalg.matMul(edges, variable(prefix + "edge"));
    Operand<TFloat32> message = silu(tf.math.add(tf.math.add(near, far), between));
    for (int layer = 1; layer < shape.messageDepth(); layer++) {
      message =
          silu(affine(message, prefix + "message" + layer, prefix + "message" + layer + "Bias"));
    }
    messages = message;
    Operand<TFloat32> summed =
        tf.math.mul(
            sumByCentre(tf.math.mul(message, edgeWeights), states),
            tf.constant((float) (1 / Math.sqrt(shape.neighbours()))));
    Operand<TFloat32> update =
        silu(affine(normalise(prefix, summed), prefix + "node", prefix + "nodeBias"));
    return tf.math.add(states, update);
  }

  private Operand<TFloat32> sumByCentre(Operand<TFloat32> messages, Operand<TFloat32> states) {
    Operand<TInt32> nodes = tf.gather(tf.shape(states), tf.constant(0), tf.constant(0));
    return tf.math.unsortedSegmentSum(messages, centres, nodes);
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
    List<Operand<TFloat32>> columns = new ArrayList<>();
    for (Property property : shape.properties()) {
      int at = shape.offset(property);
      switch (property.kind()) {
        case REAL -> {
          columns.add(column(raw, at));
          columns.add(bound(column(raw, at + 1)));
        }
        case HURDLE -> {
          columns.add(tf.math.sigmoid(column(raw, at)));
          columns.add(tf.math.softplus(column(raw, at + 1)));
          columns.add(bound(column(raw, at + 2)));
        }
        default -> throw new IllegalStateException(property.kind().name());
      }
    }
    return tf.concat(columns, tf.constant(2));
  }

  /** One output of every head, [B, K, 1]. */
  public Operand<TFloat32> column(Operand<TFloat32> outputs, int index) {
    return tf.slice(
        outputs, tf.constant(new int[] {0, 0, index}), tf.constant(new int[] {-1, -1, 1}));
  }

  /** Keeps a log scale in +-8 with a gradient everywhere, unlike clipping. */
  private Operand<TFloat32> bound(Operand<TFloat32> logScale) {
    Operand<TFloat32> limit = tf.constant(LOG_SCALE_BOUND);
    return tf.math.mul(limit, tf.math.tanh(tf.math.div(logScale, limit)));
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
