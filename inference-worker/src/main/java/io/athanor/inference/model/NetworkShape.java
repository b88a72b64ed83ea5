package io.athanor.inference.model;

/**
 * The hyper-parameters that fix every tensor's shape; stored with the weights.
 *
 * @param width channels F of node states, messages and embedding
 * @param blocks message-passing steps T
 * @param neighbours k: the total edge weight of one node
 * @param slots edges per node in the dense layout, at least k, so that a tied outer shell fits
 *     whole
 * @param radialCentres Gaussians on the distance
 * @param radialCutoff centre of the last Gaussian, angstrom
 * @param heads members of the shallow ensemble
 * @param headWidth hidden units of one member
 * @param elementRows rows of the element tables: atomic numbers 0 (unused) to elementRows - 1
 * @param elementFeatures fixed descriptors per element
 * @param sources data sources with a label convention of their own; 0 is the one served
 */
public record NetworkShape(
    int width,
    int blocks,
    int neighbours,
    int slots,
    int radialCentres,
    double radialCutoff,
    int heads,
    int headWidth,
    int elementRows,
    int elementFeatures,
    int sources) {

  public NetworkShape {
    requirePositive("width", width);
    requirePositive("blocks", blocks);
    requirePositive("neighbours", neighbours);
    requirePositive("slots", slots);
    requirePositive("radialCentres", radialCentres);
    requirePositive("heads", heads);
    requirePositive("headWidth", headWidth);
    requirePositive("elementRows", elementRows);
    requirePositive("elementFeatures", elementFeatures);
    requirePositive("sources", sources);
    if (slots < neighbours) {
      throw new IllegalArgumentException("slots must be at least neighbours, got " + slots);
    }
    if (!(radialCutoff > 0) || Double.isInfinite(radialCutoff)) {
      throw new IllegalArgumentException(
          "radialCutoff must be positive and finite, got " + radialCutoff);
    }
  }

  /** The small network that serves on a CPU: about 0.12 million parameters. */
  public static NetworkShape small() {
    return new NetworkShape(64, 3, 12, 16, 32, 8.0, 5, 48, 101, 92, 3);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
