package io.athanor.inference.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Fixed descriptors of elements, from a JSON table of symbols to numbers. */
public final class ElementTable {
  private static final String FIELD = "model.elementFeatures";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ElementTable() {}

  /** Row-major [elementRows * elementFeatures]; zero for elements that the table lacks. */
  public static float[] read(Path file, NetworkShape shape) {
    JsonNode table;
    try {
      table = JSON.readTree(file.toFile());
    } catch (IOException cause) {
      throw new ConfigException(FIELD, "cannot read " + file + ": " + cause.getMessage());
    }
    float[] features = new float[shape.elementRows() * shape.elementFeatures()];
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      Optional<Element> element = Element.ofSymbol(entry.getKey());
      if (element.isEmpty() || entry.getValue().size() != shape.elementFeatures()) {
        throw new ConfigException(
            FIELD,
            "'%s' in %s must be an element with %d numbers"
                .formatted(entry.getKey(), file.getFileName(), shape.elementFeatures()));
      }
      int number = element.get().atomicNumber();
      if (number < shape.elementRows()) {
        for (int column = 0; column < shape.elementFeatures(); column++) {
          features[number * shape.elementFeatures() + column] =
              (float) entry.getValue().get(column).asDouble();
        }
      }
    }
    return features;
  }
}
