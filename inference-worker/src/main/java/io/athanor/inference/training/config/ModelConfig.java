package io.athanor.inference.training.config;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be made.
 *
 * @param name of the model in the store
 * @param version for people
 * @param size S, M or L; S where absent
 * @param shape departures from the size
 * @param properties keys of what it predicts
 * @param conventions names of the label conventions of the sources; the first is the one served
 * @param elementFeatures JSON table of element descriptors (symbol to numbers), relative to the
 *     data directory; without it the elements start from learned vectors only
 * @param literature the vectors that a stage fuses, or null
 */
public record ModelConfig(
    String name,
    String version,
    Size size,
    ShapeConfig shape,
    List<String> properties,
    List<String> conventions,
    String elementFeatures,
    LiteratureConfig literature) {

  /** The sizes there are. */
  public enum Size {
    /** For one CPU core. */
    S,
    /** For several cores. */
    M,
    /** For a GPU. */
    L
  }

  public ModelConfig {
    Checks.name("name", name);
    Checks.text("version", version);
    size = Checks.or(size, Size.S);
    shape = Checks.or(shape, ShapeConfig.NONE);
    properties = Checks.some("properties", properties);
    List<String> keys = new ArrayList<>();
    for (int index = 0; index < properties.size(); index++) {
      keys.add(Checks.property("properties[" + index + "]", properties.get(index)).key());
    }
    properties = List.copyOf(keys);
    Checks.distinct("properties", properties);
    conventions = Checks.some("conventions", conventions);
    Checks.distinct("conventions", conventions);
    networkShape(size, shape, properties, conventions.size());
  }

  /** The hyper-parameters. */
  public NetworkShape networkShape() {
    return networkShape(size, shape, properties, conventions.size());
  }

  private static NetworkShape networkShape(
      Size size, ShapeConfig shape, List<String> keys, int sources) {
    List<Property> properties =
        keys.stream().map(key -> Checks.property("properties", key)).toList();
    NetworkShape usual =
        switch (size) {
          case S -> NetworkShape.small(sources, properties);
          case M -> NetworkShape.medium(sources, properties);
          case L -> NetworkShape.large(sources, properties);
        };
    try {
      return new NetworkShape(
          Checks.or(shape.width(), usual.width()),
          Checks.or(shape.blocks(), usual.blocks()),
          Checks.or(shape.messageDepth(), usual.messageDepth()),
          Checks.or(shape.neighbours(), usual.neighbours()),
          Checks.or(shape.cutoffWidth(), usual.cutoffWidth()),
          Checks.or(shape.radialCentres(), usual.radialCentres()),
          Checks.or(shape.radialCutoff(), usual.radialCutoff()),
          Checks.or(shape.trunks(), usual.trunks()),
          Checks.or(shape.heads(), usual.heads()),
          Checks.or(shape.headWidth(), usual.headWidth()),
          usual.elementRows(),
          usual.elementFeatures(),
          sources,
          properties);
    } catch (IllegalArgumentException cause) {
      throw new ConfigException("shape", cause.getMessage());
    }
  }
}
