package io.athanor.inference.training;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Loss and optimiser on top of a network: masked multi-task negative log-likelihood of every
 * ensemble member, global-norm clipping, Adam with decoupled weight decay.
 *
 * <p>Raw {@code train.applyAdam} rather than tensorflow-framework's optimisers: the rate and the
 * decay are fed, and gradients can be clipped between.
 */
final class TrainingGraph {
  private static final float CLIP = 2f;
  private static final float GAP_WEIGHT = 0.5f;

  private final NetworkSession session;
  private final Network network;
  private final Ops tf;
  private final Placeholder<TFloat32> energy;
  private final Placeholder<TFloat32> energyMask;
  private final Placeholder<TFloat32> gap;
  private final Placeholder<TFloat32> open;
  private final Placeholder<TFloat32> gapMask;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> decay;
  private final Placeholder<TFloat32> firstPower;
  private final Placeholder<TFloat32> secondPower;
  private final Operand<TFloat32> loss;
  private final List<Operand<TFloat32>> gradients;
  private final List<Op> zeroes = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private int step;

  TrainingGraph(NetworkSession session) {
    this.session = session;
    this.network = session.network();
    this.tf = network.ops();
    this.energy = tf.placeholder(TFloat32.class);
    this.energyMask = tf.placeholder(TFloat32.class);
    this.gap = tf.placeholder(TFloat32.class);
    this.open = tf.placeholder(TFloat32.class);
    this.gapMask = tf.placeholder(TFloat32.class);
    this.rate = tf.placeholder(TFloat32.class);
    this.decay = tf.placeholder(TFloat32.class);
    this.firstPower = tf.placeholder(TFloat32.class);
    this.secondPower = tf.placeholder(TFloat32.class);
    this.loss = loss();
    List<Map.Entry<String, Variable<TFloat32>>> trainable =
        network.variables().entrySet().stream()
            .filter(entry -> !Parameters.FROZEN.contains(entry.getKey()))
            .toList();
    this.gradients = gradients(trainable);
    optimise(trainable);
    Session.Runner start = session.session().runner();
    zeroes.forEach(start::addTarget);
    start.run().close();
  }

  /** The loss operand, for gradient checks. */
  Operand<TFloat32> lossOperand() {
    return loss;
  }

  /** One optimiser step; returns the loss before it. */
  float step(GraphBatch batch, Targets targets, double learningRate, double weightDecay) {
    step++;
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = feed(batch, targets, tensors);
      runner
          .feed(rate, tensors.scalar(learningRate))
          .feed(decay, tensors.scalar(learningRate * weightDecay))
          .feed(firstPower, tensors.scalar(Math.pow(0.9, step)))
          .feed(secondPower, tensors.scalar(Math.pow(0.999, step)));
      updates.forEach(runner::addTarget);
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** The loss without a step. */
  float evaluate(GraphBatch batch, Targets targets) {
    try (Tensors tensors = new Tensors();
        Result result = feed(batch, targets, tensors).fetch(loss).run()) {
      return Tensors.read(result.get(0))[0];
    }
  }

  /** The gradient of one trainable tensor, in the order of the network's trainable variables. */
  float[] gradient(int index, GraphBatch batch, Targets targets) {
    try (Tensors tensors = new Tensors();
        Result result = feed(batch, targets, tensors).fetch(gradients.get(index)).run()) {
      return Tensors.read(result.get(0));
    }
  }

  private Session.Runner feed(GraphBatch batch, Targets targets, Tensors tensors) {
    int rows = batch.graphs();
    int members = network.shape().heads();
    return network
        .feed(session.session().runner(), batch, tensors)
        .feed(energy, tensors.floats(targets.energy(), rows, 1))
        .feed(energyMask, tensors.floats(targets.energyMask(), rows, members))
        .feed(gap, tensors.floats(targets.gap(), rows, 1))
        .feed(open, tensors.floats(targets.open(), rows, 1))
        .feed(gapMask, tensors.floats(targets.gapMask(), rows, members));
  }

  private Operand<TFloat32> loss() {
    Operand<TFloat32> raw = network.rawHeads();
    Operand<TFloat32> active = network.heads();
    Operand<TFloat32> energyTerm = likelihood(energy, column(active, 0), column(active, 1));
    Operand<TFloat32> logit = column(raw, 2);
    // binary cross-entropy from the logit: softplus(x) - y x
    Operand<TFloat32> hurdle = tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, open));
    Operand<TFloat32> gapTerm =
        tf.math.add(
            hurdle, tf.math.mul(likelihood(gap, column(active, 3), column(active, 4)), open));
    return tf.math.add(
        masked(energyTerm, energyMask),
        tf.math.mul(tf.constant(GAP_WEIGHT), masked(gapTerm, gapMask)));
  }

  private Operand<TFloat32> likelihood(
      Operand<TFloat32> target, Operand<TFloat32> mean, Operand<TFloat32> logVariance) {
    Operand<TFloat32> error = tf.math.squaredDifference(target, mean);
    return tf.math.mul(
        tf.constant(0.5f),
        tf.math.add(logVariance, tf.math.mul(error, tf.math.exp(tf.math.neg(logVariance)))));
  }

  private Operand<TFloat32> masked(Operand<TFloat32> terms, Operand<TFloat32> mask) {
    Operand<TInt32> all = tf.constant(new int[] {0, 1});
    return tf.math.div(
        tf.reduceSum(tf.math.mul(terms, mask), all),
        tf.math.add(tf.reduceSum(mask, all), tf.constant(1e-6f)));
  }

  /** [B, K, 1] column as [B, K]. */
  private Operand<TFloat32> column(Operand<TFloat32> outputs, int index) {
    return tf.reshape(
        network.column(outputs, index), tf.constant(new int[] {-1, network.shape().heads()}));
  }

  private List<Operand<TFloat32>> gradients(List<Map.Entry<String, Variable<TFloat32>>> trainable) {
    Output<?>[] outputs =
        network
            .graph()
            .addGradients(
                loss.asOutput(),
                trainable.stream()
                    .map(entry -> entry.getValue().asOutput())
                    .toArray(Output<?>[]::new));
    List<Operand<TFloat32>> result = new ArrayList<>();
    for (Output<?> output : outputs) {
      result.add(output.expect(TFloat32.class));
    }
    return result;
  }

  private void optimise(List<Map.Entry<String, Variable<TFloat32>>> trainable) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      squares.add(tf.nn.l2Loss(gradient));
    }
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(squares)));
    Operand<TFloat32> shrink =
        tf.math.minimum(
            tf.constant(1f), tf.math.div(tf.constant(CLIP), tf.math.add(norm, tf.constant(1e-6f))));
    for (int index = 0; index < trainable.size(); index++) {
      Variable<TFloat32> variable = trainable.get(index).getValue();
      Variable<TFloat32> first = tf.variable(variable.asOutput().shape(), TFloat32.class);
      Variable<TFloat32> second = tf.variable(variable.asOutput().shape(), TFloat32.class);
      Operand<TFloat32> zero = tf.zeros(tf.constant(variable.asOutput().shape()), TFloat32.class);
      zeroes.add(tf.assign(first, zero));
      zeroes.add(tf.assign(second, zero));
      Operand<TFloat32> clipped = tf.math.mul(gradients.get(index), shrink);
      Op adam =
          tf.train.applyAdam(
              variable,
              first,
              second,
              firstPower,
              secondPower,
              rate,
              tf.constant(0.9f),
              tf.constant(0.999f),
              tf.constant(1e-8f),
              clipped);
      updates.add(adam);
      if (variable.asOutput().shape().numDimensions() == 2) {
        Ops after = tf.withControlDependencies(List.of(adam));
        updates.add(after.assignSub(variable, after.math.mul(variable, decay)));
      }
    }
  }
}
