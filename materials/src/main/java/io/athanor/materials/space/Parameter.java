package io.athanor.materials.space;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * One controllable input of an experiment. A coordinate is a double: the value itself, or the index
 * of a named option.
 */
public sealed interface Parameter {
  /** Name, unique within a space. */
  String name();

  /** A parameter whose coordinate is an index into a list of names. */
  sealed interface Named extends Parameter {
    /** Distinct names, in the order of their indices. */
    List<String> options();
  }

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
   * A whole number between two bounds.
   *
   * @param name unique name
   * @param low lowest value, within 2^53 of zero
   * @param high highest value, at least {@code low}
   */
  record Whole(String name, long low, long high) implements Parameter {
    private static final long EXACT = 1L << 53;

    /** Checks the bounds. */
    public Whole {
      Objects.requireNonNull(name, "parameter.name");
      if (low > high || low < -EXACT || high > EXACT) {
        throw new IllegalArgumentException(
            "parameter %s: whole numbers need %d <= low %d <= high %d <= %d"
                .formatted(name, -EXACT, low, high, EXACT));
      }
    }
  }

  /**
   * A number out of a list.
   *
   * @param name unique name
   * @param values distinct allowed values, in the parameter's own unit
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
      if (new HashSet<>(values).size() != values.size()) {
        throw new IllegalArgumentException("parameter %s: values must be distinct".formatted(name));
      }
    }
  }

  /**
   * One of several named levels that have an order but no distance.
   *
   * @param name unique name
   * @param options distinct level names, lowest first
   */
  record Ordinal(String name, List<String> options) implements Named {
    /** Copies and checks the levels. */
    public Ordinal {
      Objects.requireNonNull(name, "parameter.name");
      options = distinct(name, options);
    }
  }

  /**
   * One of several named options without order, which numbers may describe.
   *
   * @param name unique name
   * @param options distinct option names
   * @param descriptors one list of numbers per option, all of one length, in the order of the
   *     options; empty where the options are only names
   */
  record Categorical(String name, List<String> options, List<List<Double>> descriptors)
      implements Named {
    /** Copies and checks the options. */
    public Categorical {
      Objects.requireNonNull(name, "parameter.name");
      options = distinct(name, options);
      descriptors = descriptors.stream().map(List::copyOf).toList();
      if (!descriptors.isEmpty() && descriptors.size() != options.size()) {
        throw new IllegalArgumentException(
            "parameter %s: %d options with %d rows of descriptors"
                .formatted(name, options.size(), descriptors.size()));
      }
      for (List<Double> row : descriptors) {
        if (row.isEmpty() || row.size() != descriptors.get(0).size()) {
          throw new IllegalArgumentException(
              "parameter %s: every option needs the same descriptors".formatted(name));
        }
        if (row.stream().anyMatch(v -> !Double.isFinite(v))) {
          throw new IllegalArgumentException(
              "parameter %s: descriptors must be finite".formatted(name));
        }
      }
    }

    /** Options that are only names. */
    public Categorical(String name, List<String> options) {
      this(name, options, List.of());
    }
  }

  private static List<String> distinct(String name, List<String> options) {
    List<String> copy = List.copyOf(options);
    if (copy.isEmpty() || new HashSet<>(copy).size() != copy.size()) {
      throw new IllegalArgumentException(
          "parameter %s: options must be distinct and not empty".formatted(name));
    }
    return copy;
  }
}
