package io.athanor.formats.text;

import io.athanor.formats.FormatException;
import io.athanor.materials.unit.UnitException;
import io.athanor.materials.unit.Units;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Units and names as instruments spell them, in the words of events. */
public final class Spelled {
  private static final int LONGEST_NAME = 64;

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("-", "1"),
          Map.entry("a.u.", "1"),
          Map.entry("ampere", "A"),
          Map.entry("amperes", "A"),
          Map.entry("amps", "A"),
          Map.entry("angstroms", "Ao"),
          Map.entry("arb. u.", "1"),
          Map.entry("arb. units", "1"),
          Map.entry("arb.u.", "1"),
          Map.entry("arbitrary units", "1"),
          Map.entry("celsius", "Cel"),
          Map.entry("cm-1", "/cm"),
          Map.entry("count", "{counts}"),
          Map.entry("counts", "{counts}"),
          Map.entry("counts/s", "{counts}/s"),
          Map.entry("cps", "{counts}/s"),
          Map.entry("cts", "{counts}"),
          Map.entry("degrees", "deg"),
          Map.entry("gram", "g"),
          Map.entry("grams", "g"),
          Map.entry("hour", "h"),
          Map.entry("hours", "h"),
          Map.entry("kelvin", "K"),
          Map.entry("liter", "L"),
          Map.entry("microliter", "uL"),
          Map.entry("milligram", "mg"),
          Map.entry("milliliter", "mL"),
          Map.entry("minute", "min"),
          Map.entry("minutes", "min"),
          Map.entry("nanometer", "nm"),
          Map.entry("nanometers", "nm"),
          Map.entry("sec", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("volt", "V"),
          Map.entry("volts", "V"));

  private static final Pattern TWO_THETA =
      Pattern.compile(
          "(?:2|two)[ _-]?(?:theta|\u03b8|th)|tth|\u00b0?2\u03b8", Pattern.CASE_INSENSITIVE);

  private Spelled() {}

  /**
   * The UCUM code of a unit as it is spelled.
   *
   * @throws FormatException naming the unit if it is not known
   */
  public static String unit(String format, String place, String spelled) {
    try {
      return Units.code(plain(spelled));
    } catch (UnitException e) {
      throw new FormatException(format, place, e.reason());
    }
  }

  /**
   * Checks that a unit measures a length.
   *
   * @throws FormatException if it does not
   */
  public static void requireLength(String format, String place, String unit) {
    if (!Units.isConvertible(unit, "m")) {
      throw new FormatException(format, place, "'" + unit + "' is no unit of length");
    }
  }

  /** Whether {@link #unit} knows it. */
  public static boolean isUnit(String spelled) {
    return Units.isKnown(plain(spelled));
  }

  /**
   * A name in snake case: {@code Current Density} becomes {@code current_density}, and every
   * spelling of the diffraction angle {@code two_theta}; {@code value} where nothing is left.
   */
  public static String name(String spelled) {
    String bare = spelled.strip();
    if (TWO_THETA.matcher(bare).matches()) {
      return "two_theta";
    }
    StringBuilder name = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < bare.length() && name.length() < LONGEST_NAME; i++) {
      char c = bare.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean hump = i > 0 && c >= 'A' && c <= 'Z' && Character.isLowerCase(bare.charAt(i - 1));
      if ((gap || hump) && word && name.length() > 0) {
        name.append('_');
      }
      gap = !word;
      if (word) {
        name.append(c);
      }
    }
    return name.length() == 0 ? "value" : name.toString().toLowerCase(Locale.ROOT);
  }

  private static String plain(String spelled) {
    String plain =
        spelled.strip().replace("\u00b2", "2").replace("\u207b\u00b9", "-1").replace("^", "");
    return UNITS.getOrDefault(plain.toLowerCase(Locale.ROOT), plain);
  }
}
