package io.athanor.inference.model;

import java.util.List;

/**
 * The hyper-parameters that fix every tensor's shape; stored with the weights.
 *
 * @param width channels F of node states, messages and embedding
 * @param blocks message-passing steps T
 * @param messageDepth layers of the message network, at least 1
 * @param neighbours k: the total edge weight of one node
 * @param cutoffWidth relative half-width in which a contact's weight falls, in (0, 0.5)
 * @param radialCentres Gaussians on the distance
 * @param radialCutoff centre of the last Gaussian, angstrom
 * @param trunks members of the deep ensemble
 * @param heads members of the shallow ensemble on each trunk
 * @param headWidth hidden units of one member
 * @param elementRows rows of the element tables: atomic numbers 0 (unused) to elementRows - 1
 * @param elementFeatures fixed descriptors per element
 * @param sources data sources with a label convention of their own; 0 is the one served
 * @param properties what the heads predict, in the order of their outputs
 */
public record NetworkShape(
    int width,
    int blocks,
    int messageDepth,
    int neighbours,
    double cutoffWidth,
    int radialCentres,
    double radialCutoff,
    int trunks,
    int heads,
    int headWidth,
    int elementRows,
    int elementFeatures,
    int sources,
    List<Property> properties) {
  private static final int ELEMENT_ROWS = 101;
  private static final int ELEMENT_FEATURES = 92;

  public NetworkShape {
    requirePositive("width", width);
    requirePositive("blocks", blocks);
    requirePositive("messageDepth", messageDepth);
    requirePositive("neighbours", neighbours);
    requirePositive("radialCentres", radialCentres);
    requirePositive("trunks", trunks);
    requirePositive("heads", heads);
    requirePositive("headWidth", headWidth);
    requirePositive("elementRows", elementRows);
    requirePositive("elementFeatures", elementFeatures);
    requirePositive("sources", sources);
    if (!(cutoffWidth > 0 && cutoffWidth < 0.5)) {
      throw new IllegalArgumentException("cutoffWidth must be in (0, 0.5), got " + cutoffWidth);
    }
    if (!(radialCutoff > 0) || Double.isInfinite(radialCutoff)) {
      throw new IllegalArgumentException(
          "radialCutoff must be positive and finite, got " + radialCutoff);
    }
    properties = List.copyOf(properties);
    if (properties.isEmpty() || properties.stream().distinct().count() < properties.size()) {
      throw new IllegalArgumentException("properties must be distinct, got " + properties);
    }
  }

  /** S: for one CPU core, about 0.1 million parameters. */
  public static NetworkShape small(int sources, List<Property> properties) {
    return sized(64, 3, 2, 12, sources, properties);
  }

  /** M: for several cores, about 0.4 million parameters. */
  public static NetworkShape medium(int sources, List<Property> properties) {
    return sized(128, 4, 2, 16, sources, properties);
  }

  /** L: for a GPU, the published coGN, about 0.7 million parameters. */
  public static NetworkShape large(int sources, List<Property> properties) {
    return sized(128, 5, 5, 24, sources, properties);
  }

  private static NetworkShape sized(
      int width, int blocks, int depth, int neighbours, int sources, List<Property> properties) {
    return new NetworkShape(
        width,
        blocks,
        depth,
        neighbours,
        0.1,
        32,
        8.0,
        1,
        5,
        48,
        ELEMENT_ROWS,
        ELEMENT_FEATURES,
        sources,
        properties);
  }

  /** Members K over all trunks. */
  public int members() {
    return trunks * heads;
  }

  /** The same with another number of trunks and of heads on each. */
  public NetworkShape withMembers(int trunks, int heads) {
    return new NetworkShape(
        width,
        blocks,
        messageDepth,
        neighbours,
        cutoffWidth,
        radialCentres,
        radialCutoff,
        trunks,
        heads,
        headWidth,
        elementRows,
        elementFeatures,
        sources,
        properties);
  }

  /** The same for other properties. */
  public NetworkShape withProperties(List<Property> other) {
    return new NetworkShape(
        width,
        blocks,
        messageDepth,
        neighbours,
        cutoffWidth,
        radialCentres,
        radialCutoff,
        trunks,
        heads,
        headWidth,
        elementRows,
        elementFeatures,
        sources,
        other);
  }

  /** Outputs of one head over all properties. */
  public int headOutputs() {
    return properties.stream().mapToInt(each -> each.kind().outputs()).sum();
  }

  /** First output of a property in a head. */
  public int offset(Property property) {
    int offset = 0;
    for (Property each : properties) {
      if (each == property) {
        return offset;
      }
      offset += each.kind().outputs();
    }
    throw new IllegalArgumentException("the network has no property '" + property.key() + "'");
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
