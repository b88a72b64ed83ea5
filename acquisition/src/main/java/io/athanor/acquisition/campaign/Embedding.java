package io.athanor.acquisition.campaign;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A latent vector without boxes: four bytes a number where all are exact as {@code float}, as a
 * model's are. Equal to any list of the same numbers.
 */
final class Embedding extends AbstractList<Double> implements RandomAccess {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /** A copy; without boxes where that loses nothing. */
  static List<Double> copyOf(List<Double> numbers) {
    if (numbers instanceof Embedding || numbers.isEmpty()) {
      return numbers.isEmpty() ? List.of() : numbers;
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      double number = numbers.get(i);
      values[i] = (float) number;
      if (values[i] != number) {
        return List.copyOf(numbers);
      }
    }
    return new Embedding(values);
  }

  @Override
  public Double get(int index) {
    return (double) values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
