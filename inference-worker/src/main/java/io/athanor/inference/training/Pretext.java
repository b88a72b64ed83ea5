package io.athanor.inference.training;

import io.athanor.inference.model.Adam;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Trunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Self-supervised pre-training of the trunk, without any label: name masked atoms, find the noise
 * in distances, tell the crystal's {@link Descriptors}.
 *
 * <pre>
 * L = CE(Z | h_masked) + mean (W m - e / sigma)^2 + mean |V g - standardised descriptors|
 * </pre>
 *
 * <p>The noise is on distances rather than positions, since the trunk is invariant and has no
 * vectors to move atoms by.
 */
final class Pretext {
  /** Standard deviation of the noise, angstrom. */
  static final double NOISE = 0.08;

  private static final double MASKED = 0.15;
  private static final int MASK = 0;

  private final NetworkSession session;
  private final Network network;
  private final Ops tf;
  private final float[] mean = new float[Descriptors.COUNT];
  private final float[] deviation = new float[Descriptors.COUNT];
  private final Map<String, Variable<TFloat32>> heads = new LinkedHashMap<>();
  private final Placeholder<TInt32> atoms;
  private final Placeholder<TFloat32> masked;
  private final Placeholder<TFloat32> noise;
  private final Placeholder<TFloat32> noisy;
  private final Placeholder<TFloat32> descriptors;
  private final Placeholder<TFloat32> described;
  private final Operand<TFloat32> loss;
  private final Adam adam;
  private int step;

  /**
   * Adds the pretext heads and their loss to the session's network.
   *
   * @param samples whose descriptors set the units
   * @param seed of the heads' starting values
   */
  Pretext(NetworkSession session, List<Sample> samples, long seed) {
    this.session = session;
    this.network = session.network();
    this.tf = network.ops();
    standardise(samples);
    this.atoms = tf.placeholder(TInt32.class);
    this.masked = tf.placeholder(TFloat32.class);
    this.noise = tf.placeholder(TFloat32.class);
    this.noisy = tf.placeholder(TFloat32.class);
    this.descriptors = tf.placeholder(TFloat32.class);
    this.described = tf.placeholder(TFloat32.class);
    this.loss =
        tf.math.addN(
            network.trunks().stream()
                .flatMap(
                    trunk -> Stream.of(atomLoss(trunk), noiseLoss(trunk), descriptorLoss(trunk)))
                .toList());
    Map<String, Variable<TFloat32>> trainable = new LinkedHashMap<>(network.variables());
    trainable.keySet().removeAll(Parameters.FROZEN);
    trainable.keySet().removeIf(name -> name.contains("head") || name.endsWith("source/shift"));
    trainable.putAll(heads);
    this.adam = new Adam(network.graph(), tf, loss, trainable, Adam.SECOND);
    adam.reset(session.session());
    start(seed);
  }

  /** One optimiser step; returns the loss before it. */
  float step(List<Sample> samples, Random random, double rate, double weightDecay) {
    step++;
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = feed(samples, random, tensors);
      adam.step(runner, tensors, step, rate, weightDecay);
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** The loss without a step. */
  float evaluate(List<Sample> samples, Random random) {
    try (Tensors tensors = new Tensors();
        Result result = feed(samples, random, tensors).fetch(loss).run()) {
      return Tensors.read(result.get(0))[0];
    }
  }

  /** Each row is a crystal or, every fourth, a bare composition; both lose atoms. */
  private Session.Runner feed(List<Sample> samples, Random random, Tensors tensors) {
    List<MaterialGraph> graphs =
        samples.stream()
            .map(
                sample ->
                    sample.graph(
                        random.nextInt(4) == 0 ? InputMode.COMPOSITION : InputMode.CRYSTAL))
            .toList();
    int[] sources = samples.stream().mapToInt(Sample::source).toArray();
    GraphBatch batch = GraphBatch.of(network.shape(), graphs, sources);
    int[] truth = batch.elements().clone();
    float[] hidden = new float[batch.nodes()];
    for (int node = 0; node < batch.nodes(); node++) {
      if (random.nextDouble() < MASKED) {
        hidden[node] = 1f;
        batch.sourceElements()[node] += MASK - batch.elements()[node];
        batch.elements()[node] = MASK;
      }
    }
    float[] drawn = new float[batch.edges()];
    for (int edge = 0; edge < batch.edges(); edge++) {
      drawn[edge] = (float) random.nextGaussian();
      batch.distances()[edge] += (float) (NOISE * drawn[edge]);
    }
    float[] wanted = new float[graphs.size() * Descriptors.COUNT];
    float[] known = new float[graphs.size()];
    for (int row = 0; row < graphs.size(); row++) {
      if (graphs.get(row).mode() == InputMode.CRYSTAL) {
        known[row] = 1f;
        float[] values = Descriptors.of(graphs.get(row));
        for (int at = 0; at < values.length; at++) {
          wanted[row * values.length + at] = (values[at] - mean[at]) / deviation[at];
        }
      }
    }
    return network
        .feed(session.session().runner(), batch, tensors)
        .feed(atoms, tensors.ints(truth, batch.nodes()))
        .feed(masked, tensors.floats(hidden, batch.nodes()))
        .feed(noise, tensors.floats(drawn, batch.edges(), 1))
        .feed(noisy, tensors.floats(batch.crystal(), batch.edges(), 1))
        .feed(descriptors, tensors.floats(wanted, graphs.size(), Descriptors.COUNT))
        .feed(described, tensors.floats(known, graphs.size(), 1));
  }

  private void standardise(List<Sample> samples) {
    double[] sum = new double[mean.length];
    double[] square = new double[mean.length];
    for (Sample sample : samples) {
      float[] values = Descriptors.of(sample.crystal());
      for (int at = 0; at < values.length; at++) {
        sum[at] += values[at];
        square[at] += values[at] * (double) values[at];
      }
    }
    for (int at = 0; at < mean.length; at++) {
      double centre = sum[at] / samples.size();
      mean[at] = (float) centre;
      double variance = square[at] / samples.size() - centre * centre;
      deviation[at] = (float) Math.sqrt(Math.max(1e-6, variance));
    }
  }

  private Operand<TFloat32> atomLoss(Trunk trunk) {
    int rows = network.shape().elementRows();
    Operand<TFloat32> logits = affine(trunk.states(), "pretext/atom", rows);
    Operand<TFloat32> truth = tf.oneHot(atoms, tf.constant(rows), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> entropy =
        tf.math.neg(tf.reduceSum(tf.math.mul(tf.nn.logSoftmax(logits), truth), tf.constant(1)));
    return average(entropy, masked, new int[] {0});
  }

  private Operand<TFloat32> noiseLoss(Trunk trunk) {
    Operand<TFloat32> guess = affine(trunk.messages(), "pretext/noise", 1);
    return average(tf.math.squaredDifference(guess, noise), noisy, new int[] {0, 1});
  }

  private Operand<TFloat32> descriptorLoss(Trunk trunk) {
    Operand<TFloat32> guess = affine(trunk.embedding(), "pretext/descriptors", Descriptors.COUNT);
    Operand<TFloat32> error = tf.math.abs(tf.math.sub(guess, descriptors));
    return average(tf.math.mean(error, tf.constant(1)), flat(described), new int[] {0});
  }

  private Operand<TFloat32> flat(Operand<TFloat32> column) {
    return tf.reshape(column, tf.constant(new int[] {-1}));
  }

  private Operand<TFloat32> average(
      Operand<TFloat32> terms, Operand<TFloat32> weights, int[] axes) {
    Operand<TInt32> over = tf.constant(axes);
    return tf.math.div(
        tf.reduceSum(tf.math.mul(terms, weights), over),
        tf.math.add(tf.reduceSum(weights, over), tf.constant(1f)));
  }

  private Operand<TFloat32> affine(Operand<TFloat32> input, String name, int outputs) {
    Variable<TFloat32> weight =
        tf.variable(Shape.of(network.shape().width(), outputs), TFloat32.class);
    Variable<TFloat32> bias = tf.variable(Shape.of(outputs), TFloat32.class);
    heads.put(name + heads.size(), weight);
    heads.put(name + "Bias" + heads.size(), bias);
    return tf.math.add(tf.linalg.matMul(input, weight), bias);
  }

  private void start(long seed) {
    Random random = new Random(seed);
    Session.Runner runner = session.session().runner();
    heads
        .values()
        .forEach(
            variable -> {
              Shape shape = variable.asOutput().shape();
              float[] values = new float[(int) shape.size()];
              if (shape.numDimensions() == 2) {
                for (int index = 0; index < values.length; index++) {
                  values[index] = (float) (random.nextGaussian() / Math.sqrt(shape.get(0)));
                }
              }
              runner.addTarget(
                  tf.assign(
                      variable, tf.reshape(tf.constant(values), tf.constant(shape.asArray()))));
            });
    runner.run().close();
  }
}
