package io.athanor.inference.modality;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the literature says of a material as a network takes it: the direction of its vector, scaled
 * to a root mean square of 1, the logarithm of its length, and how often it is mentioned.
 *
 * @param values {@link Model#size()} numbers: the scaled vector, log10 of its root mean square,
 *     log10(1 + mentions) (0 where unknown), 1 if mentions are known else 0
 */
public record LiteratureInput(float[] values) {
  private static final int EXTRAS = 3;

  /**
   * The embedding model that a network was trained with; a vector of another one means something
   * else.
   *
   * @param name as in {@code LiteratureEmbedded.model}, for example {@code mat2vec}
   * @param length of its vectors, 1..1024
   */
  public record Model(String name, int length) {
    private static final int LONGEST = 1_024;

    /** Checks the length. */
    public Model {
      if (name == null || name.isBlank()) {
        throw new ModalityException("model", "is missing");
      }
      if (length < 1 || length > LONGEST) {
        throw new ModalityException("vector", "length must be in 1..1024 but is " + length);
      }
    }

    /** Numbers of one input. */
    public int size() {
      return length + EXTRAS;
    }
  }

  /**
   * One vector per element: what a material has where no document mentions it.
   *
   * @param model whose they are
   * @param vectors of {@code model.length()} numbers each
   */
  public record ElementTable(Model model, Map<Element, float[]> vectors) {
    /** Copies the map and checks the lengths. */
    public ElementTable {
      Map<Element, float[]> copy = new EnumMap<>(Element.class);
      copy.putAll(vectors);
      vectors = Collections.unmodifiableMap(copy);
      vectors.forEach(
          (element, vector) -> {
            if (vector.length != model.length()) {
              throw new ModalityException(
                  "vector",
                  "of "
                      + element.symbol()
                      + " has "
                      + vector.length
                      + " numbers, not "
                      + model.length());
            }
          });
    }

    /**
     * Mean of the elements' vectors by atomic fraction.
     *
     * @throws ModalityException naming an element that has none
     */
    public float[] mean(Composition composition) {
      double[] sum = new double[model.length()];
      for (Element element : composition.elements()) {
        float[] vector = vectors.get(element);
        if (vector == null) {
          throw new ModalityException(
              "composition", "the literature model has no vector of " + element.symbol());
        }
        for (int i = 0; i < sum.length; i++) {
          sum[i] += composition.fraction(element) * vector[i];
        }
      }
      float[] mean = new float[sum.length];
      for (int i = 0; i < sum.length; i++) {
        mean[i] = (float) sum[i];
      }
      return mean;
    }
  }

  /** Checks that all numbers are finite. */
  public LiteratureInput {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ModalityException("vector", "[" + i + "] must be finite but is " + values[i]);
      }
    }
  }

  /**
   * The input of a vector.
   *
   * @param expected what the network was trained with
   * @param model whose vector it is
   * @param vector as events carry it, or a mean of several
   * @param mentions how many documents mention the material, negative if unknown
   * @throws ModalityException if the model or the length is another one, or the vector is zero or
   *     not finite
   */
  public static LiteratureInput of(Model expected, String model, float[] vector, long mentions) {
    if (!expected.name().equals(model)) {
      throw new ModalityException(
          "model", "is '" + model + "' but the network knows '" + expected.name() + "'");
    }
    if (vector.length != expected.length()) {
      throw new ModalityException(
          "vector",
          "has " + vector.length + " numbers but " + expected.name() + " has " + expected.length());
    }
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new ModalityException("vector", "[" + i + "] must be finite but is " + vector[i]);
      }
      square += (double) vector[i] * vector[i];
    }
    double size = Math.sqrt(square / vector.length);
    if (!(size > 1e-12)) {
      throw new ModalityException("vector", "is zero, which says nothing");
    }
    float[] values = new float[expected.size()];
    for (int i = 0; i < vector.length; i++) {
      values[i] = (float) (vector[i] / size);
    }
    values[vector.length] = (float) Math.log10(size);
    if (mentions >= 0) {
      values[vector.length + 1] = (float) Math.log10(1.0 + mentions);
      values[vector.length + 2] = 1;
    }
    return new LiteratureInput(values);
  }

  /** The input of a material of this composition that no document is known to mention. */
  public static LiteratureInput of(ElementTable table, Composition composition) {
    return of(table.model(), table.model().name(), table.mean(composition), -1);
  }
}
