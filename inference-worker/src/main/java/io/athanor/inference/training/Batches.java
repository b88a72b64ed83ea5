package io.athanor.inference.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Cuts one epoch's shuffled samples into batches of about equal cost. */
final class Batches {
  private static final long EPOCH_MIX = 0x9E3779B97F4A7C15L;

  private Batches() {}

  /**
   * The generator of an epoch. It depends on nothing but the seed and the epoch's number, so that a
   * resumed run repeats it.
   */
  static Random random(long seed, int epoch) {
    return new Random(seed ^ (epoch + 1) * EPOCH_MIX);
  }

  /** Batches in random order, each until it holds that many edges. */
  static List<List<Sample>> of(List<Sample> samples, int edgesPerBatch, Random random) {
    List<Sample> order = new ArrayList<>(samples);
    Collections.shuffle(order, random);
    List<List<Sample>> batches = new ArrayList<>();
    int start = 0;
    int edges = 0;
    for (int index = 0; index < order.size(); index++) {
      edges += order.get(index).crystal().edges();
      if (edges >= edgesPerBatch || index == order.size() - 1) {
        batches.add(order.subList(start, index + 1));
        start = index + 1;
        edges = 0;
      }
    }
    return batches;
  }

  /** About how many steps that many epochs take. */
  static int steps(List<Sample> samples, int edgesPerBatch, int epochs) {
    long edges = samples.stream().mapToLong(sample -> sample.crystal().edges()).sum();
    return (int) Math.max(1, epochs * edges / edgesPerBatch);
  }
}
