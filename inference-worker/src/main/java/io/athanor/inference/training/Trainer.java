package io.athanor.inference.training;

import io.athanor.inference.model.EnergyScale;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Fits a network's weights. Deterministic by the recipe's seed on one thread. */
final class Trainer {

  /** Hears of every finished epoch. */
  @FunctionalInterface
  interface Progress {
    /** Called with the number of epochs done and their mean loss. */
    void epoch(int done, double loss);
  }

  private final NetworkSession session;
  private final EnergyScale scale;
  private final Recipe recipe;

  Trainer(NetworkSession session, EnergyScale scale, Recipe recipe) {
    this.session = session;
    this.scale = scale;
    this.recipe = recipe;
  }

  /** Runs the whole schedule on the session's weights; returns the last epoch's mean loss. */
  double run(List<Sample> samples, Progress progress) {
    TrainingGraph graph = new TrainingGraph(session);
    Random random = new Random(recipe.seed());
    long nodes = samples.stream().mapToLong(sample -> sample.crystal().size()).sum();
    int steps = (int) Math.max(1, recipe.epochs() * nodes / recipe.nodesPerBatch());
    int step = 0;
    double mean = Double.NaN;
    List<Sample> order = new ArrayList<>(samples);
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      Collections.shuffle(order, random);
      double sum = 0;
      int batches = 0;
      int start = 0;
      while (start < order.size()) {
        int end = endOfBatch(order, start);
        sum += step(graph, order.subList(start, end), random, Math.min(step, steps - 1), steps);
        start = end;
        step++;
        batches++;
      }
      mean = sum / batches;
      progress.epoch(epoch + 1, mean);
    }
    return mean;
  }

  private int endOfBatch(List<Sample> order, int start) {
    int nodes = 0;
    int end = start;
    while (end < order.size() && nodes < recipe.nodesPerBatch()) {
      nodes += order.get(end).crystal().size();
      end++;
    }
    return end;
  }

  private float step(
      TrainingGraph graph, List<Sample> samples, Random random, int step, int steps) {
    List<Sample> rows = new ArrayList<>();
    List<MaterialGraph> inputs = new ArrayList<>();
    for (Sample sample : samples) {
      rows.add(sample);
      inputs.add(sample.graph(InputMode.CRYSTAL));
      if (random.nextDouble() < recipe.compositionShare()) {
        rows.add(sample);
        inputs.add(sample.graph(InputMode.COMPOSITION));
      }
    }
    int[] sources = rows.stream().mapToInt(Sample::source).toArray();
    var shape = session.network().shape();
    return graph.step(
        GraphBatch.of(shape, inputs, sources),
        Targets.of(rows, scale, shape.heads()),
        recipe.rate(step, steps),
        recipe.weightDecay());
  }
}
