package io.athanor.federation.app;

import io.athanor.materials.unit.Units;
import java.util.Arrays;
import java.util.List;

/**
 * A property whose head a site sums up with others.
 *
 * @param property its name
 * @param unit UCUM code that values are converted to
 * @param scale what they are divided by before they are summed, in that unit, positive
 */
public record Wanted(String property, String unit, double scale) {
  /** Checks the fields. */
  public Wanted {
    if (property.isBlank()) {
      throw new IllegalArgumentException("federation.properties: a name is blank");
    }
    if (!Units.isKnown(unit)) {
      throw new IllegalArgumentException(
          "federation.properties: " + property + ": '" + unit + "' is no unit");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "federation.properties: " + property + ": scale " + scale + " is not positive");
    }
  }

  /**
   * From 'band_gap:eV, heat:eV/{cell}:0.5'.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static List<Wanted> read(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(Wanted::one)
        .toList();
  }

  private static Wanted one(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "federation.properties: '" + text + "' is not property:unit or property:unit:scale");
    }
    try {
      return new Wanted(
          parts[0].strip(),
          parts[1].strip(),
          parts.length == 3 ? Double.parseDouble(parts[2].strip()) : 1);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "federation.properties: '" + parts[2] + "' is no number", e);
    }
  }
}
