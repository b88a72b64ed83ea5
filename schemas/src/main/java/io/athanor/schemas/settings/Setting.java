package io.athanor.schemas.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One documented setting.
 *
 * @param name dotted, e.g. {@code gateway.port}; the environment spells it {@code
 *     ATHANOR_GATEWAY_PORT}
 * @param kind what it is, for people: 'integer 0..65535', 'duration', …
 * @param defaultText default, as it would be written; null where it must be given
 * @param doc one sentence
 * @param parser from text; throws {@link IllegalArgumentException} with the reason
 */
public record Setting<T>(
    String name, String kind, String defaultText, String doc, Function<String, T> parser) {
  /** Checks the declaration, the default included. */
  public Setting {
    if (!name.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+")) {
      throw new IllegalArgumentException("setting name '" + name + "'");
    }
    if (defaultText != null) {
      Objects.requireNonNull(parser.apply(defaultText), name);
    }
  }

  /** The environment variable that sets it. */
  public String variable() {
    return "ATHANOR_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Free text. */
  public static Setting<String> text(String name, String defaultText, String doc) {
    return new Setting<>(name, "text", defaultText, doc, Function.identity());
  }

  /** A whole number between two others, both included. */
  public static Setting<Integer> integer(
      String name, int defaultValue, int low, int high, String doc) {
    return new Setting<>(
        name,
        "integer " + low + ".." + high,
        Integer.toString(defaultValue),
        doc,
        text -> {
          int value = parseInteger(text);
          if (value < low || value > high) {
            throw new IllegalArgumentException(value + " is not in " + low + ".." + high);
          }
          return value;
        });
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String name, boolean defaultValue, String doc) {
    return new Setting<>(
        name,
        "true or false",
        Boolean.toString(defaultValue),
        doc,
        text ->
            switch (text.strip().toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("'" + text + "' is not true or false");
            });
  }

  /** A positive length of time, written '250ms', '30s', '10m', '2h' or '7d'. */
  public static Setting<Duration> duration(String name, String defaultText, String doc) {
    return new Setting<>(name, "duration", defaultText, doc, Setting::parseDuration);
  }

  /** One of an enum's constants, written in lower case with dashes. */
  public static <E extends Enum<E>> Setting<E> choice(
      String name, Class<E> type, E defaultValue, String doc) {
    String kinds =
        Arrays.stream(type.getEnumConstants())
            .map(Setting::spelled)
            .collect(Collectors.joining(" or "));
    return new Setting<>(
        name,
        kinds,
        spelled(defaultValue),
        doc,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(each -> spelled(each).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not " + kinds)));
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int parseInteger(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  private static Duration parseDuration(String text) {
    String trimmed = text.strip();
    String digits = trimmed.replaceAll("[a-z]+$", "");
    String unit = trimmed.substring(digits.length());
    long amount;
    try {
      amount = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a duration like 30s", e);
    }
    if (amount < 1) {
      throw new IllegalArgumentException("'" + text + "' is not positive");
    }
    try {
      return length(amount, unit, text);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too long", e);
    }
  }

  private static Duration length(long amount, String unit, String text) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException("'" + text + "' is not a duration like 30s");
    };
  }
}
