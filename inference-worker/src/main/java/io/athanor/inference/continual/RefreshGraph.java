package io.athanor.inference.continual;

import io.athanor.inference.model.Adam;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Trunk;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.SupervisedLoss;
import io.athanor.inference.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A network with its supervised loss, the elastic penalty and Adam; kept between refreshes. */
final class RefreshGraph implements AutoCloseable {
  private static final float SECOND_MOMENT = 0.99f;

  private final NetworkSession session;
  private final SupervisedLoss supervised;
  private final ElasticPenalty elastic;
  private final AnswerDivergence divergence;
  private final Operand<TFloat32> loss;
  private final Adam adam;
  private final List<String> trainable;
  private int step;

  RefreshGraph(NetworkShape shape, DeviceOptions device) {
    Network network = new Network(shape);
    this.session = new NetworkSession(network, device);
    this.supervised = new SupervisedLoss(network.ops(), shape, network.heads());
    Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>(network.variables());
    variables.keySet().removeAll(Parameters.FROZEN);
    this.trainable = List.copyOf(variables.keySet());
    this.elastic = new ElasticPenalty(network.ops(), variables);
    this.divergence = new AnswerDivergence(network.ops(), shape, network.heads());
    this.loss =
        network
            .ops()
            .math
            .addN(List.of(supervised.operand(), elastic.operand(), divergence.operand()));
    this.adam = new Adam(network.graph(), network.ops(), loss, variables, SECOND_MOMENT);
  }

  /** The network's session. */
  NetworkSession session() {
    return session;
  }

  /** Names of the tensors that a step changes, in the order of {@link #gradients}. */
  List<String> trainable() {
    return trainable;
  }

  /** Starts anew from these weights; nothing holds them until {@link #hold}. */
  void start(Weights weights) {
    session.assign(weights);
    adam.reset(session.session());
    step = 0;
    FisherInformation.Sum none = new FisherInformation.Sum(trainable);
    none.add(trainable.stream().map(name -> new float[weights.get(name).values().length]).toList());
    elastic.assign(session.session(), none.normalised(), weights);
  }

  /** Holds the weights where they are, each as stiffly as the information says. */
  void hold(FisherInformation fisher) {
    elastic.assign(session.session(), fisher, session.weights());
  }

  /** One step; returns the loss before it, with the penalty and the divergence. */
  float step(GraphBatch batch, Targets targets, Answers answers, double rate, double elasticity) {
    step++;
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = feed(batch, targets, answers, elasticity, tensors);
      adam.step(runner, tensors, step, rate, 0);
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** The gradient of the loss with that lambda and no older answers, one array a tensor. */
  List<float[]> gradients(GraphBatch batch, Targets targets, double elasticity) {
    return gradients(
        batch, targets, Answers.none(session.network().shape(), targets.rows()), elasticity);
  }

  /** The gradient of the loss with that lambda, one array a trainable tensor. */
  List<float[]> gradients(GraphBatch batch, Targets targets, Answers answers, double elasticity) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = feed(batch, targets, answers, elasticity, tensors);
      adam.gradients().forEach(runner::fetch);
      List<float[]> gradients = new ArrayList<>();
      try (Result result = runner.run()) {
        for (int index = 0; index < trainable.size(); index++) {
          gradients.add(Tensors.read(result.get(index)));
        }
      }
      return gradients;
    }
  }

  /** Features of every trunk: per trunk and row, [F]. */
  List<List<float[]>> features(GraphBatch batch) {
    Network network = session.network();
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = network.feed(session.session().runner(), batch, tensors);
      for (Trunk trunk : network.trunks()) {
        runner.fetch(trunk.embedding());
      }
      List<List<float[]>> byTrunk = new ArrayList<>();
      int width = network.shape().width();
      try (Result result = runner.run()) {
        for (int trunk = 0; trunk < network.trunks().size(); trunk++) {
          float[] flat = Tensors.read(result.get(trunk));
          List<float[]> rows = new ArrayList<>();
          for (int row = 0; row < batch.graphs(); row++) {
            rows.add(Arrays.copyOfRange(flat, row * width, (row + 1) * width));
          }
          byTrunk.add(rows);
        }
      }
      return byTrunk;
    }
  }

  @Override
  public void close() {
    session.close();
  }

  private Session.Runner feed(
      GraphBatch batch, Targets targets, Answers answers, double elasticity, Tensors tensors) {
    Session.Runner runner = session.network().feed(session.session().runner(), batch, tensors);
    divergence.feed(runner, answers, tensors);
    return elastic.feed(supervised.feed(runner, targets, tensors), elasticity, tensors);
  }
}
