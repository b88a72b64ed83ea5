package io.athanor.inference.generative;

import io.athanor.inference.model.Adam;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.VariableSet;
import io.athanor.inference.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * p(type, elements | z), orbit by orbit.
 *
 * <pre>
 * h = silu(z W + b)
 * p(type | z) = softmax(silu(h A + a) T + t)
 * x = silu(h U + type table + orbit table + sum of tables of elements placed so far)
 * p(element | z, type, orbit, elements before) = softmax(silu(x V + v) E + e)
 * </pre>
 */
final class DecoderNetwork implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> latents = tf.placeholder(TFloat32.class);
  private final Placeholder<TInt32> rows = tf.placeholder(TInt32.class);
  private final Placeholder<TInt32> types = tf.placeholder(TInt32.class);
  private final Placeholder<TInt32> orbits = tf.placeholder(TInt32.class);
  private final Placeholder<TFloat32> placed = tf.placeholder(TFloat32.class);
  private final Placeholder<TFloat32> typeLabels = tf.placeholder(TFloat32.class);
  private final Placeholder<TFloat32> elementLabels = tf.placeholder(TFloat32.class);
  private final DecoderShape shape;
  private final VariableSet variables;
  private final Operand<TFloat32> typeLog;
  private final Operand<TFloat32> elementLog;
  private final Operand<TFloat32> typeLoss;
  private final Operand<TFloat32> elementLoss;
  private final Adam adam;
  private final Session session;

  DecoderNetwork(DecoderShape shape, Weights weights, DeviceOptions device) {
    this.shape = shape;
    this.variables = new VariableSet(tf, shape.tensors());
    Operand<TFloat32> hidden = silu(affine(latents, "latent", "latentBias"));
    this.typeLog =
        tf.nn.logSoftmax(
            affine(silu(affine(hidden, "type", "typeBias")), "typeOut", "typeOutBias"));
    Operand<TInt32> axis = tf.constant(0);
    Operand<TFloat32> seen = tf.linalg.matMul(placed, variables.get("placed"));
    Operand<TFloat32> where =
        tf.math.add(
            tf.gather(variables.get("orbitOfType"), types, axis),
            tf.gather(variables.get("orbitNumber"), orbits, axis));
    Operand<TFloat32> from = affine(tf.gather(hidden, rows, axis), "orbit", "orbitBias");
    Operand<TFloat32> state = silu(tf.math.add(tf.math.add(from, where), seen));
    this.elementLog =
        tf.nn.logSoftmax(
            affine(silu(affine(state, "inner", "innerBias")), "elementOut", "elementOutBias"));
    this.typeLoss = loss(typeLabels, typeLog);
    this.elementLoss = loss(elementLabels, elementLog);
    this.adam =
        new Adam(graph, tf, tf.math.add(typeLoss, elementLoss), variables.all(), Adam.SECOND);
    this.session = new Session(graph, device.config());
    variables.assign(session, weights);
    adam.reset(session);
  }

  DecoderShape shape() {
    return shape;
  }

  /** Orbits to be filled: parallel lists. */
  record OrbitBatch(int[] rows, int[] types, int[] orbits, float[] placed) {}

  /** log p(type | z), [B, types]. */
  float[] typeLog(float[] points) {
    try (Tensors tensors = new Tensors();
        Result result =
            session.runner().feed(latents, latents(points, tensors)).fetch(typeLog).run()) {
      return Tensors.read(result.get(0));
    }
  }

  /** log p(element | ...), [M, elements]. */
  float[] elementLog(float[] points, OrbitBatch batch) {
    try (Tensors tensors = new Tensors();
        Result result = feed(points, batch, tensors).fetch(elementLog).run()) {
      return Tensors.read(result.get(0));
    }
  }

  /** One optimiser step; mean negative log likelihoods of type and of element before it. */
  float[] step(
      float[] points,
      OrbitBatch batch,
      float[] wantedTypes,
      float[] wantedElements,
      int number,
      double rate,
      double decay) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner =
          feed(points, batch, tensors)
              .feed(
                  typeLabels,
                  tensors.floats(wantedTypes, wantedTypes.length / shape.types(), shape.types()))
              .feed(
                  elementLabels,
                  tensors.floats(wantedElements, batch.rows().length, Vocabulary.ELEMENTS));
      adam.step(runner, tensors, number, rate, decay);
      try (Result result = runner.fetch(typeLoss).fetch(elementLoss).run()) {
        return new float[] {Tensors.read(result.get(0))[0], Tensors.read(result.get(1))[0]};
      }
    }
  }

  /** Reads every variable. */
  Weights weights() {
    return variables.weights(session);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private TFloat32 latents(float[] points, Tensors tensors) {
    return tensors.floats(points, points.length / shape.latent(), shape.latent());
  }

  private Session.Runner feed(float[] points, OrbitBatch batch, Tensors tensors) {
    int count = batch.rows().length;
    return session
        .runner()
        .feed(latents, latents(points, tensors))
        .feed(rows, tensors.ints(batch.rows(), count))
        .feed(types, tensors.ints(batch.types(), count))
        .feed(orbits, tensors.ints(batch.orbits(), count))
        .feed(placed, tensors.floats(batch.placed(), count, Vocabulary.ELEMENTS));
  }

  private Operand<TFloat32> loss(Operand<TFloat32> labels, Operand<TFloat32> log) {
    Operand<TFloat32> each = tf.reduceSum(tf.math.mul(labels, log), tf.constant(1));
    return tf.math.neg(tf.math.mean(each, tf.constant(0)));
  }

  private Operand<TFloat32> affine(Operand<TFloat32> input, String matrix, String bias) {
    return tf.math.add(tf.linalg.matMul(input, variables.get(matrix)), variables.get(bias));
  }

  private Operand<TFloat32> silu(Operand<TFloat32> input) {
    return tf.math.mul(input, tf.math.sigmoid(input));
  }
}
