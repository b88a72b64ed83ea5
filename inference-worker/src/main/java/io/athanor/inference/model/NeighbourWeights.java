package io.athanor.inference.model;

import java.util.List;

/**
 * Smooth nearest neighbours: each contact has a weight in [0, 1] that falls with its distance, and
 * the weights of one site sum to k.
 *
 * <pre>
 * w(d) = s((1 - d / mu) / width),   sum over contacts of w = k
 * s(x) = 1/2 + 3/4 x - 1/4 x^3 on [-1, 1], 0 below, 1 above
 * </pre>
 *
 * <p>The cutoff {@code mu} is the site's own, fixed by the sum, as a chemical potential is by the
 * number of particles. A plain cut after k contacts picks among tied ones by the order of the cell
 * and jumps when a contact crosses it; here a tied shell shares what is left of k, the weights are
 * continuous with the positions, and a first shell closer than {@code mu (1 - width)} keeps the
 * weight one, which a polynomial envelope over the whole range takes from it.
 */
final class NeighbourWeights {
  private static final int BISECTIONS = 60;

  private NeighbourWeights() {}

  /**
   * Weights of the contacts, in their order.
   *
   * @param contacts sorted by distance, complete to {@link #reach} times the k-th
   * @param count k
   * @param width relative half-width of the fall, in (0, 0.5)
   */
  static double[] of(List<PeriodicSites.Contact> contacts, int count, double width) {
    double cutoff = cutoff(contacts, count, width);
    double[] weights = new double[contacts.size()];
    for (int index = 0; index < weights.length; index++) {
      weights[index] = weight(contacts.get(index).distance(), cutoff, width);
    }
    return weights;
  }

  /**
   * What a function of one site's weights changes by with its distances: the weights of all
   * contacts answer to each distance, through the cutoff that their sum fixes.
   *
   * <pre>
   * df/dd_c = dw_c/dd (f_c - sum_b f_b dw_b/dmu / sum_b dw_b/dmu),   f_c = df/dw_c
   * </pre>
   *
   * @param byWeight f_c per contact
   * @return df/dd_c per contact
   */
  static double[] gradient(
      List<PeriodicSites.Contact> contacts, int count, double width, double[] byWeight) {
    double cutoff = cutoff(contacts, count, width);
    double[] slopes = new double[byWeight.length];
    double total = 0;
    double weighted = 0;
    for (int index = 0; index < slopes.length; index++) {
      double distance = contacts.get(index).distance();
      slopes[index] = slope(distance, cutoff, width);
      total += slopes[index] * distance;
      weighted += slopes[index] * distance * byWeight[index];
    }
    double mean = total > 0 ? weighted / total : 0;
    double[] gradient = new double[slopes.length];
    for (int index = 0; index < slopes.length; index++) {
      gradient[index] = -slopes[index] / (cutoff * width) * (byWeight[index] - mean);
    }
    return gradient;
  }

  private static double cutoff(List<PeriodicSites.Contact> contacts, int count, double width) {
    double low = 0;
    double high = contacts.get(count - 1).distance() / (1 - width);
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = 0.5 * (low + high);
      if (total(contacts, middle, width) < count) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Contacts are needed up to this multiple of the k-th distance. */
  static double reach(double width) {
    return (1 + width) / (1 - width);
  }

  private static double total(List<PeriodicSites.Contact> contacts, double cutoff, double width) {
    double sum = 0;
    for (PeriodicSites.Contact contact : contacts) {
      double weight = weight(contact.distance(), cutoff, width);
      if (weight == 0) {
        break;
      }
      sum += weight;
    }
    return sum;
  }

  private static double weight(double distance, double cutoff, double width) {
    double x = (1 - distance / cutoff) / width;
    if (x <= -1) {
      return 0;
    }
    return x >= 1 ? 1 : 0.5 + 0.75 * x - 0.25 * x * x * x;
  }

  /** ds/dx of a contact. */
  private static double slope(double distance, double cutoff, double width) {
    double x = (1 - distance / cutoff) / width;
    return Math.abs(x) >= 1 ? 0 : 0.75 - 0.75 * x * x;
  }
}
