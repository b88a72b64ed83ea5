package io.athanor.allinone.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.formats.optimade.OptimadeFormat;
import io.athanor.inference.serving.RawKnown;
import io.athanor.inference.serving.RawMaterial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A line of JSON as structures: a record {@code {"id", "formula", "cell": [a, b, c, alpha, beta,
 * gamma], "species": [n], "frac": [n][3]}} (angstrom, degrees), with {@code "pattern": {"twoTheta",
 * "intensity", "wavelength"}} and {@code "literature": [{"model", "documents", "vector"}]} where
 * they are known (labels and whatever else it holds are passed over), or an entry of OPTIMADE's
 * JSON lines. What it holds is not judged here.
 */
final class StructureRecord {
  private static final String NAME = "JSON lines";
  private static final OptimadeFormat OPTIMADE = new OptimadeFormat();

  private StructureRecord() {}

  /**
   * What a line holds; nothing where it is blank or speaks of no structure, as a header does.
   *
   * @param place of the line, its name where it gives no id
   */
  static List<Item> of(String place, byte[] line) {
    if (new String(line, StandardCharsets.UTF_8).isBlank()) {
      return List.of();
    }
    JsonNode node;
    try {
      node = JsonText.document(NAME, line);
    } catch (FormatException e) {
      return List.of(new Item(place, new Item.Unreadable(e.reason())));
    }
    if (!node.isObject()) {
      return List.of(new Item(place, new Item.Unreadable("is no JSON object")));
    }
    // headers, what is said of properties, references: none is a structure
    boolean other = !JsonText.text(node, "type").orElse("structures").startsWith("structure");
    if (node.has("x-optimade") || other) {
      return List.of();
    }
    String id = id(node).orElse(place);
    if (node.has("attributes") || node.has("lattice_vectors") || node.has("data")) {
      return optimade(id, node);
    }
    return List.of(new Item(id, content(node)));
  }

  private static Item.Content content(JsonNode node) {
    Optional<String> formula = JsonText.text(node, "formula");
    boolean some = isGiven(node, "cell") || isGiven(node, "species") || isGiven(node, "frac");
    if (!some) {
      return new Item.Raw(known(new RawMaterial(Optional.empty(), formula), node));
    }
    for (String field : List.of("cell", "species", "frac")) {
      if (!node.path(field).isArray()) {
        return new Item.Unreadable(
            field + ": is " + (isGiven(node, field) ? "no list" : "missing"));
      }
    }
    List<String> species = new ArrayList<>();
    node.path("species").forEach(each -> species.add(each.asText("")));
    RawMaterial.RawCrystal crystal =
        new RawMaterial.RawCrystal(
            numbers(node.path("cell")).toArray(), species, numbers(node.path("frac")).toArray());
    return new Item.Raw(known(new RawMaterial(Optional.of(crystal), formula), node));
  }

  private static RawKnown known(RawMaterial material, JsonNode node) {
    JsonNode pattern = node.path("pattern");
    List<RawKnown.RawVector> documents = new ArrayList<>();
    for (JsonNode each : node.path("literature")) {
      double[] numbers = numbers(each.path("vector")).toArray();
      float[] vector = new float[numbers.length];
      for (int index = 0; index < vector.length; index++) {
        vector[index] = (float) numbers[index];
      }
      documents.add(
          new RawKnown.RawVector(
              each.path("model").asText(""), each.path("documents").asLong(-1), vector));
    }
    return new RawKnown(
        material,
        pattern.isObject()
            ? Optional.of(
                new RawKnown.RawPattern(
                    numbers(pattern.path("twoTheta")).toArray(),
                    numbers(pattern.path("intensity")).toArray(),
                    pattern.path("wavelength").asDouble(Double.NaN)))
            : Optional.empty(),
        documents);
  }

  private static List<Item> optimade(String id, JsonNode node) {
    try {
      return OPTIMADE.read(List.of(node)).statements().stream()
          .flatMap(StructureRecord::items)
          .toList();
    } catch (FormatException e) {
      return List.of(new Item(id, new Item.Unreadable(e.reason())));
    }
  }

  /** A statement of a file, if it is a structure or a computation on one. */
  static Stream<Item> items(Statement statement) {
    if (statement instanceof Statement.Computation computation) {
      return items(computation.structure());
    }
    if (statement instanceof Statement.Structure structure) {
      return Stream.of(
          new Item(structure.id(), new Item.Checked(structure.composition(), structure.crystal())));
    }
    return Stream.empty();
  }

  private static boolean isGiven(JsonNode node, String field) {
    return node.hasNonNull(field);
  }

  private static Optional<String> id(JsonNode node) {
    JsonNode id = node.path("id");
    return id.isNumber() ? Optional.of(id.asText()) : JsonText.text(node, "id");
  }

  /** All numbers of a list and the lists in it, end to end; NaN for what is none. */
  private static DoubleStream numbers(JsonNode node) {
    if (node.isArray()) {
      List<DoubleStream> parts = new ArrayList<>();
      node.forEach(each -> parts.add(numbers(each)));
      return parts.stream().flatMapToDouble(each -> each);
    }
    return DoubleStream.of(node.isNumber() ? node.doubleValue() : Double.NaN);
  }
}
