package io.athanor.formats.text;

import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.materials.unit.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Values of the domain from values of a file; what cannot be is a {@link FormatException}. */
public final class Made {
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Made() {}

  /**
   * What an axis is.
   *
   * @param name in snake case
   * @param unit UCUM code
   */
  public record Axis(String name, String unit) {}

  /** A curve; x must be strictly monotonic. */
  public static Payload.Curve curve(
      String format,
      String place,
      Axis x,
      double[] abscissa,
      Axis y,
      double[] ordinate,
      Map<String, Quantity> conditions) {
    try {
      return new Payload.Curve(
          x.name(), x.unit(), abscissa, y.name(), y.unit(), ordinate, conditions);
    } catch (IllegalArgumentException e) {
      throw new FormatException(format, place, e.getMessage());
    }
  }

  /** {@code count} positions from the first to the last, evenly. */
  public static double[] grid(double first, double last, int count) {
    double[] grid = new double[count];
    for (int i = 0; i < count; i++) {
      grid[i] = first + (last - first) * i / Math.max(1, count - 1);
    }
    return grid;
  }

  /** A time with its offset from UTC, to the microsecond; empty where it states none. */
  public static Optional<Instant> instant(String text) {
    try {
      return plausible(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A time of an instrument: from 1970 to 2200, to the microsecond. */
  public static Optional<Instant> plausible(Instant instant) {
    boolean fits = !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    return fits ? Optional.of(instant.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
  }

  /** A name a laboratory gives, without blanks around it; empty where there is none. */
  public static Optional<String> name(String text) {
    String plain = text.strip();
    return plain.isEmpty() || plain.length() > 256 ? Optional.empty() : Optional.of(plain);
  }
}
