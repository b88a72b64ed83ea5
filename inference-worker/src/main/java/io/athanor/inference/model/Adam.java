package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma, Ba, 2015) with global-norm clipping and decoupled weight decay on matrices
 * (Loshchilov, Hutter, 2019), as operations of a graph.
 *
 * <p>Raw {@code train.applyAdam} rather than tensorflow-framework's optimisers: the rate and the
 * decay are fed, gradients can be clipped between, and the moments can be read and set.
 */
public final class Adam {
  private static final float FIRST = 0.9f;

  /** Usual decay of the second moment, per step. */
  public static final float SECOND = 0.999f;

  private static final float CLIP = 2f;

  private final Ops tf;
  private final float second;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> decay;
  private final Placeholder<TFloat32> firstPower;
  private final Placeholder<TFloat32> secondPower;
  private final List<Operand<TFloat32>> gradients;
  private final Map<String, Variable<TFloat32>> moments = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final List<Op> assigns = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();

  /**
   * Adds the operations; {@link #reset} before the first step.
   *
   * @param second decay of the second moment, per step
   */
  public Adam(
      Graph graph,
      Ops tf,
      Operand<TFloat32> loss,
      Map<String, Variable<TFloat32>> trainable,
      float second) {
    this.tf = tf;
    this.second = second;
    this.rate = tf.placeholder(TFloat32.class);
    this.decay = tf.placeholder(TFloat32.class);
    this.firstPower = tf.placeholder(TFloat32.class);
    this.secondPower = tf.placeholder(TFloat32.class);
    this.gradients = new ArrayList<>();
    Output<?>[] outputs =
        graph.addGradients(
            loss.asOutput(),
            trainable.values().stream().map(Variable::asOutput).toArray(Output<?>[]::new));
    for (Output<?> output : outputs) {
      gradients.add(output.expect(TFloat32.class));
    }
    Operand<TFloat32> shrink = shrink();
    int index = 0;
    for (Map.Entry<String, Variable<TFloat32>> entry : trainable.entrySet()) {
      update(entry.getKey(), entry.getValue(), tf.math.mul(gradients.get(index), shrink));
      index++;
    }
  }

  /** Gradients in the order of the trainable variables. */
  public List<Operand<TFloat32>> gradients() {
    return gradients;
  }

  /** Forgets everything. */
  public void reset(Session session) {
    Map<String, Weights.Entry> zero = new LinkedHashMap<>();
    moments.forEach(
        (name, variable) -> {
          Shape shape = variable.asOutput().shape();
          zero.put(name, new Weights.Entry(dimensions(shape), new float[(int) shape.size()]));
        });
    assign(session, new Weights(zero));
  }

  /** Sets the moments. */
  public void assign(Session session, Weights state) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      values.forEach(
          (name, value) -> {
            Weights.Entry entry = state.get(name);
            long[] dimensions = Arrays.stream(entry.shape()).asLongStream().toArray();
            runner.feed(value, tensors.floats(entry.values(), dimensions));
          });
      assigns.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  /** Reads the moments. */
  public Weights state(Session session) {
    Session.Runner runner = session.runner();
    moments.values().forEach(runner::fetch);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    // fetched variables alias their buffers: copy before anything else runs
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : moments.keySet()) {
        Tensor value = result.get(index);
        entries.put(name, new Weights.Entry(dimensions(value.shape()), Tensors.read(value)));
        index++;
      }
    }
    return new Weights(entries);
  }

  /**
   * Adds one update to a run.
   *
   * @param step 1 for the first
   */
  public void step(
      Session.Runner runner, Tensors tensors, int step, double learningRate, double weightDecay) {
    runner
        .feed(rate, tensors.scalar(learningRate))
        .feed(decay, tensors.scalar(learningRate * weightDecay))
        .feed(firstPower, tensors.scalar(Math.pow(FIRST, step)))
        .feed(secondPower, tensors.scalar(Math.pow(second, step)));
    updates.forEach(runner::addTarget);
  }

  private static int[] dimensions(Shape shape) {
    return Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray();
  }

  private Operand<TFloat32> shrink() {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      squares.add(tf.nn.l2Loss(gradient));
    }
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(squares)));
    return tf.math.minimum(
        tf.constant(1f), tf.math.div(tf.constant(CLIP), tf.math.add(norm, tf.constant(1e-6f))));
  }

  private void update(String name, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
    Shape shape = variable.asOutput().shape();
    Variable<TFloat32> first = moment(name + "/first", shape);
    Variable<TFloat32> spread = moment(name + "/second", shape);
    Op adam =
        tf.train.applyAdam(
            variable,
            first,
            spread,
            firstPower,
            secondPower,
            rate,
            tf.constant(FIRST),
            tf.constant(second),
            tf.constant(1e-8f),
            gradient);
    updates.add(adam);
    if (shape.numDimensions() == 2) {
      Ops after = tf.withControlDependencies(List.of(adam));
      updates.add(after.assignSub(variable, after.math.mul(variable, decay)));
    }
  }

  private Variable<TFloat32> moment(String name, Shape shape) {
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    moments.put(name, variable);
    values.put(name, value);
    assigns.add(tf.assign(variable, value));
    return variable;
  }
}
