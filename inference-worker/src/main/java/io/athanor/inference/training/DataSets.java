package io.athanor.inference.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.materials.composition.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The structure files of the data directory (gzip JSON lines) as labelled samples.
 *
 * <p>The Materials Project files share one label convention, WBM has another for bromides and
 * iodides: each has a source index of its own.
 */
final class DataSets {
  static final int MATERIALS_PROJECT = 0;
  static final int MPTS = 1;
  static final int WBM = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final NetworkShape shape;
  private final GraphBuilder builder;

  DataSets(Path directory, NetworkShape shape) {
    this.directory = directory;
    this.shape = shape;
    this.builder = new GraphBuilder(shape);
  }

  /**
   * All rows, split.
   *
   * @param training what the network is fitted on
   * @param calibration Materials Project rows for temperatures and conformal quantiles
   * @param test Materials Project rows nobody has seen
   */
  record Split(List<Sample> training, List<Sample> calibration, List<Sample> test) {}

  /** Loads every n-th row of each file, all for 1; more is for quick trials. */
  Split load(int every, int calibrationRows) {
    List<JsonNode> materialsProject = rows("structures/mp20_subset.jsonl.gz", every);
    Set<String> taken = new HashSet<>();
    List<JsonNode> test = new ArrayList<>();
    List<JsonNode> rest = new ArrayList<>();
    for (JsonNode row : materialsProject) {
      taken.add(row.get("id").asText());
      (row.get("split").asText().equals("test") ? test : rest).add(row);
    }
    // the file is in no meaningful order within a split: every n-th row is a fair held-out sample
    int stride = Math.max(2, rest.size() / Math.max(1, calibrationRows));
    List<JsonNode> calibration = new ArrayList<>();
    List<JsonNode> training = new ArrayList<>();
    for (int index = 0; index < rest.size(); index++) {
      (index % stride == 0 && calibration.size() < calibrationRows ? calibration : training)
          .add(rest.get(index));
    }
    List<Sample> samples = samples(training, MATERIALS_PROJECT);
    List<JsonNode> timed = rows("structures/mpts52_val_test.jsonl.gz", every);
    timed.removeIf(row -> !row.get("split").asText().equals("val"));
    timed.removeIf(row -> !taken.add(row.get("id").asText()));
    samples.addAll(samples(timed, MPTS));
    samples.addAll(samples(rows("structures/wbm_10k.jsonl.gz", every), WBM));
    return new Split(
        samples, samples(calibration, MATERIALS_PROJECT), samples(test, MATERIALS_PROJECT));
  }

  /**
   * Element descriptors of Xie and Grossman (2018), [elementRows * elementFeatures], zero if none.
   */
  float[] elementFeatures() {
    try {
      JsonNode table = JSON.readTree(directory.resolve("embeddings/aviary_cgcnn92.json").toFile());
      float[] features = new float[shape.elementRows() * shape.elementFeatures()];
      for (Map.Entry<String, JsonNode> entry : table.properties()) {
        int number = atomicNumber(entry.getKey());
        if (number < shape.elementRows()) {
          for (int column = 0; column < shape.elementFeatures(); column++) {
            features[number * shape.elementFeatures() + column] =
                (float) entry.getValue().get(column).asDouble();
          }
        }
      }
      return features;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private List<JsonNode> rows(String file, int every) {
    Path path = directory.resolve(file);
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (number % every == 0) {
          rows.add(JSON.readTree(line));
        }
        number++;
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + path, cause);
    }
    return rows;
  }

  private List<Sample> samples(List<JsonNode> rows, int source) {
    // graphs are independent and the encounter order is kept
    return new ArrayList<>(rows.parallelStream().map(row -> sample(row, source)).toList());
  }

  private Sample sample(JsonNode row, int source) {
    JsonNode species = row.get("species");
    int[] elements = new int[species.size()];
    double[][] fractional = new double[species.size()][3];
    SortedMap<Integer, Double> counts = new TreeMap<>();
    for (int site = 0; site < elements.length; site++) {
      elements[site] = atomicNumber(species.get(site).asText());
      counts.merge(elements[site], 1.0, Double::sum);
      for (int axis = 0; axis < 3; axis++) {
        fractional[site][axis] = row.get("frac").get(site).get(axis).asDouble();
      }
    }
    MaterialGraph crystal = builder.crystal(lattice(row.get("cell")), elements, fractional);
    return new Sample(
        row.get("id").asText(),
        source,
        crystal,
        builder.composition(counts),
        labels(row.get("props")));
  }

  private Map<Property, Double> labels(JsonNode given) {
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      Optional<Property> property =
          Property.ofKey(each.getKey()).filter(shape.properties()::contains);
      if (property.isPresent() && each.getValue().isNumber()) {
        labels.put(property.get(), each.getValue().asDouble());
      }
    }
    return labels;
  }

  private static int atomicNumber(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(() -> new IllegalArgumentException("unknown element '" + symbol + "'"))
        .atomicNumber();
  }

  /**
   * Cell lengths (angstrom) and angles (degrees) to lattice rows, a along x and b in the xy plane.
   */
  static double[][] lattice(JsonNode cell) {
    double alpha = Math.toRadians(cell.get(3).asDouble());
    double beta = Math.toRadians(cell.get(4).asDouble());
    double gamma = Math.toRadians(cell.get(5).asDouble());
    double a = cell.get(0).asDouble();
    double b = cell.get(1).asDouble();
    double c = cell.get(2).asDouble();
    double x = c * Math.cos(beta);
    double y = c * (Math.cos(alpha) - Math.cos(beta) * Math.cos(gamma)) / Math.sin(gamma);
    return new double[][] {
      {a, 0, 0},
      {b * Math.cos(gamma), b * Math.sin(gamma), 0},
      {x, y, Math.sqrt(Math.max(c * c - x * x - y * y, 0))}
    };
  }
}
