package io.athanor.materials.unit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.measure.IncommensurableException;
import javax.measure.Unit;
import javax.measure.UnitConverter;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenMgrError;

/**
 * Units of measure by their UCUM code (case-sensitive form, ucum.org), and a few spellings in
 * common use: {@code Angstrom}, {@code degC}, {@code ohm}, {@code mAh}, {@code rpm}, {@code Torr},
 * the degree, micro, ohm and Angstrom signs. {@code 1} and {@code %} are dimensionless; angles are
 * too, as UCUM has it. {@code Cel} inside a product or quotient means a difference, that is,
 * kelvin: a heating rate in {@code Cel/min} is what laboratories write.
 *
 * <p>Physical constants are the library's (CODATA 2006: 1 eV = 1.602176487e-19 J, 9e-8 below the SI
 * of 2019), which matters only between electronvolt and joule. Thread-safe.
 */
public final class Units {
  private static final int MAXIMUM_LENGTH = 64;
  private static final int MAXIMUM_CACHED = 4_096;
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("Angstrom", "Ao"),
          Map.entry("angstrom", "Ao"),
          Map.entry("\u00c5", "Ao"),
          Map.entry("\u212b", "Ao"),
          Map.entry("degC", "Cel"),
          Map.entry("\u00b0C", "Cel"),
          Map.entry("degF", "[degF]"),
          Map.entry("\u00b0F", "[degF]"),
          Map.entry("\u00b0", "deg"),
          Map.entry("degree", "deg"),
          Map.entry("ohm", "Ohm"),
          Map.entry("percent", "%"),
          Map.entry("mAh", "mA.h"),
          Map.entry("rpm", "/min"),
          Map.entry("Torr", "mm[Hg]"),
          Map.entry("psi", "[psi]"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("ppb", "[ppb]"),
          Map.entry("pH", "[pH]"));
  private static final Pattern ALIAS_WORD = Pattern.compile("[A-Za-z\u00c5\u212b\u00b0]+");
  private static final Pattern POWER_OF_TEN = Pattern.compile("10[*^]([+-]?)(\\d{1,2})");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  // the library reads 0.5 as 0 times 5 and a//b as a.b, and takes powers of any size
  private static final Pattern MISREAD =
      Pattern.compile("\\d\\.\\d|//|\\.\\.|/\\.|[A-Za-z\\]%][+-]?\\d{2,}|(?<!\\d)0");
  private static final Pattern CELSIUS_IN_TERM = Pattern.compile("(?<![A-Za-z\\[])Cel(?![A-Za-z])");

  private static final Pattern ANNOTATION = Pattern.compile("\\{[^{}]*}");

  private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Pair, Conversion> CONVERSIONS = new ConcurrentHashMap<>();
  private static final UCUMFormat FORMAT =
      UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE);

  private record Known(String code, Unit<?> unit, boolean proportional) {}

  private record Pair(String from, String to) {}

  private Units() {}

  /**
   * The UCUM code of a unit, common spellings translated: {@code Angstrom} becomes {@code Ao}.
   *
   * @throws UnitException if the unit is not known
   */
  public static String code(String unit) {
    return known(unit).code();
  }

  /** Whether {@link #code} accepts this unit. */
  public static boolean isKnown(String unit) {
    return find(unit).isPresent();
  }

  /**
   * Whether values can be converted from one unit to the other.
   *
   * @throws UnitException if a unit is not known
   */
  public static boolean isConvertible(String from, String to) {
    Known source = known(from);
    Known target = known(to);
    try {
      conversion(source, target);
      return true;
    } catch (UnitException e) {
      return false;
    }
  }

  /**
   * A value in another unit, offsets (as of {@code Cel}) included.
   *
   * @throws UnitException if a unit is not known or the two measure different things
   */
  public static double convert(double value, String from, String to) {
    return conversion(from, to).apply(value);
  }

  /** Whether zero means none of it: not so for Cel, [degF], [pH], dB. */
  static boolean isProportional(String unit) {
    return known(unit).proportional();
  }

  /** The conversion itself, for values and for differences. */
  static Conversion conversion(String from, String to) {
    return conversion(known(from), known(to));
  }

  private static Conversion conversion(Known from, Known to) {
    if (from.code().equals(to.code())) {
      return Conversion.IDENTITY;
    }
    Pair pair = new Pair(from.code(), to.code());
    Conversion cached = CONVERSIONS.get(pair);
    if (cached != null) {
      return cached;
    }
    Conversion conversion = derive(from, to);
    if (CONVERSIONS.size() < MAXIMUM_CACHED) {
      CONVERSIONS.put(pair, conversion);
    }
    return conversion;
  }

  private static Conversion derive(Known from, Known to) {
    if (!from.unit().getDimension().equals(to.unit().getDimension())) {
      throw new UnitException(
          "'" + from.code() + "' cannot be converted to '" + to.code() + "': different dimensions");
    }
    try {
      UnitConverter converter = from.unit().getConverterToAny(to.unit());
      return Conversion.of(converter);
    } catch (RuntimeException | IncommensurableException e) {
      throw new UnitException(
          "'" + from.code() + "' cannot be converted to '" + to.code() + "': not a linear scale");
    }
  }

  private static Known known(String unit) {
    return find(unit).orElseThrow(() -> new UnitException("unknown unit '" + shown(unit) + "'"));
  }

  private static Optional<Known> find(String unit) {
    Known cached = KNOWN.get(unit);
    if (cached != null) {
      return Optional.of(cached);
    }
    if (unit.length() > MAXIMUM_LENGTH) {
      return Optional.empty();
    }
    Optional<Known> found = parse(translate(unit));
    if (KNOWN.size() < MAXIMUM_CACHED) {
      found.ifPresent(known -> KNOWN.put(unit, known));
    }
    return found;
  }

  private static Optional<Known> parse(String code) {
    String readable = POWER_OF_TEN.matcher(code).replaceAll(Units::powerOfTen);
    if (!PRINTABLE.matcher(code).matches() || MISREAD.matcher(readable).find()) {
      return Optional.empty();
    }
    if (!ANNOTATION.matcher(code).replaceAll("").equals("Cel")) {
      readable = CELSIUS_IN_TERM.matcher(readable).replaceAll("K");
    }
    try {
      synchronized (FORMAT) {
        Unit<?> unit = FORMAT.parse(readable);
        return Optional.of(new Known(code, unit, isProportional(unit)));
      }
    } catch (RuntimeException | TokenMgrError e) {
      return Optional.empty();
    }
  }

  private static boolean isProportional(Unit<?> unit) {
    try {
      return Conversion.of(unit.getConverterToAny(unit.getSystemUnit())).offset() == 0;
    } catch (RuntimeException | IncommensurableException e) {
      return false;
    }
  }

  private static String powerOfTen(MatchResult power) {
    String digits = "1" + "0".repeat(Math.min(18, Integer.parseInt(power.group(2))));
    return power.group(1).equals("-") ? "(1/" + digits + ")" : digits;
  }

  private static String translate(String unit) {
    String plain = unit.strip().replace('\u00b5', 'u').replace('\u03bc', 'u');
    plain = plain.replace("\u03a9", "Ohm").replace("\u2126", "Ohm");
    int brace = plain.indexOf('{');
    String head = brace < 0 ? plain : plain.substring(0, brace);
    String tail = brace < 0 ? "" : plain.substring(brace);
    Matcher words = ALIAS_WORD.matcher(head);
    StringBuilder translated = new StringBuilder();
    while (words.find()) {
      boolean bracketed = words.start() > 0 && head.charAt(words.start() - 1) == '[';
      String word = words.group();
      words.appendReplacement(
          translated,
          Matcher.quoteReplacement(bracketed ? word : ALIASES.getOrDefault(word, word)));
    }
    return words.appendTail(translated).append(tail).toString();
  }

  private static String shown(String unit) {
    return unit.length() <= MAXIMUM_LENGTH ? unit : unit.substring(0, MAXIMUM_LENGTH) + "...";
  }
}
