package io.athanor.inference.modality;

import io.athanor.inference.modality.RetrievalData.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Teaches a network to tell which pattern belongs to which structure. Every pattern is measured
 * anew. Deterministic by its seed on one thread.
 *
 * @param pairs how many patterns are shown in all
 * @param batch pairs per step
 * @param block how many of those that follow each other are neighbours; 1 for none
 * @param rate highest learning rate; it warms up, then falls with a cosine
 * @param decay weight decay
 * @param wideShare share of patterns drawn from {@link PatternAugmentation#wide()}, the others are
 *     from {@link PatternAugmentation#laboratory()}
 * @param seed of patterns and order
 */
record RetrievalTraining(
    long pairs, int batch, int block, double rate, double decay, double wideShare, long seed) {
  // about half as fine as the bins at the most common angles: three times as fast as 0.02
  private static final double STEP = 0.08;
  private static final double WARM_UP_STEPS = 50;
  private static final double LEAST_RATE = 1e-5;

  /** Checks the numbers. */
  RetrievalTraining {
    if (pairs < 1 || batch < 2 || block < 1 || batch % block != 0) {
      throw new IllegalArgumentException(
          "pairs, batch >= 2 and a block that divides it must be given, not "
              + pairs
              + ", "
              + batch
              + ", "
              + block);
    }
  }

  /** The recipe of the benchmark. */
  static RetrievalTraining standard(long pairs, long seed) {
    return new RetrievalTraining(pairs, 256, 16, 0.002, 0.02, 0.5, seed);
  }

  /** Hears of the training. */
  @FunctionalInterface
  interface Progress {
    /** Called after each pass over the data with the pairs shown so far and the mean loss. */
    void pass(long shown, double loss);
  }

  /** Trains; returns the mean loss of the last pass. */
  double run(RetrievalNetwork network, List<Entry> entries, Progress progress) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = Math.min(batch, entries.size());
    long shown = 0;
    double mean = Double.NaN;
    while (shown < pairs) {
      int[] order =
          shown == 0 || block == 1
              ? NeighbourOrder.shuffled(entries.size(), random)
              : NeighbourOrder.of(network.gallery(entries), network.width(), block, random);
      double sum = 0;
      int steps = 0;
      for (int from = 0; from + size <= order.length && shown < pairs; from += size) {
        List<Entry> chosen = new ArrayList<>();
        for (int i = from; i < from + size; i++) {
          chosen.add(entries.get(order[i]));
        }
        sum += step(network, chosen, (double) shown / pairs, shown / size, random);
        shown += size;
        steps++;
      }
      mean = sum / steps;
      progress.pass(shown, mean);
    }
    return mean;
  }

  private float step(
      RetrievalNetwork network,
      List<Entry> chosen,
      double part,
      long done,
      SplittableRandom random) {
    List<PatternInput> queries = new ArrayList<>();
    List<Entry> known = new ArrayList<>();
    for (Entry entry : chosen) {
      PatternAugmentation augmentation =
          random.nextDouble() < wideShare
              ? PatternAugmentation.wide()
              : PatternAugmentation.laboratory();
      long patternSeed = random.nextLong();
      try {
        queries.add(
            PatternInput.of(augmentation.withStep(STEP).measure(entry.phase(), patternSeed)));
        known.add(entry);
      } catch (ModalityException e) {
        // a pattern of noise only teaches nothing
        continue;
      }
    }
    double warm = Math.min(1, (done + 1) / WARM_UP_STEPS);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * part));
    return network.step(queries, known, Math.max(LEAST_RATE, rate * warm * cosine), decay);
  }
}
