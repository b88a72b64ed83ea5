package io.athanor.schemas.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings that have been checked against their declarations. A properties file gives them, the
 * environment overrides the file ({@code ATHANOR_GATEWAY_PORT} for {@code gateway.port}), and
 * whatever starts with {@value #KAFKA} goes to the Kafka clients as it is, without the prefix.
 */
public final class Settings {
  /** Prefix of settings that are handed to the Kafka clients untouched. */
  public static final String KAFKA = "kafka.";

  private static final String VARIABLE = "ATHANOR_";
  private static final String KAFKA_VARIABLE = "ATHANOR_KAFKA_";
  private static final String MISSING = "must be given (";
  private static final int CLOSE_ENOUGH = 3;

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Checks {@code values} against {@code known}.
   *
   * @throws SettingsException naming every setting that is unknown (with the nearest known one),
   *     missing or wrong
   */
  public static Settings of(Map<String, String> values, Collection<Setting<?>> known) {
    List<String> problems = new ArrayList<>();
    Map<String, Setting<?>> byName = new TreeMap<>();
    known.forEach(setting -> byName.put(setting.name(), setting));
    for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
      Setting<?> setting = byName.get(entry.getKey());
      if (setting != null) {
        try {
          Objects.requireNonNull(setting.parser().apply(entry.getValue()), setting.name());
        } catch (IllegalArgumentException e) {
          problems.add(entry.getKey() + ": " + e.getMessage());
        }
      } else if (!entry.getKey().startsWith(KAFKA)) {
        problems.add(entry.getKey() + ": no such setting" + hint(entry.getKey(), byName));
      }
    }
    for (Setting<?> setting : byName.values()) {
      if (setting.defaultText() == null && !values.containsKey(setting.name())) {
        problems.add(setting.name() + ": " + MISSING + setting.kind() + ")");
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Settings(new TreeMap<>(values));
  }

  /**
   * Reads a properties file (where given), then the environment, then checks. Variables that are
   * nobody's are left alone, unless they are one slip away from one of ours.
   *
   * @throws SettingsException as {@link #of}, or if the file cannot be read
   */
  public static Settings load(
      Optional<Path> file, Map<String, String> environment, Collection<Setting<?>> known) {
    Map<String, String> values = new TreeMap<>();
    file.ifPresent(path -> values.putAll(read(path)));
    Map<String, String> names = new TreeMap<>();
    known.forEach(setting -> names.put(setting.variable(), setting.name()));
    List<String> slips = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (names.containsKey(variable)) {
                values.put(names.get(variable), value);
              } else if (variable.startsWith(KAFKA_VARIABLE)) {
                String key = variable.substring(VARIABLE.length()).toLowerCase(Locale.ROOT);
                values.put(key.replace('_', '.'), value);
              } else if (variable.startsWith(VARIABLE)) {
                nearest(variable, names.keySet(), 2)
                    .ifPresent(
                        each ->
                            slips.add(variable + ": no such variable; did you mean " + each + "?"));
              }
            });
    try {
      Settings settings = of(values, known);
      if (slips.isEmpty()) {
        return settings;
      }
    } catch (SettingsException e) {
      slips.addAll(e.problems());
    }
    throw new SettingsException(slips);
  }

  /** The value of a setting, or its default. */
  public <T> T get(Setting<T> setting) {
    String text = values.getOrDefault(setting.name(), setting.defaultText());
    if (text == null) {
      throw new SettingsException(List.of(setting.name() + ": " + MISSING + setting.kind() + ")"));
    }
    return setting.parser().apply(text);
  }

  /** These, with {@code text} for {@code setting} whatever was given. */
  public Settings with(Setting<?> setting, String text) {
    Objects.requireNonNull(setting.parser().apply(text), setting.name());
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(setting.name(), text);
    return new Settings(changed);
  }

  /** These, with {@code text} for {@code setting} where nothing was given. */
  public Settings otherwise(Setting<?> setting, String text) {
    return values.containsKey(setting.name()) ? this : with(setting, text);
  }

  /** Client properties: what followed {@value #KAFKA}. */
  public Map<String, String> kafka() {
    Map<String, String> client = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            client.put(key.substring(KAFKA.length()), value);
          }
        });
    return client;
  }

  private static Map<String, String> read(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(List.of("cannot read settings from " + path + ": " + e));
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static String hint(String name, Map<String, Setting<?>> known) {
    return nearest(name, known.keySet(), CLOSE_ENOUGH)
        .map(each -> "; did you mean " + each + "?")
        .orElse("");
  }

  private static Optional<String> nearest(String name, Set<String> known, int farthest) {
    return known.stream()
        .min(Comparator.comparingInt((String each) -> distance(name, each)))
        .filter(each -> distance(name, each) <= farthest);
  }

  /** Levenshtein distance. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] =
            Math.min(Math.min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + substitution);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
