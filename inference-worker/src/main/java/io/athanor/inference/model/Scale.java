package io.athanor.inference.model;

/**
 * A property's unit in the network: the value less a linear composition reference, standardised.
 * Composition alone explains most of the spread; the network learns the rest.
 *
 * @param reference in the property's unit per atomic number, row 0 unused; not copied
 * @param mean mean of what is left
 * @param deviation standard deviation of what is left
 */
public record Scale(float[] reference, double mean, double deviation) {

  public Scale {
    if (!(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException("deviation must be positive, got " + deviation);
    }
  }

  /** What the composition alone says of a graph, in the property's unit. */
  public double referenceOf(MaterialGraph graph) {
    double sum = mean;
    for (int node = 0; node < graph.size(); node++) {
      sum += graph.nodeWeights()[node] * (double) reference[graph.elements()[node]];
    }
    return sum;
  }

  /** A value in the property's unit to the network's. */
  public double standardise(MaterialGraph graph, double value) {
    return (value - referenceOf(graph)) / deviation;
  }
}
