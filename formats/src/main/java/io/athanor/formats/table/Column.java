package io.athanor.formats.table;

import java.util.Objects;

/**
 * A column of a table that leaves.
 *
 * @param name with its unit in brackets where it has one, {@code temperature [Cel]}
 * @param type of its values; each may be missing
 */
public record Column(String name, Type type) {
  /** What values a column has. */
  public enum Type {
    /** {@link String}. */
    TEXT,
    /** {@link Double}. */
    NUMBER,
    /** {@link Long}. */
    WHOLE,
    /** {@link java.time.Instant}, to the microsecond. */
    TIME
  }

  /** Checks that nothing is missing. */
  public Column {
    Objects.requireNonNull(type, "type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("column.name is blank");
    }
  }

  /** A column of a quantity: numbers in a unit. */
  public static Column quantity(String name, String unit) {
    return new Column(name + " [" + unit + "]", Type.NUMBER);
  }
}
