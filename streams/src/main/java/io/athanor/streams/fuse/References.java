package io.athanor.streams.fuse;

import io.athanor.event.ObservationDerived;
import io.athanor.materials.MaterialException;
import io.athanor.materials.fusion.Calibration.Deviation;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import io.athanor.streams.derive.CanonicalUnits;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reference samples and what they are known to be. A reading whose sample is called {@code
 * reference:NAME} tells how far its instrument is off.
 *
 * @param values known value by {@code NAME.property}
 */
public record References(Map<String, Quantity> values) {
  /** What the id of a reference sample begins with. */
  public static final String PREFIX = "reference:";

  /** No reference samples. */
  public static final References NONE = new References(Map.of());

  /** Takes an immutable copy; the values of one property must compare. */
  public References {
    values = Map.copyOf(values);
    Map<String, String> units = new TreeMap<>();
    for (Map.Entry<String, Quantity> entry : new TreeMap<>(values).entrySet()) {
      String property = entry.getKey().substring(entry.getKey().indexOf('.') + 1);
      String unit = units.putIfAbsent(property, entry.getValue().unit());
      if (unit != null && !Units.isConvertible(unit, entry.getValue().unit())) {
        throw new IllegalArgumentException(
            "'" + entry.getKey() + "': its unit does not convert to " + unit);
      }
    }
  }

  /**
   * Reads {@code NAME.property=VALUE UNIT}, several separated by semicolons; the value may have its
   * standard error behind {@code +-}: {@code si-wafer.lattice_parameter=5.43102+-0.00001 Ao}.
   *
   * @throws IllegalArgumentException naming the part that cannot be read
   */
  public static References parse(String text) {
    Map<String, Quantity> values = new TreeMap<>();
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        String[] sides = part.strip().split("=", 2);
        String[] words = sides.length < 2 ? new String[0] : sides[1].strip().split("\\s+", 2);
        int dot = sides[0].indexOf('.');
        if (words.length < 2 || dot < 1 || dot == sides[0].strip().length() - 1) {
          throw new IllegalArgumentException(
              "'" + part.strip() + "' is not NAME.property=VALUE UNIT");
        }
        String name = sides[0].strip();
        Quantity value = quantity(part.strip(), words);
        if (values.put(name, CanonicalUnits.convert(name.substring(dot + 1), value)) != null) {
          throw new IllegalArgumentException("'" + name + "' is given twice");
        }
      }
    }
    return new References(values);
  }

  private static Quantity quantity(String part, String[] words) {
    try {
      String[] numbers = words[0].split("\\+-", 2);
      double value = Double.parseDouble(numbers[0]);
      return numbers.length == 1
          ? Quantity.of(value, words[1])
          : Quantity.of(value, words[1], Double.parseDouble(numbers[1]));
    } catch (MaterialException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + part + "': " + e.getMessage(), e);
    }
  }

  /** How far the reading of a reference sample is off; empty for any other, or an odd unit. */
  public Optional<Deviation> deviation(ObservationDerived observed) {
    if (!observed.getSampleId().startsWith(PREFIX) || observed.getInstrumentId() == null) {
      return Optional.empty();
    }
    String name = observed.getSampleId().substring(PREFIX.length()) + "." + observed.getProperty();
    Quantity known = values.get(name);
    if (known == null) {
      return Optional.empty();
    }
    try {
      // the error of the known value is common to all readings of it: it does not average out
      Quantity difference = Differences.of(Quantities.fromEvent(observed.getQuantity()), known);
      Quantity own =
          new Quantity(
              difference.value(),
              difference.unit(),
              Quantities.fromEvent(observed.getQuantity())
                  .to(known.unit())
                  .to(difference.unit())
                  .sem(),
              difference.n());
      return Optional.of(
          new Deviation(observed.getMeta().getOccurredAt(), observed.getReadingId(), own));
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }
}
