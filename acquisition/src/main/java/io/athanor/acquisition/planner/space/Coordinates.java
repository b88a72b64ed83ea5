package io.athanor.acquisition.planner.space;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list of numbers without boxes; equal to any list of the same numbers. */
final class Coordinates extends AbstractList<Double> implements RandomAccess {
  private final double[] values;

  private Coordinates(double[] values) {
    this.values = values;
  }

  static List<Double> copyOf(List<Double> values) {
    if (values instanceof Coordinates) {
      return values;
    }
    double[] copy = new double[values.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values.get(i);
    }
    return new Coordinates(copy);
  }

  @Override
  public Double get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
