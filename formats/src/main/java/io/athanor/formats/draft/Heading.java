package io.athanor.formats.draft;

import io.athanor.formats.text.Spelled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a header's cell says: {@code Temperature (°C)}, {@code c [mol/L]}, {@code time/min}, {@code
 * T_C}, {@code Yield %}.
 *
 * @param spelled as it stands there
 * @param name without the unit
 * @param unit UCUM code; empty where none is said
 */
record Heading(String spelled, String name, Optional<String> unit) {
  private static final int LONGEST = 128;
  private static final Pattern BRACKETED =
      Pattern.compile("(.*?)\\s*[(\\[{]\\s*([^()\\[\\]{}]*?)\\s*[)\\]}]\\s*");
  private static final Pattern WORDS = Pattern.compile("(.+?)[\\s_]*(%|\u00b0C|\u2103)");
  private static final Pattern SUFFIX = Pattern.compile("(.+?)[\\s_,.]+(?:in_)?([^\\s_,.]+)");
  private static final Pattern NUMBER = Pattern.compile("\\d(?!0?[*^])");
  private static final Pattern COMMA = Pattern.compile("(.+?),\\s*([^,]+)");

  /** Suffixes that are units whatever stands before them. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("degc", "Cel"),
          Map.entry("celsius", "Cel"),
          Map.entry("kelvin", "K"),
          Map.entry("degk", "K"),
          Map.entry("pct", "%"),
          Map.entry("percent", "%"),
          Map.entry("perc", "%"),
          Map.entry("ml", "mL"),
          Map.entry("ul", "uL"),
          Map.entry("mg", "mg"),
          Map.entry("ug", "ug"),
          Map.entry("kg", "kg"),
          Map.entry("nm", "nm"),
          Map.entry("um", "um"),
          Map.entry("mm", "mm"),
          Map.entry("cm", "cm"),
          Map.entry("min", "min"),
          Map.entry("mins", "min"),
          Map.entry("minutes", "min"),
          Map.entry("sec", "s"),
          Map.entry("secs", "s"),
          Map.entry("seconds", "s"),
          Map.entry("ms", "ms"),
          Map.entry("hours", "h"),
          Map.entry("hrs", "h"),
          Map.entry("hr", "h"),
          Map.entry("days", "d"),
          Map.entry("mv", "mV"),
          Map.entry("ev", "eV"),
          Map.entry("mev", "meV"),
          Map.entry("ma", "mA"),
          Map.entry("gpa", "GPa"),
          Map.entry("mpa", "MPa"),
          Map.entry("kpa", "kPa"),
          Map.entry("mbar", "mbar"),
          Map.entry("bar", "bar"),
          Map.entry("rpm", "/min"),
          Map.entry("hz", "Hz"),
          Map.entry("khz", "kHz"),
          Map.entry("mmol", "mmol"),
          Map.entry("umol", "umol"),
          Map.entry("mm2", "mm2"),
          Map.entry("cm2", "cm2"),
          Map.entry("mlmin", "mL/min"));

  /** One letter is a unit only behind a word for what it measures. */
  private static final Map<String, Set<String>> LETTERS =
      Map.of(
          "C", Set.of("t", "temp", "temperature", "anneal", "bath"),
          "K", Set.of("t", "temp", "temperature", "anneal", "tc"),
          "F", Set.of("t", "temp", "temperature"),
          "s", Set.of("t", "time", "duration", "delay", "wait"),
          "h", Set.of("t", "time", "duration", "delay", "wait", "lifetime"),
          "V", Set.of("v", "u", "e", "voltage", "potential", "overpotential", "bias", "voc"),
          "A", Set.of("i", "current"),
          "W", Set.of("p", "power"),
          "M", Set.of("c", "conc", "concentration", "molarity"),
          "g", Set.of("m", "mass", "weight", "amount"));

  private static final Map<String, String> LETTER_UNITS =
      Map.of("C", "Cel", "F", "[degF]", "M", "mol/L");

  /** The heading of a cell. */
  static Heading of(String cell) {
    String plain = cell.strip().replaceAll("\\s+", " ");
    Matcher bracketed = BRACKETED.matcher(plain);
    if (bracketed.matches() && !bracketed.group(1).isBlank() && isUnit(bracketed.group(2))) {
      return new Heading(plain, named(bracketed.group(1)), code(bracketed.group(2)));
    }
    int gap = plain.lastIndexOf(' ');
    if (gap > 0 && plain.endsWith("%") && isUnit(plain.substring(gap + 1))) {
      return new Heading(plain, named(plain.substring(0, gap)), code(plain.substring(gap + 1)));
    }
    Matcher words = WORDS.matcher(plain);
    if (words.matches()) {
      return new Heading(plain, named(words.group(1)), code(words.group(2)));
    }
    Matcher comma = COMMA.matcher(plain);
    if (comma.matches() && isUnit(comma.group(2))) {
      return new Heading(plain, named(comma.group(1)), code(comma.group(2)));
    }
    int slash = plain.indexOf('/');
    if (slash > 0 && plain.indexOf(' ') < 0 && isUnit(plain.substring(slash + 1))) {
      return new Heading(plain, named(plain.substring(0, slash)), code(plain.substring(slash + 1)));
    }
    return suffixed(plain).orElseGet(() -> new Heading(plain, named(plain), Optional.empty()));
  }

  /** The same with a unit from a line of units. */
  Heading in(String other) {
    return unit.isPresent() || !isUnit(other) ? this : new Heading(spelled, name, code(other));
  }

  /** Under another name, where another column has this one. */
  Heading as(String other) {
    return new Heading(spelled, other, unit);
  }

  /** The words of the name, in lower case. */
  List<String> words() {
    return List.of(Spelled.name(name).split("_"));
  }

  /** Whether a text can be read as a unit. */
  static boolean isUnit(String text) {
    boolean number = !text.equals("1") && NUMBER.matcher(text).lookingAt();
    return !text.isBlank() && !number && text.length() <= 32 && Spelled.isUnit(text);
  }

  private static Optional<Heading> suffixed(String plain) {
    Matcher suffix = SUFFIX.matcher(plain);
    if (!suffix.matches()) {
      return Optional.empty();
    }
    String base = suffix.group(1);
    String last = suffix.group(2);
    Optional<String> unit = Optional.ofNullable(PLAIN.get(last.toLowerCase(java.util.Locale.ROOT)));
    Set<String> measures = LETTERS.getOrDefault(last, Set.of());
    List<String> words = List.of(Spelled.name(base).split("_"));
    if (unit.isEmpty() && measures.contains(words.get(words.size() - 1))) {
      unit = Optional.of(LETTER_UNITS.getOrDefault(last, last));
    }
    return unit.map(code -> new Heading(plain, named(base), Optional.of(code)));
  }

  private static Optional<String> code(String unit) {
    return Optional.of(Spelled.unit("CSV", "", unit));
  }

  private static String named(String text) {
    String plain = text.strip().replaceAll("[\\s_:,]+$", "");
    String name = plain.isEmpty() ? text.strip() : plain;
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }
}
