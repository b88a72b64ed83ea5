package io.athanor.inference.training;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Fits a network's weights, epoch by epoch. Deterministic by the recipe's seed on one thread. */
final class Trainer {
  private static final long EPOCH_MIX = 0x9E3779B97F4A7C15L;

  /** Hears of every finished epoch. */
  @FunctionalInterface
  interface Progress {
    /** Called with the number of epochs done and their mean loss. */
    void epoch(int done, double loss);
  }

  /**
   * Everything a training needs to go on, between two epochs.
   *
   * @param epoch epochs done
   * @param steps optimiser steps done
   * @param weights of the network
   * @param moments of the optimiser
   * @param average of the weights, empty where none is kept yet
   */
  record Snapshot(
      int epoch, int steps, Weights weights, Weights moments, Optional<Average.State> average) {}

  private final NetworkSession session;
  private final Scales scales;
  private final Recipe recipe;
  private final TrainingGraph graph;
  private final Average average;
  private int epoch;

  Trainer(NetworkSession session, Scales scales, Recipe recipe) {
    this.session = session;
    this.scales = scales;
    this.recipe = recipe;
    this.graph = new TrainingGraph(session);
    this.average = new Average(recipe.averaging());
  }

  /** Runs the whole schedule on the session's weights; returns the last epoch's mean loss. */
  double run(List<Sample> samples, Progress progress) {
    double loss = Double.NaN;
    while (epoch < recipe.epochs()) {
      loss = epoch(samples);
      progress.epoch(epoch, loss);
    }
    return loss;
  }

  /** One pass over the samples; returns the mean loss. */
  double epoch(List<Sample> samples) {
    long edges = samples.stream().mapToLong(sample -> sample.crystal().edges()).sum();
    int steps = (int) Math.max(1, recipe.epochs() * edges / recipe.edgesPerBatch());
    // an epoch's order depends on nothing but the seed and its number: a resumed run repeats it
    Random random = new Random(recipe.seed() ^ (epoch + 1) * EPOCH_MIX);
    List<Sample> order = new ArrayList<>(samples);
    Collections.shuffle(order, random);
    double sum = 0;
    int batches = 0;
    int start = 0;
    while (start < order.size()) {
      int end = endOfBatch(order, start);
      sum += step(order.subList(start, end), random, steps);
      start = end;
      batches++;
    }
    epoch++;
    return sum / batches;
  }

  /** The averaged weights. */
  Weights averaged() {
    return average.value(session.weights());
  }

  /** The state between two epochs. */
  Snapshot snapshot() {
    return new Snapshot(epoch, graph.steps(), session.weights(), graph.state(), average.state());
  }

  /** Goes on from a snapshot of a trainer with the same recipe, bit for bit. */
  void restore(Snapshot snapshot) {
    session.assign(snapshot.weights());
    graph.restore(snapshot.moments(), snapshot.steps());
    snapshot.average().ifPresent(average::restore);
    epoch = snapshot.epoch();
  }

  private int endOfBatch(List<Sample> order, int start) {
    int edges = 0;
    int end = start;
    while (end < order.size() && edges < recipe.edgesPerBatch()) {
      edges += order.get(end).crystal().edges();
      end++;
    }
    return end;
  }

  private float step(List<Sample> samples, Random random, int steps) {
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
    float loss =
        graph.step(
            GraphBatch.of(shape, inputs, sources),
            Targets.of(rows, shape, scales),
            recipe.rate(graph.steps(), steps),
            recipe.weightDecay());
    if (recipe.averaging() > 0 && graph.steps() % Average.STRIDE == 0) {
      average.add(session.weights());
    }
    return loss;
  }
}
