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
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The forward graph: a connectivity-optimised crystal graph network (coGN, Ruff et al., Digital
 * Discovery 3, 594, 2024) on merged sites, with a shallow ensemble of heads on each of a few
 * trunks.
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
 * <p>All of it once per trunk: a deep ensemble (Lakshminarayanan et al., NeurIPS 2017) in one
 * graph, from other starting weights, each with its own heads. The first trunk's g is the
 * embedding.
 *
 * <p>The node products come before the gather, which is many times cheaper. Edges are a flat list
 * sorted by centre: merged sites have seven edges on average and up to thirty, so that a layout of
 * a fixed number per node would be mostly padding. Variables are TensorFlow's legacy reference
 * variables: the Java bindings differentiate and assign them without surprises.
 */
public final class Network implements AutoCloseable {
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
  private final List<Trunk> trunks = new ArrayList<>();
  private final Heads heads;

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
    Trunk.Inputs inputs =
        new Trunk.Inputs(
            elements, sourceElements, centres, neighbours, edgeFeatures(), edgeWeights, pooling);
    for (int index = 0; index < shape.trunks(); index++) {
      trunks.add(new Trunk(tf, shape, index, this::variable, inputs));
    }
    this.heads =
        new Heads(tf, shape, this::variable, trunks.stream().map(Trunk::embedding).toList());
  }

  /** Hyper-parameters. */
  public NetworkShape shape() {
    return shape;
  }

  /** What a batch is fed to, by the names of {@link GraphBatch}. */
  public Map<String, Operand<?>> inputs() {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputs.put("elements", elements);
    inputs.put("sourceElements", sourceElements);
    inputs.put("centres", centres);
    inputs.put("neighbours", neighbours);
    inputs.put("distances", distances);
    inputs.put("edgeWeights", edgeWeights);
    inputs.put("crystal", crystal);
    inputs.put("pooling", pooling);
    return inputs;
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

  /** What the ensemble says of the batch. */
  public Heads heads() {
    return heads;
  }

  /** The members of the deep ensemble. */
  public List<Trunk> trunks() {
    return trunks;
  }

  /** [B, F] pooled features of the first trunk. */
  public Operand<TFloat32> embedding() {
    return trunks.get(0).embedding();
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

  private Variable<TFloat32> variable(String name) {
    return variables.get(name);
  }
}
