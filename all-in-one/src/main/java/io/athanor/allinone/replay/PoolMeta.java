package io.athanor.allinone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The description of an Olympus data set (Haese et al., Mach. Learn.: Sci. Technol. 2 (2021)
 * 035021): what its columns are and what is sought.
 *
 * @param name of the set
 * @param parameters inputs
 * @param measurements outputs, each with its goal
 * @param constraint on the inputs: {@code none}, {@code simplex}, …
 */
record PoolMeta(
    String name, List<Input> parameters, List<Measurement> measurements, String constraint) {

  /** Kind of an input. */
  enum Kind {
    /** A number in a range. */
    CONTINUOUS,
    /** A number out of a list. */
    DISCRETE,
    /** A word. */
    CATEGORICAL
  }

  /** An input; {@code low} and {@code high} where it has bounds. */
  record Input(
      String name, Kind kind, Optional<Double> low, Optional<Double> high, List<String> options) {
    Input {
      options = List.copyOf(options);
    }
  }

  /**
   * An output.
   *
   * @param levels words from worst to best for an ordinal one, else empty
   */
  record Measurement(String name, Optional<Direction> goal, List<String> levels) {
    Measurement {
      levels = List.copyOf(levels);
    }
  }

  PoolMeta {
    parameters = List.copyOf(parameters);
    measurements = List.copyOf(measurements);
    if (parameters.isEmpty()) {
      throw new ReplayException("the description of '" + name + "' names no parameters");
    }
    if (measurements.isEmpty()) {
      throw new ReplayException("the description of '" + name + "' names no measurements");
    }
  }

  static PoolMeta read(Path file) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new ReplayException("cannot read the description " + file + ": " + e.getMessage(), e);
    }
    try {
      return of(root);
    } catch (ReplayException e) {
      throw new ReplayException(file + ": " + e.getMessage(), e);
    }
  }

  private static PoolMeta of(JsonNode root) {
    List<Input> inputs = new ArrayList<>();
    for (JsonNode node : root.path("parameters")) {
      inputs.add(
          new Input(
              text(node, "name"),
              kind(node),
              number(node, "low"),
              number(node, "high"),
              words(node.path("options"))));
    }
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode node : root.path("measurements")) {
      JsonNode goals = root.path("goal");
      JsonNode goal = goals.isArray() ? goals.path(measurements.size()) : goals;
      measurements.add(
          new Measurement(
              text(node, "name"),
              goal.isTextual() ? Optional.of(Direction.of(goal.asText())) : Optional.empty(),
              "ordinal".equals(node.path("type").asText())
                  ? words(node.path("options"))
                  : List.of()));
    }
    return new PoolMeta(
        root.path("name").asText("unnamed"),
        inputs,
        measurements,
        root.path("constraints").path("parameters").asText("none"));
  }

  private static Kind kind(JsonNode node) {
    String type = text(node, "type");
    return switch (type) {
      case "continuous" -> Kind.CONTINUOUS;
      case "discrete" -> Kind.DISCRETE;
      case "categorical", "ordinal" -> Kind.CATEGORICAL;
      default ->
          throw new ReplayException(
              "parameter '" + node.path("name").asText() + "': no such type '" + type + "'");
    };
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new ReplayException("an entry lacks '" + field + "': " + node);
    }
    return node.path(field).asText();
  }

  private static Optional<Double> number(JsonNode node, String field) {
    return node.path(field).isNumber()
        ? Optional.of(node.path(field).asDouble())
        : Optional.empty();
  }

  private static List<String> words(JsonNode options) {
    List<String> words = new ArrayList<>();
    options.forEach(option -> words.add(option.asText()));
    return words;
  }
}
