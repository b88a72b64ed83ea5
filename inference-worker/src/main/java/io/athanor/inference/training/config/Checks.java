package io.athanor.inference.training.config;

import io.athanor.inference.model.Property;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks of single fields. Each gives the value back, or throws what names the field. */
final class Checks {
  private Checks() {}

  static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static <T> T given(String field, T value) {
    if (value == null) {
      throw new ConfigException(field, "is missing");
    }
    return value;
  }

  static String text(String field, String value) {
    if (given(field, value).isBlank()) {
      throw new ConfigException(field, "must not be blank");
    }
    return value;
  }

  static String name(String field, String value) {
    if (!text(field, value).matches("[a-z0-9][a-z0-9.-]*")) {
      throw new ConfigException(
          field, "must be lower case letters, digits, dots and hyphens, got '" + value + "'");
    }
    return value;
  }

  static int atLeast(String field, int least, int value) {
    if (value < least) {
      throw new ConfigException(field, "must be at least " + least + ", got " + value);
    }
    return value;
  }

  static double in(String field, double low, double high, double value) {
    if (!(value >= low && value <= high)) {
      throw new ConfigException(field, "must be in " + low + ".." + high + ", got " + value);
    }
    return value;
  }

  static <T> List<T> list(List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  static <T> List<T> some(String field, List<T> values) {
    if (given(field, values).isEmpty()) {
      throw new ConfigException(field, "must not be empty");
    }
    return List.copyOf(values);
  }

  static void distinct(String field, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value)) {
        throw new ConfigException(field, "'" + value + "' is given twice");
      }
    }
  }

  static Property property(String field, String key) {
    return Property.ofKey(text(field, key))
        .orElseThrow(
            () ->
                new ConfigException(
                    field,
                    "'%s' is no property; known: %s"
                        .formatted(
                            key,
                            Arrays.stream(Property.values())
                                .map(Property::key)
                                .collect(Collectors.joining(", ")))));
  }
}
