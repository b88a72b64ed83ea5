package io.athanor.acquisition.planner.space;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * One controllable input of an experiment. A coordinate is a double: the value itself, or the index
 * of a category.
 */
public sealed interface Parameter {
  /** Name, unique within a space. */
  String name();

  /**
   * A real number between two bounds.
   *
   * @param name unique name
   * @param low lowest value, in the parameter's own unit
   * @param high highest value, at least {@code low}
   */
  record Continuous(String name, double low, double high) implements Parameter {
    /** Checks the bounds. */
    public Continuous {
      Objects.requireNonNull(name, "parameter.name");
      if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
        throw new IllegalArgumentException(
            "parameter %s: low %s and high %s must be finite with low <= high"
                .formatted(name, low, high));
      }
    }
  }

  /**
   * A number out of a list.
   *
   * @param name unique name
   * @param values allowed values, in the parameter's own unit
   */
  record Discrete(String name, List<Double> values) implements Parameter {
    /** Copies and checks the values. */
    public Discrete {
      Objects.requireNonNull(name, "parameter.name");
      values = List.copyOf(values);
      if (values.isEmpty() || values.stream().anyMatch(v -> !Double.isFinite(v))) {
        throw new IllegalArgumentException(
            "parameter %s: values must be finite and not empty".formatted(name));
      }
    }
  }

  /**
   * One of several named options, without order.
   *
   * @param name unique name
   * @param options distinct option names; a coordinate is an index into this list
   */
  record Categorical(String name, List<String> options) implements Parameter {
    /** Copies and checks the options. */
    public Categorical {
      Objects.requireNonNull(name, "parameter.name");
      options = List.copyOf(options);
      if (options.isEmpty() || new HashSet<>(options).size() != options.size()) {
        throw new IllegalArgumentException(
            "parameter %s: options must be distinct and not empty".formatted(name));
      }
    }
  }
}
