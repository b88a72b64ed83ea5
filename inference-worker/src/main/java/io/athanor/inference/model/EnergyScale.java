package io.athanor.inference.model;

import java.util.Map;

/**
 * The network's energy unit: formation energy less a linear composition reference, standardised.
 * Composition alone explains most of the spread; the network learns the rest.
 *
 * @param reference eV/atom per atomic number, row 0 unused; not copied
 * @param mean mean of what is left, eV/atom
 * @param deviation standard deviation of what is left, eV/atom
 */
public record EnergyScale(float[] reference, double mean, double deviation) {
  private static final String REFERENCE = "energy/reference";
  private static final String SCALE = "energy/scale";

  public EnergyScale {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation must be positive, got " + deviation);
    }
  }

  /** The composition reference of a graph, eV/atom. */
  public double referenceOf(MaterialGraph graph) {
    double sum = 0;
    for (int node = 0; node < graph.size(); node++) {
      sum += graph.nodeWeights()[node] * (double) reference[graph.elements()[node]];
    }
    return sum;
  }

  /** Whether training saw that atomic number: ridge leaves exactly zero where it did not. */
  public boolean knows(int atomicNumber) {
    return atomicNumber > 0 && atomicNumber < reference.length && reference[atomicNumber] != 0;
  }

  /** Energy in eV/atom to the network's unit. */
  public double standardise(MaterialGraph graph, double energy) {
    return (energy - referenceOf(graph) - mean) / deviation;
  }

  Map<String, Weights.Entry> entries() {
    return Map.of(
        REFERENCE,
        new Weights.Entry(new int[] {reference.length}, reference),
        SCALE,
        new Weights.Entry(new int[] {2}, new float[] {(float) mean, (float) deviation}));
  }

  static EnergyScale of(Weights weights) {
    float[] scale = weights.get(SCALE).values();
    return new EnergyScale(weights.get(REFERENCE).values(), scale[0], scale[1]);
  }
}
