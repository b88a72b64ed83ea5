package io.athanor.acquisition.critic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kind of quantity a setting's name promises. */
public enum Quality {
  /** May be below zero on its own scale, never below 0 K. */
  TEMPERATURE("K", "temperature", "temp"),
  /** How long. */
  TIME("s", "time", "duration", "dwell", "hours", "minutes", "seconds"),
  /** Of a gas. */
  PRESSURE("Pa", "pressure", "vacuum"),
  /** Of a substance. */
  MASS("g", "mass", "weight"),
  /** Of a substance. */
  VOLUME("L", "volume"),
  /** Of a layer or a wave. */
  LENGTH("m", "thickness", "wavelength"),
  /** Of a solution. */
  CONCENTRATION("mol/L", "concentration", "molarity"),
  /** Nothing that is known. */
  OTHER("");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

  private final String unit;
  private final List<String> words;

  Quality(String unit, String... words) {
    this.unit = unit;
    this.words = List.of(words);
  }

  /** What the name promises: its last word counts. */
  public static Quality of(String name) {
    List<String> parts =
        BETWEEN_WORDS
            .splitAsStream(name)
            .map(each -> each.toLowerCase(Locale.ROOT))
            .filter(each -> !each.isEmpty())
            .toList();
    for (Quality quality : values()) {
      // the noun comes last, in 'anneal_temperature' as in 'time'; a ratio of two is neither
      if (!parts.isEmpty() && quality.words.contains(parts.get(parts.size() - 1))) {
        return quality;
      }
    }
    return OTHER;
  }

  /** A unit of this quantity; empty where the name promises nothing. */
  Optional<String> unit() {
    return unit.isEmpty() ? Optional.empty() : Optional.of(unit);
  }

  /** Whether less than nothing of it makes no sense. */
  boolean isAmount() {
    return this != OTHER && this != TEMPERATURE;
  }
}
