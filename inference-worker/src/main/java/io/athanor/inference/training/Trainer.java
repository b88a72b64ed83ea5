package io.athanor.inference.training;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Fits a network's weights, epoch by epoch. Deterministic by the recipe's seed on one thread. */
public final class Trainer {
  /** Hears of every finished epoch. */
  @FunctionalInterface
  public interface Progress {
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
  private double[] weights;
  private int epoch;
  private int skipped;

  public Trainer(NetworkSession session, Scales scales, Recipe recipe) {
    this.session = session;
    this.scales = scales;
    this.recipe = recipe;
    this.graph = new TrainingGraph(session);
    this.average = new Average(recipe.averaging());
  }

  /** Runs the whole schedule on the session's weights; returns the last epoch's mean loss. */
  public double run(List<Sample> samples, Progress progress) {
    double loss = Double.NaN;
    while (epoch < recipe.epochs()) {
      loss = epoch(samples);
      progress.epoch(epoch, loss);
    }
    return loss;
  }

  /** The schedule's next pass over the samples, at its rates; returns the mean loss. */
  public double epoch(List<Sample> samples) {
    weights = Targets.weights(samples, session.network().shape(), recipe.balance());
    int steps = steps(samples);
    Random random = Batches.random(recipe.seed(), epoch);
    double sum = 0;
    List<List<Sample>> batches = Batches.of(samples, recipe.edgesPerBatch(), random);
    for (List<Sample> batch : batches) {
      sum += step(batch, random, steps);
    }
    epoch++;
    return sum / batches.size();
  }

  /** The learning rate where the training stands. */
  double rate(List<Sample> samples) {
    return recipe.rate(graph.steps() + skipped, steps(samples));
  }

  /** Passes done or left out. */
  public int epochs() {
    return epoch;
  }

  /** Leaves out the schedule's next pass: rates go on as if it had been made. */
  public void skip(List<Sample> samples) {
    Random random = Batches.random(recipe.seed(), epoch);
    skipped += Batches.of(samples, recipe.edgesPerBatch(), random).size();
    epoch++;
  }

  /** Writes everything that {@link #restore(DataInputStream)} needs, between two passes. */
  public void save(DataOutputStream out) throws IOException {
    CheckpointCodec.write(out, snapshot());
    out.writeInt(skipped);
  }

  /** Goes on from what a trainer with the same recipe saved, bit for bit. */
  public void restore(DataInputStream in) throws IOException {
    restore(CheckpointCodec.snapshot(in));
    skipped = in.readInt();
  }

  private int steps(List<Sample> samples) {
    return Batches.steps(samples, recipe.edgesPerBatch(), recipe.epochs());
  }

  /** The averaged weights. */
  public Weights averaged() {
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
            Targets.of(rows, shape, scales, recipe.leaveOut(), weights),
            recipe.rate(graph.steps() + skipped, steps),
            recipe.weightDecay());
    if (recipe.averaging() > 0 && graph.steps() % Average.STRIDE == 0) {
      average.add(session.weights());
    }
    return loss;
  }
}
