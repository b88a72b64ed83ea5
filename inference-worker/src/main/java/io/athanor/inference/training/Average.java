package io.athanor.inference.training;

import io.athanor.inference.model.Weights;
import java.util.Map;
import java.util.Optional;

/** Exponential moving average of weights, with the bias of its start removed. */
final class Average {
  /** Steps between updates: an update reads all weights. */
  static final int STRIDE = 10;

  /**
   * Content of an average.
   *
   * @param sum decayed sum of weights
   * @param mass decayed number of them
   */
  record State(Weights sum, double mass) {}

  private final double decay;
  private Weights sum;
  private double mass;

  /**
   * An empty average.
   *
   * @param decay per step
   */
  Average(double decay) {
    this.decay = Math.pow(decay, STRIDE);
  }

  /** Takes in the weights after {@link #STRIDE} more steps. */
  void add(Weights weights) {
    if (sum == null) {
      sum = weights.with(Map.of());
      sum.entries().values().forEach(entry -> scale(entry.values(), 0));
    }
    for (Map.Entry<String, Weights.Entry> each : sum.entries().entrySet()) {
      float[] mean = each.getValue().values();
      float[] next = weights.get(each.getKey()).values();
      for (int index = 0; index < mean.length; index++) {
        mean[index] = (float) (decay * mean[index] + (1 - decay) * next[index]);
      }
    }
    mass = decay * mass + 1 - decay;
  }

  /** What it holds; empty before the first addition. */
  Optional<State> state() {
    return sum == null ? Optional.empty() : Optional.of(new State(sum.with(Map.of()), mass));
  }

  /** Goes on from a stored state. */
  void restore(State state) {
    sum = state.sum().with(Map.of());
    mass = state.mass();
  }

  /** The average; the given weights where nothing was added yet. */
  Weights value(Weights otherwise) {
    if (sum == null) {
      return otherwise;
    }
    Weights value = sum.with(Map.of());
    value.entries().values().forEach(entry -> scale(entry.values(), 1 / mass));
    return value;
  }

  private static void scale(float[] values, double factor) {
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (values[index] * factor);
    }
  }
}
