package io.athanor.allinone.invent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.athanor.generator.ElementTerms;
import io.athanor.generator.Goal;
import io.athanor.generator.Objective;
import io.athanor.generator.PropertyRange;
import io.athanor.materials.composition.Element;
import io.athanor.materials.unit.UnitException;
import io.athanor.materials.unit.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A goal as people write it, in YAML or JSON:
 *
 * <pre>
 * limits:
 *   - {property: band_gap, unit: eV, lower: 1.5, upper: 3.0}
 * objectives:
 *   - {property: formation_energy_per_atom, goal: minimize, unit: eV, scale: 0.5}
 * elements: {allowed: [], required: [O], forbidden: [Pb, Cd], fewest: 2, most: 4}
 * prototypes: [perovskite]      # names or anonymous formulas; none for any
 * atomsMost: 20
 * costMost: 50                  # US dollars a kilogram of elements
 * concentrationMost: 5000       # Herfindahl-Hirschman index of production
 * </pre>
 */
final class GoalFile {
  private static final long MOST_BYTES = 1 << 20;
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final int ATOMS = 20;
  private static final int MOST_ATOMS = 100;
  private static final int ELEMENTS = 6;

  private GoalFile() {}

  /**
   * Reads a goal.
   *
   * @param units of the properties that can be predicted, by name
   * @throws IllegalArgumentException naming field and reason
   */
  static Goal read(Path file, Map<String, String> units) {
    JsonNode root;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("goal: the file is larger than a mebibyte");
      }
      root = YAML.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "goal: is neither YAML nor JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("goal: " + file + " cannot be read", e);
    }
    return goal(root, units);
  }

  private static Goal goal(JsonNode root, Map<String, String> units) {
    Fields.only(
        root,
        "goal",
        Set.of(
            "name",
            "limits",
            "objectives",
            "elements",
            "prototypes",
            "atomsMost",
            "costMost",
            "concentrationMost"));
    List<PropertyRange> limits = new ArrayList<>();
    for (int i = 0; i < Fields.list(root, "limits").size(); i++) {
      limits.add(limit(root.get("limits").get(i), "limits[" + i + "]", units));
    }
    List<Objective> objectives = new ArrayList<>();
    for (int i = 0; i < Fields.list(root, "objectives").size(); i++) {
      objectives.add(objective(root.get("objectives").get(i), "objectives[" + i + "]", units));
    }
    if (limits.isEmpty() && objectives.isEmpty()) {
      throw new IllegalArgumentException("goal: needs limits or objectives, has neither");
    }
    int atoms = Fields.whole(root, "atomsMost", "atomsMost", ATOMS);
    if (atoms > MOST_ATOMS) {
      throw new IllegalArgumentException("atomsMost: must be at most 100 but is " + atoms);
    }
    return new Goal(
        limits,
        objectives,
        elements(root.path("elements")),
        Fields.texts(root, "prototypes", "prototypes"),
        atoms,
        Fields.number(root, "costMost", "costMost"),
        Fields.number(root, "concentrationMost", "concentrationMost"));
  }

  private static PropertyRange limit(JsonNode node, String at, Map<String, String> units) {
    Fields.only(node, at, Set.of("property", "unit", "lower", "upper"));
    String property = property(node, at, units);
    OptionalDouble lower = Fields.number(node, "lower", at + ".lower");
    OptionalDouble upper = Fields.number(node, "upper", at + ".upper");
    if (lower.isEmpty() && upper.isEmpty()) {
      throw new IllegalArgumentException(at + ": needs lower or upper, has neither");
    }
    String unit = Fields.text(node, "unit", at + ".unit");
    return new PropertyRange(
        property,
        lower.isPresent()
            ? converted(lower.getAsDouble(), unit, units.get(property), at)
            : Double.NEGATIVE_INFINITY,
        upper.isPresent()
            ? converted(upper.getAsDouble(), unit, units.get(property), at)
            : Double.POSITIVE_INFINITY);
  }

  private static Objective objective(JsonNode node, String at, Map<String, String> units) {
    Fields.only(node, at, Set.of("property", "goal", "unit", "scale"));
    String property = property(node, at, units);
    String goal = Fields.text(node, "goal", at + ".goal");
    if (!goal.equals("maximize") && !goal.equals("minimize")) {
      throw new IllegalArgumentException(
          at + ".goal: must be maximize or minimize but is '" + goal + "'");
    }
    double scale = Fields.number(node, "scale", at + ".scale").orElse(1);
    String unit = Fields.text(node, "unit", at + ".unit");
    // a difference: whatever the unit's zero is does not count
    double converted =
        converted(scale, unit, units.get(property), at)
            - converted(0, unit, units.get(property), at);
    return new Objective(property, goal.equals("maximize"), converted);
  }

  private static String property(JsonNode node, String at, Map<String, String> units) {
    String property = Fields.text(node, "property", at + ".property");
    if (!units.containsKey(property)) {
      throw new IllegalArgumentException(
          "%s.property: the model does not predict '%s'; it predicts %s"
              .formatted(at, property, String.join(", ", units.keySet())));
    }
    return property;
  }

  private static double converted(double value, String from, String to, String at) {
    try {
      return Units.convert(value, from, to);
    } catch (UnitException e) {
      throw new IllegalArgumentException(
          "%s.unit: '%s' cannot be converted to %s".formatted(at, from, to), e);
    }
  }

  private static ElementTerms elements(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return new ElementTerms(Set.of(), Set.of(), Set.of(), 1, ELEMENTS);
    }
    Fields.only(node, "elements", Set.of("allowed", "required", "forbidden", "fewest", "most"));
    return new ElementTerms(
        symbols(node, "allowed"),
        symbols(node, "required"),
        symbols(node, "forbidden"),
        Fields.whole(node, "fewest", "elements.fewest", 1),
        Fields.whole(node, "most", "elements.most", ELEMENTS));
  }

  private static Set<Element> symbols(JsonNode node, String field) {
    Set<Element> elements = new TreeSet<>();
    List<String> texts = Fields.texts(node, field, "elements." + field);
    for (String text : texts) {
      elements.add(
          Element.ofSymbol(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "elements.%s: '%s' is no element".formatted(field, text))));
    }
    return elements;
  }
}
