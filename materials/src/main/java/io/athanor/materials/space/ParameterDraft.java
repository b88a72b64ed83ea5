package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parameter as it is said, not yet known to make sense.
 *
 * @param kind what its values are
 * @param name unique name
 * @param low lower bound, in the parameter's unit; null where none is said
 * @param high upper bound, in the parameter's unit; null where none is said
 * @param options names, or numbers written out for {@link Kind#DISCRETE}
 * @param descriptors numbers that describe the options of {@link Kind#CATEGORICAL}
 */
public record ParameterDraft(
    Kind kind,
    String name,
    Double low,
    Double high,
    List<String> options,
    List<Descriptor> descriptors) {
  /** What the values of a parameter are. */
  public enum Kind {
    /** Real numbers. */
    CONTINUOUS,
    /** Whole numbers. */
    INTEGER,
    /** Numbers out of a list; whole numbers where only bounds are said. */
    DISCRETE,
    /** Names in an order. */
    ORDINAL,
    /** Names without an order. */
    CATEGORICAL
  }

  /**
   * One number for each option.
   *
   * @param name what it describes, e.g. {@code dielectric constant}
   * @param values one per option, in their order
   */
  public record Descriptor(String name, List<Double> values) {
    /** Copies. */
    public Descriptor {
      values = List.copyOf(values);
    }
  }

  /** Copies. */
  public ParameterDraft {
    options = List.copyOf(options);
    descriptors = List.copyOf(descriptors);
  }

  /**
   * As a dimension of a space: bounds or options must be there, and leave a choice.
   *
   * @param field path of this parameter in its definition
   * @throws SpaceException naming the field that is wrong
   */
  public Parameter dimension(String field) {
    checkName(field);
    return switch (kind) {
      case CONTINUOUS -> {
        checkBounds(field);
        yield new Parameter.Continuous(name, low, high);
      }
      case INTEGER -> whole(field);
      case DISCRETE -> options.isEmpty() ? whole(field) : discrete(field);
      case ORDINAL, CATEGORICAL -> {
        Parameter named = named(field);
        if (options.size() < 2) {
          throw constant(field + ".options");
        }
        yield named;
      }
    };
  }

  /**
   * As a column of a pool: the rows themselves are the range of numbers, names must be said.
   *
   * @param field path of this parameter in its definition
   * @throws SpaceException naming the field that is wrong
   */
  public Parameter column(String field) {
    checkName(field);
    return switch (kind) {
      case ORDINAL, CATEGORICAL -> named(field);
      case DISCRETE ->
          options.isEmpty() ? anyNumber() : new Parameter.Discrete(name, numbers(field));
      case CONTINUOUS, INTEGER -> anyNumber();
    };
  }

  private Parameter anyNumber() {
    return new Parameter.Continuous(name, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private void checkName(String field) {
    if (name.isBlank()) {
      throw new SpaceException(field + ".name", "must not be blank");
    }
    if (!descriptors.isEmpty() && kind != Kind.CATEGORICAL) {
      throw new SpaceException(field + ".descriptors", "only categories have descriptors");
    }
  }

  private void checkBounds(String field) {
    if (low == null || !Double.isFinite(low)) {
      throw new SpaceException(field + ".low", "must be a finite number, was " + low);
    }
    if (high == null || !Double.isFinite(high)) {
      throw new SpaceException(field + ".high", "must be a finite number, was " + high);
    }
    if (low > high) {
      throw new SpaceException(field + ".high", "must be greater than low %s".formatted(low));
    }
    if (low.doubleValue() == high) {
      throw constant(field + ".high");
    }
  }

  private Parameter whole(String field) {
    checkBounds(field);
    double from = Math.ceil(low);
    double to = Math.floor(high);
    if (Math.max(Math.abs(from), Math.abs(to)) > 1L << 53) {
      throw new SpaceException(field + ".high", "whole numbers must lie within 2^53 of zero");
    }
    if (from > to) {
      throw new SpaceException(field + ".high", "no whole number lies between the bounds");
    }
    if (from == to) {
      throw constant(field + ".high");
    }
    return new Parameter.Whole(name, (long) from, (long) to);
  }

  private Parameter discrete(String field) {
    List<Double> values = numbers(field);
    if (values.size() < 2) {
      throw constant(field + ".options");
    }
    return new Parameter.Discrete(name, values);
  }

  private List<Double> numbers(String field) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      String at = field + ".options[" + i + "]";
      double value;
      try {
        value = Double.parseDouble(options.get(i)) + 0.0;
      } catch (NumberFormatException e) {
        throw (SpaceException)
            new SpaceException(at, "'" + options.get(i) + "' is not a number").initCause(e);
      }
      if (!Double.isFinite(value)) {
        throw new SpaceException(at, "must be a finite number, was " + value);
      }
      if (values.contains(value)) {
        throw new SpaceException(at, "'" + options.get(i) + "' is there twice");
      }
      values.add(value);
    }
    return values;
  }

  private Parameter named(String field) {
    if (options.isEmpty()) {
      throw new SpaceException(field + ".options", "must not be empty");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      if (!seen.add(options.get(i))) {
        throw new SpaceException(
            field + ".options[" + i + "]", "'" + options.get(i) + "' is there twice");
      }
    }
    return kind == Kind.ORDINAL
        ? new Parameter.Ordinal(name, options)
        : new Parameter.Categorical(name, options, described(field));
  }

  private List<List<Double>> described(String field) {
    List<List<Double>> rows = new ArrayList<>();
    options.forEach(each -> rows.add(new ArrayList<>()));
    for (int d = 0; d < descriptors.size(); d++) {
      List<Double> values = descriptors.get(d).values();
      String at = field + ".descriptors[" + d + "].values";
      if (values.size() != options.size()) {
        throw new SpaceException(
            at, "%d numbers for %d options".formatted(values.size(), options.size()));
      }
      if (values.stream().anyMatch(v -> !Double.isFinite(v))) {
        throw new SpaceException(at, "must be finite numbers");
      }
      if (options.size() > 1 && new HashSet<>(values).size() == 1) {
        throw new SpaceException(
            at, "are all " + values.get(0) + ": a constant tells no options apart");
      }
      for (int i = 0; i < values.size(); i++) {
        rows.get(i).add(values.get(i) + 0.0);
      }
    }
    if (descriptors.isEmpty()) {
      return List.of();
    }
    Map<List<Double>, Integer> first = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Integer twin = first.putIfAbsent(rows.get(i), i);
      if (twin != null) {
        throw new SpaceException(
            field + ".descriptors",
            "describe '%s' and '%s' alike".formatted(options.get(twin), options.get(i)));
      }
    }
    return rows;
  }

  private static SpaceException constant(String field) {
    return new SpaceException(
        field, "leaves one value only: a constant tells no experiments apart, leave it out");
  }
}
