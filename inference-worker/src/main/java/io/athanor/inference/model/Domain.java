package io.athanor.inference.model;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the training data lies: standardises embeddings and says how far out one is, by Mahalanobis
 * distance per input mode (Lee et al., NeurIPS 2018), or how rare its composition, whichever is
 * more.
 *
 * @param mean per channel, over both modes
 * @param deviation per channel, over both modes, positive
 * @param regions per input mode
 * @param familiarity counts of what compositions are made of
 */
public record Domain(
    float[] mean, float[] deviation, Map<InputMode, Region> regions, Familiarity familiarity) {

  /** One that knows of no compositions. */
  public Domain(float[] mean, float[] deviation, Map<InputMode, Region> regions) {
    this(mean, deviation, regions, Familiarity.NONE);
  }

  /**
   * One mode's data in standardised channels.
   *
   * @param centre [F]
   * @param whitening [F, F] row-major: the distance is the length of whitening (z - centre)
   * @param edge distance that holds 99 % of held-out rows
   */
  public record Region(float[] centre, float[] whitening, double edge) {
    public Region {
      if (!(edge > 0)) {
        throw new IllegalArgumentException("edge must be positive, got " + edge);
      }
    }

    /** Mahalanobis distance of a standardised embedding. */
    public double distance(float[] standardised) {
      int width = centre.length;
      double squared = 0;
      for (int row = 0; row < width; row++) {
        double component = 0;
        for (int column = 0; column < width; column++) {
          component +=
              whitening[row * width + column] * (double) (standardised[column] - centre[column]);
        }
        squared += component * component;
      }
      return Math.sqrt(squared);
    }
  }

  /** Per-channel standardisation of one pooled feature vector. */
  public float[] standardise(float[] pooled, int offset) {
    float[] result = new float[mean.length];
    for (int channel = 0; channel < result.length; channel++) {
      result[channel] = (pooled[offset + channel] - mean[channel]) / deviation[channel];
    }
    return result;
  }

  /**
   * The greater of the embedding's distance from the mode's training data and of the composition's
   * rarity, each in units of its edge.
   */
  public double outOfDomain(MaterialGraph graph, float[] standardised) {
    return Math.max(distance(graph.mode(), standardised), familiarity.outOfDomain(graph));
  }

  /** Distance from the mode's training data in units of its edge. */
  public double distance(InputMode mode, float[] standardised) {
    Region region = regions.get(mode);
    return region.distance(standardised) / region.edge();
  }

  Map<String, Weights.Entry> entries() {
    int width = mean.length;
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    entries.put("domain/mean", new Weights.Entry(new int[] {width}, mean));
    entries.put("domain/deviation", new Weights.Entry(new int[] {width}, deviation));
    for (InputMode mode : InputMode.values()) {
      Region region = regions.get(mode);
      String prefix = prefix(mode);
      entries.put(prefix + "centre", new Weights.Entry(new int[] {width}, region.centre()));
      entries.put(
          prefix + "whitening", new Weights.Entry(new int[] {width, width}, region.whitening()));
      entries.put(
          prefix + "edge", new Weights.Entry(new int[] {1}, new float[] {(float) region.edge()}));
    }
    entries.putAll(familiarity.entries());
    return entries;
  }

  static Domain of(Weights weights) {
    Map<InputMode, Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      String prefix = prefix(mode);
      regions.put(
          mode,
          new Region(
              weights.get(prefix + "centre").values(),
              weights.get(prefix + "whitening").values(),
              weights.get(prefix + "edge").values()[0]));
    }
    return new Domain(
        weights.get("domain/mean").values(),
        weights.get("domain/deviation").values(),
        regions,
        Familiarity.of(weights));
  }

  private static String prefix(InputMode mode) {
    return "domain/" + mode.name().toLowerCase(Locale.ROOT) + "/";
  }
}
