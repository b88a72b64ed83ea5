package io.athanor.allinone.bench.continual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Structures of a file with their labels, as the network takes them. */
final class LabelledStructures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One structure.
   *
   * @param fields the record of the file
   * @param sample its graphs and labels
   */
  record Row(JsonNode fields, Sample sample) {}

  private LabelledStructures() {}

  /**
   * Reads JSON lines, gzip: {@code id, cell, species, frac, props}.
   *
   * @param wanted which rows; the others are not built
   * @param labels properties whose labels are taken
   */
  static List<Row> read(
      Path file, NetworkShape shape, Predicate<JsonNode> wanted, Set<Property> labels)
      throws IOException {
    GraphBuilder builder = new GraphBuilder(shape);
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode fields = JSON.readTree(line);
        if (wanted.test(fields)) {
          Crystal crystal = crystal(fields);
          rows.add(
              new Row(
                  fields,
                  new Sample(
                      file.getFileName() + "/" + fields.path("id").asText(),
                      0,
                      builder.crystal(crystal),
                      builder.composition(crystal.composition()),
                      labels(fields.path("props"), labels))));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--data: " + file + " is not there", e);
    }
    return rows;
  }

  private static Map<Property, Double> labels(JsonNode given, Set<Property> wanted) {
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    given
        .properties()
        .forEach(
            each ->
                Property.ofKey(each.getKey())
                    .filter(wanted::contains)
                    .filter(property -> each.getValue().isNumber())
                    .ifPresent(
                        property -> labels.putIfAbsent(property, each.getValue().asDouble())));
    return labels;
  }

  private static Crystal crystal(JsonNode fields) {
    JsonNode cell = fields.path("cell");
    List<Site> sites = new ArrayList<>();
    for (int site = 0; site < fields.path("species").size(); site++) {
      JsonNode at = fields.path("frac").path(site);
      String symbol = fields.path("species").path(site).asText();
      sites.add(
          new Site(
              Element.ofSymbol(symbol)
                  .orElseThrow(
                      () -> new IllegalArgumentException("species: '" + symbol + "' is none")),
              at.path(0).asDouble(),
              at.path(1).asDouble(),
              at.path(2).asDouble()));
    }
    return new Crystal(
        new Lattice(
            cell.path(0).asDouble(),
            cell.path(1).asDouble(),
            cell.path(2).asDouble(),
            cell.path(3).asDouble(),
            cell.path(4).asDouble(),
            cell.path(5).asDouble()),
        sites);
  }
}
