package io.athanor.formats.text;

import io.athanor.formats.FormatException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Consumer;

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

  /** The words of a text, one after the other, without holding all of them. */
  public static void words(String text, Consumer<String> each) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
        if (i > start) {
          each.accept(text.substring(start, i));
        }
        start = i + 1;
      }
    }
  }

  /** Numbers that become more, up to {@link #MOST}. */
  public static final class Growing {
    /** More than any event can carry, and little enough to hold. */
    public static final int MOST = 4_000_000;

    private final String format;
    private double[] values = new double[64];
    private int size;

    /** None yet. */
    public Growing(String format) {
      this.format = format;
    }

    /**
     * Adds one.
     *
     * @throws FormatException in the name of the format if there are too many
     */
    public void add(double value) {
      if (size == MOST) {
        throw new FormatException(format, "", "more than " + MOST + " numbers in one column");
      }
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
