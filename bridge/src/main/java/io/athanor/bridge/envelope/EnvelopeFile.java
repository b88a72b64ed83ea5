package io.athanor.bridge.envelope;

import io.athanor.materials.MaterialException;
import io.athanor.materials.space.Comparison;
import io.athanor.materials.unit.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads an envelope from YAML. A word that it does not know is an error: a limit that was misspelt
 * would be no limit.
 *
 * <pre>{@code
 * parameters:
 *   temperature: {unit: Cel, low: 20, high: 900, perMinute: 10}
 *   time: {unit: min, low: 0, high: 240}
 *   gas: {options: [N2, Ar, H2]}
 *   stirring: {unit: rpm, low: 0, high: 600, required: false}
 * elsewhere: [wavelength]
 * demanded:
 *   - {name: heat, comparison: "temperature * time <= 90000"}
 * forbidden:
 *   - {name: hot hydrogen, comparisons: ["temperature > 400"], options: {gas: [H2]}}
 * totals:
 *   - {name: furnace time, of: [time], perHour: 60, perDay: 600, ever: 10000}
 *   - {name: runs, of: [], perHour: 20}
 * }</pre>
 */
public final class EnvelopeFile {
  private final YamlNode root;
  private final String digest;

  private EnvelopeFile(String text) {
    this.root = YamlNode.parse(text);
    this.digest = digest(text);
  }

  /**
   * The envelope in a file.
   *
   * @throws IllegalArgumentException naming the file, the place in it and what is wrong
   */
  public static Envelope read(Path file) throws IOException {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The envelope in a text. */
  public static Envelope parse(String text) {
    return new EnvelopeFile(text).envelope();
  }

  private Envelope envelope() {
    root.only("parameters", "elsewhere", "demanded", "forbidden", "totals");
    Map<String, Limit> limits = new TreeMap<>();
    root.required("parameters")
        .members()
        .forEach((name, node) -> limits.put(name, node.checked(EnvelopeFile::limit)));
    Map<String, Integer> coordinates = Envelope.coordinates(limits);
    Set<String> elsewhere = new TreeSet<>(root.texts("elsewhere"));
    for (String name : elsewhere) {
      if (limits.containsKey(name)) {
        throw new IllegalArgumentException("elsewhere: '" + name + "' has a limit here");
      }
    }
    List<Rule> rules = new ArrayList<>();
    for (YamlNode each : root.items("demanded")) {
      each.only("name", "comparison");
      rules.add(
          new Rule.Demand(
              each.required("name").text(),
              comparison(each.required("comparison"), limits, coordinates)));
    }
    for (YamlNode each : root.items("forbidden")) {
      rules.add(each.checked(node -> forbidden(node, limits, coordinates)));
    }
    List<Total> totals = new ArrayList<>();
    for (YamlNode each : root.items("totals")) {
      totals.add(each.checked(node -> total(node, limits)));
    }
    if (totals.stream().map(Total::name).distinct().count() < totals.size()) {
      throw new IllegalArgumentException("totals: two have the same name");
    }
    return new Envelope(limits, elsewhere, rules, totals, digest);
  }

  private static Limit limit(YamlNode node) {
    node.only("unit", "low", "high", "perMinute", "options", "required");
    boolean required = node.flag("required", true);
    if (node.has("options")) {
      node.only("options", "required");
      return new Limit.Choice(new TreeSet<>(node.texts("options")), required);
    }
    String unit = node.required("unit").text();
    if (!Units.isKnown(unit)) {
      throw new IllegalArgumentException("unit: '" + unit + "' is unknown");
    }
    return new Limit.Range(
        unit,
        node.required("low").number(),
        node.required("high").number(),
        node.number("perMinute"),
        required);
  }

  private static Rule forbidden(
      YamlNode node, Map<String, Limit> limits, Map<String, Integer> coordinates) {
    node.only("name", "comparisons", "options");
    List<Comparison> comparisons = new ArrayList<>();
    for (YamlNode each : node.items("comparisons")) {
      Comparison comparison = comparison(each, limits, coordinates);
      if (comparison.isEquality()) {
        throw each.wrong("equality cannot be forbidden; use < and >");
      }
      comparisons.add(comparison);
    }
    Map<String, Set<String>> options = new TreeMap<>();
    if (node.has("options")) {
      node.required("options")
          .members()
          .forEach((name, words) -> options.put(name, options(name, words, limits)));
    }
    return new Rule.Forbidden(node.required("name").text(), comparisons, options);
  }

  private static Set<String> options(String name, YamlNode words, Map<String, Limit> limits) {
    if (!(limits.get(name) instanceof Limit.Choice choice)) {
      throw words.wrong("is no parameter with options");
    }
    requireRequired(words, name, limits);
    Set<String> options = new TreeSet<>(words.texts());
    if (!choice.options().containsAll(options)) {
      throw words.wrong("names what is not among " + choice.options());
    }
    return options;
  }

  private static Comparison comparison(
      YamlNode node, Map<String, Limit> limits, Map<String, Integer> coordinates) {
    Comparison comparison;
    try {
      comparison = Comparison.parse("comparison", node.text(), coordinates::get);
    } catch (MaterialException e) {
      throw node.wrong(e.getMessage());
    }
    comparison.names().forEach(name -> requireRequired(node, name, limits));
    return comparison;
  }

  private static Total total(YamlNode node, Map<String, Limit> limits) {
    node.only("name", "of", "perHour", "perDay", "ever");
    List<String> factors = node.texts("of");
    for (String factor : factors) {
      if (!(limits.get(factor) instanceof Limit.Range range) || range.low() < 0) {
        throw node.wrong("'" + factor + "' is no number parameter that is never negative");
      }
      requireRequired(node, factor, limits);
    }
    return new Total(
        node.required("name").text(),
        factors,
        node.number("perHour"),
        node.number("perDay"),
        node.number("ever"));
  }

  /** A rule about what need not be there would say nothing where it is not. */
  private static void requireRequired(YamlNode node, String name, Map<String, Limit> limits) {
    if (!limits.get(name).required()) {
      throw node.wrong("'" + name + "' must be required, since a rule depends on it");
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
