package io.athanor.formats.literature;

import io.athanor.materials.composition.Composition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Vectors of whole materials, from a table whose names are formulas; other names are passed over.
 */
public final class MaterialVectors {
  private final Map<String, double[]> vectors = new TreeMap<>();
  private final int skipped;

  private MaterialVectors(VectorTable table) {
    Map<String, Integer> spellings = new TreeMap<>();
    int others = 0;
    for (Map.Entry<String, double[]> entry : table.vectors().entrySet()) {
      Optional<String> formula = formula(entry.getKey());
      if (formula.isEmpty()) {
        others++;
        continue;
      }
      int n = spellings.merge(formula.get(), 1, Integer::sum);
      double[] mean = vectors.computeIfAbsent(formula.get(), f -> new double[table.dimensions()]);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (entry.getValue()[i] - mean[i]) / n;
      }
    }
    skipped = others;
  }

  /** The vectors of a table; several spellings of one composition are averaged. */
  public static MaterialVectors of(VectorTable table) {
    return new MaterialVectors(table);
  }

  /** The vector of a composition, where the table has one. */
  public Optional<double[]> vector(Composition composition) {
    return Optional.ofNullable(vectors.get(composition.formula())).map(double[]::clone);
  }

  /** How many compositions have a vector. */
  public int size() {
    return vectors.size();
  }

  /** How many names were no formulas. */
  public int skipped() {
    return skipped;
  }

  private static Optional<String> formula(String name) {
    try {
      return Optional.of(Composition.parse(name).formula());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
