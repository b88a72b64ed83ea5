package io.athanor.formats.document;

import io.athanor.materials.unit.Units;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of properties and units as instruments spell them, in Athanor's spelling. */
public final class Names {
  private static final int LONGEST = 200;
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("", "1"),
          Map.entry("(unitless)", "1"),
          Map.entry("unitless", "1"),
          Map.entry("dimensionless", "1"),
          Map.entry("none", "1"),
          Map.entry("a.u.", "1"),
          Map.entry("#", "1"),
          Map.entry("cts", "{counts}"),
          Map.entry("count", "{counts}"),
          Map.entry("counts", "{counts}"),
          Map.entry("counts/s", "{counts}/s"),
          Map.entry("counts_per_second", "{counts}/s"),
          Map.entry("cps", "{counts}/s"),
          Map.entry("degrees", "deg"),
          Map.entry("radian", "rad"),
          Map.entry("radians", "rad"),
          Map.entry("sec", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("minute", "min"),
          Map.entry("minutes", "min"),
          Map.entry("hours", "h"),
          Map.entry("angstroms", "Ao"),
          Map.entry("1/angstrom", "Ao-1"),
          Map.entry("1/a", "Ao-1"),
          Map.entry("a^-1", "Ao-1"),
          Map.entry("angstrom^-1", "Ao-1"),
          Map.entry("1/nm", "nm-1"),
          Map.entry("1/cm", "cm-1"),
          Map.entry("micron", "um"),
          Map.entry("microns", "um"),
          Map.entry("volts", "V"),
          Map.entry("kelvin", "K"),
          // absorbance is a logarithm of a ratio: a plain number
          Map.entry("au", "1"),
          Map.entry("mau", "10*-3"),
          Map.entry("mau.s", "10*-3.s"),
          Map.entry("mau.min", "10*-3.min"),
          Map.entry("rfu", "{RFU}"),
          Map.entry("rlu", "{RLU}"),
          Map.entry("m-1cm-1", "L.mol-1.cm-1"),
          Map.entry("kda", "ku"),
          Map.entry("da", "u"));

  private Names() {}

  /** A name in snake case: letters and digits kept, everything else one underscore. */
  public static String snake(String name) {
    String clipped = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    String plain =
        clipped
            .strip()
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{Nd}]+", "_")
            .replaceAll("^_+|_+$", "");
    return plain.isEmpty() ? "value" : plain;
  }

  /** The UCUM code of a unit as instruments write it, or empty where it is not known. */
  public static Optional<String> unit(String spelled) {
    String plain = spelled.strip().replace('\u03bc', 'u').replace('\u00b5', 'u');
    // the table first: UCUM reads AU as astronomical unit
    String translated = UNITS.getOrDefault(plain.toLowerCase(Locale.ROOT), plain);
    return Units.isKnown(translated) ? Optional.of(Units.code(translated)) : Optional.empty();
  }
}
