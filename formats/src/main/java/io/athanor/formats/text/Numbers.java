package io.athanor.formats.text;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Decimal numbers as instruments write them; nothing else that Java would take for one. */
public final class Numbers {
  private static final int LONGEST = 64;

  private Numbers() {}

  /** The number, or empty where the text is none or too large for a double. */
  public static OptionalDouble parse(String text) {
    String plain = text.strip();
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return OptionalDouble.empty();
    }
    boolean digit = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return OptionalDouble.empty();
      }
    }
    if (!digit) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(plain);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Numbers that become more. */
  public static final class Growing {
    private double[] values = new double[64];
    private int size;

    /** Adds one. */
    public void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    /** How many there are. */
    public int size() {
      return size;
    }

    /** The one at a place. */
    public double get(int index) {
      return values[index];
    }

    /** All of them. */
    public double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
