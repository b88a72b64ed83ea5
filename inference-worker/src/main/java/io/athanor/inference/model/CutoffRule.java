package io.athanor.inference.model;

import java.util.List;

/**
 * How much each contact of a site counts. The network uses {@link #SMOOTH}; the others are foils.
 */
public enum CutoffRule {
  /** Weights that fall smoothly about the site's own cutoff and sum to k. */
  SMOOTH {
    @Override
    double[] weights(List<PeriodicSites.Contact> contacts, int count, double width) {
      return NeighbourWeights.of(contacts, count, width);
    }

    @Override
    double reach(double width) {
      return NeighbourWeights.reach(width);
    }
  },
  /** The k nearest, whichever come first among tied ones: depends on the cell, and jumps. */
  PLAIN {
    @Override
    double[] weights(List<PeriodicSites.Contact> contacts, int count, double width) {
      double[] weights = new double[contacts.size()];
      for (int index = 0; index < count; index++) {
        weights[index] = 1;
      }
      return weights;
    }

    @Override
    double reach(double width) {
      return 1;
    }
  },
  /**
   * 1 - 10 x^3 + 15 x^4 - 6 x^5 of the distance over the (k+1)-th: continuous, but a body-centred
   * first shell keeps a fiftieth.
   */
  POLYNOMIAL {
    @Override
    double[] weights(List<PeriodicSites.Contact> contacts, int count, double width) {
      double cutoff = contacts.get(count).distance();
      double[] weights = new double[contacts.size()];
      for (int index = 0; index < weights.length; index++) {
        double x = contacts.get(index).distance() / cutoff;
        weights[index] = x >= 1 ? 0 : 1 - x * x * x * (10 - 15 * x + 6 * x * x);
      }
      return weights;
    }

    @Override
    double reach(double width) {
      return 1;
    }

    @Override
    int needed(int count) {
      return count + 1;
    }
  };

  /** One weight per contact, which are sorted by distance. */
  abstract double[] weights(List<PeriodicSites.Contact> contacts, int count, double width);

  /** Contacts are needed up to this multiple of the last needed one's distance. */
  abstract double reach(double width);

  /** How many contacts are needed at least. */
  int needed(int count) {
    return count;
  }
}
