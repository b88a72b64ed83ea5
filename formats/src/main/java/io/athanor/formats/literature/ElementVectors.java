package io.athanor.formats.literature;

import io.athanor.formats.FormatException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vector for each element, as learned from literature (Tshitoyan et al., Nature 571, 95 (2019)),
 * and from them one for each composition: the mean weighted by atomic fractions (Wang et al., npj
 * Comput. Mater. 7, 77 (2021)).
 */
public final class ElementVectors {
  private final Map<Element, double[]> vectors = new EnumMap<>(Element.class);
  private final int dimensions;

  private ElementVectors(VectorTable table) {
    dimensions = table.dimensions();
    table
        .vectors()
        .forEach(
            (name, vector) ->
                vectors.put(
                    Element.ofSymbol(name)
                        .orElseThrow(
                            () ->
                                new FormatException(
                                    "element vectors", "", "name something that is no element")),
                    vector.clone()));
  }

  /**
   * The vectors of a table whose names are element symbols.
   *
   * @throws FormatException if one is not
   */
  public static ElementVectors of(VectorTable table) {
    return new ElementVectors(table);
  }

  /** Numbers per vector. */
  public int dimensions() {
    return dimensions;
  }

  /** The elements that have a vector, in order of atomic number. */
  public List<Element> elements() {
    return List.copyOf(vectors.keySet());
  }

  /** The mean over a composition's atoms; empty where one of its elements has no vector. */
  public Optional<double[]> vector(Composition composition) {
    double[] mean = new double[dimensions];
    for (Element element : composition.elements()) {
      double[] vector = vectors.get(element);
      if (vector == null) {
        return Optional.empty();
      }
      double fraction = composition.fraction(element);
      for (int i = 0; i < dimensions; i++) {
        mean[i] += fraction * vector[i];
      }
    }
    return Optional.of(mean);
  }
}
