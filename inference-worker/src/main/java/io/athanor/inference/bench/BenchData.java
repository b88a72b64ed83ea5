package io.athanor.inference.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.ElementTable;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.data.Row;
import io.athanor.inference.training.data.StructureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The data sets that benchmarks are measured on. */
final class BenchData {
  /** Materials Project rows that the published MP-20 test split holds out. */
  static final Predicate<JsonNode> TEST = row -> row.path("split").asText().equals("test");

  private final Path directory;
  private final Path cache;

  /**
   * Names the place.
   *
   * @param directory with {@code structures/} and {@code embeddings/}
   * @param cache where graphs are kept between runs
   */
  BenchData(Path directory, Path cache) {
    this.directory = directory;
    this.cache = cache;
  }

  /** The directory itself. */
  Path directory() {
    return directory;
  }

  /** A file of {@code structures/}. */
  Path structures(String name) {
    return directory.resolve("structures").resolve(name + ".jsonl.gz");
  }

  /**
   * Labelled samples of a file, in its order.
   *
   * @param name of the file, without its ending
   * @param shape whose properties are taken as labels
   * @param source index of its label convention
   * @param where which rows
   */
  List<Sample> samples(String name, NetworkShape shape, int source, Predicate<JsonNode> where) {
    List<Sample> samples = new ArrayList<>();
    rows(
        name,
        shape,
        row -> {
          if (where.test(row.fields())) {
            samples.add(sample(row, shape, source));
          }
        });
    return samples;
  }

  /** All rows of a file with their graphs. */
  void rows(String name, NetworkShape shape, Consumer<Row> consumer) {
    try {
      StructureFile file = new StructureFile(structures(name), shape, cache);
      file.read(file.digest(), consumer);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + structures(name), cause);
    }
  }

  /** A row as a sample. */
  static Sample sample(Row row, NetworkShape shape, int source) {
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    for (Map.Entry<String, JsonNode> each : row.fields().path("props").properties()) {
      Optional<Property> property =
          Property.ofKey(each.getKey()).filter(shape.properties()::contains);
      if (property.isPresent() && each.getValue().isNumber()) {
        labels.put(property.get(), each.getValue().asDouble());
      }
    }
    return new Sample(row.id(), source, row.crystal(), row.composition(), labels);
  }

  /** Element descriptors of Xie and Grossman (2018), [elementRows * elementFeatures]. */
  float[] elementFeatures(NetworkShape shape) {
    return ElementTable.read(directory.resolve("embeddings/aviary_cgcnn92.json"), shape);
  }
}
