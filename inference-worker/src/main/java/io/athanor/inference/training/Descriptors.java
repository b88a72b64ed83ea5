package io.athanor.inference.training;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.materials.composition.Element;

/**
 * Cheap descriptors of a crystal as free targets for pre-training (Jia, Fung, arXiv 2503.01227):
 * moments and a histogram of neighbour distances, in angstrom and in sums of covalent radii, and
 * how elements mix.
 */
final class Descriptors {
  /** Numbers per crystal. */
  static final int COUNT = 26;

  private static final int BINS = 16;
  private static final double FIRST = 0.75;
  private static final double STEP = 0.125;

  private Descriptors() {}

  /** [COUNT] of a crystal graph. */
  static float[] of(MaterialGraph graph) {
    double[] values = new double[COUNT];
    double shares = 0;
    double[] distance = new double[2];
    double[] contact = new double[2];
    double[] polarity = new double[2];
    double like = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      int near = graph.elements()[graph.centres()[edge]];
      int far = graph.elements()[graph.neighbours()[edge]];
      double share = graph.nodeWeights()[graph.centres()[edge]] * graph.edgeWeights()[edge];
      double reduced = graph.distances()[edge] / (radius(near) + radius(far));
      shares += share;
      moments(distance, share, graph.distances()[edge]);
      moments(contact, share, reduced);
      moments(polarity, share, Math.abs(electronegativity(near) - electronegativity(far)));
      like += near == far ? share : 0;
      // each contact spreads over two bins: a histogram that moves smoothly
      double place = Math.max(0, Math.min(BINS - 1.001, (reduced - FIRST) / STEP));
      int bin = (int) place;
      values[bin] += share * (bin + 1 - place);
      values[bin + 1] += share * (place - bin);
    }
    for (int bin = 0; bin < BINS; bin++) {
      values[bin] /= shares;
    }
    double[] charge = new double[2];
    double[] size = new double[2];
    for (int node = 0; node < graph.size(); node++) {
      moments(charge, graph.nodeWeights()[node], electronegativity(graph.elements()[node]));
      moments(size, graph.nodeWeights()[node], radius(graph.elements()[node]));
    }
    int at = BINS;
    for (double[] each : new double[][] {distance, contact, polarity}) {
      values[at++] = each[0] / shares;
      values[at++] = deviation(each, shares);
    }
    values[at++] = like / shares;
    values[at++] = charge[0];
    values[at++] = deviation(charge, 1);
    values[at] = deviation(size, 1);
    float[] result = new float[COUNT];
    for (int index = 0; index < COUNT; index++) {
      result[index] = (float) values[index];
    }
    return result;
  }

  private static void moments(double[] sums, double weight, double value) {
    sums[0] += weight * value;
    sums[1] += weight * value * value;
  }

  private static double deviation(double[] sums, double weight) {
    double mean = sums[0] / weight;
    return Math.sqrt(Math.max(0, sums[1] / weight - mean * mean));
  }

  private static double radius(int atomicNumber) {
    double radius = Element.ofAtomicNumber(atomicNumber).covalentRadius();
    return Double.isNaN(radius) ? 1.5 : radius;
  }

  private static double electronegativity(int atomicNumber) {
    double value = Element.ofAtomicNumber(atomicNumber).electronegativity();
    return Double.isNaN(value) ? 2 : value;
  }
}
