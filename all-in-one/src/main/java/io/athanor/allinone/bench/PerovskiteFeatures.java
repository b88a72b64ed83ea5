package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What the periodic table says of ABX3 candidates, nothing computed by quantum mechanics: period,
 * group, valence electrons, electronegativity and covalent radius of A and B; how often each
 * element stands on X; the number of valence electrons of the cell and its parity; tolerance and
 * octahedral factor from covalent radii; differences of electronegativity. Columns are
 * standardised; those of one kind form a group whose squares sum to about one.
 */
public final class PerovskiteFeatures {
  private static final int FIRST_ANION = 2;

  private final List<List<Element>> sites;
  private final List<double[]> columns = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private int group;

  private PerovskiteFeatures(List<List<Element>> sites) {
    this.sites = sites;
  }

  /**
   * One row a candidate.
   *
   * @param sites elements on A, B and the three X of each
   */
  public static FeatureMatrix of(List<List<Element>> sites) {
    PerovskiteFeatures features = new PerovskiteFeatures(sites);
    for (int site = 0; site < FIRST_ANION; site++) {
      int at = site;
      features.standardised(
          List.of(
              s -> place(s.get(at)).period(),
              s -> place(s.get(at)).group(),
              s -> place(s.get(at)).valenceElectrons(),
              s -> electronegativity(s.get(at)),
              s -> radius(s.get(at))));
    }
    features.anions();
    features.standardised(List.of(PerovskiteFeatures::valenceElectrons));
    features.standardised(List.of(s -> valenceElectrons(s) % 2));
    features.standardised(
        List.of(
            s ->
                (radius(s.get(0)) + anion(s, PerovskiteFeatures::radius))
                    / (Math.sqrt(2) * (radius(s.get(1)) + anion(s, PerovskiteFeatures::radius))),
            s -> radius(s.get(1)) / anion(s, PerovskiteFeatures::radius)));
    features.standardised(
        List.of(
            s -> anion(s, PerovskiteFeatures::electronegativity) - electronegativity(s.get(0)),
            s -> anion(s, PerovskiteFeatures::electronegativity) - electronegativity(s.get(1))));
    return features.matrix();
  }

  private static PeriodicPlace place(Element element) {
    return PeriodicPlace.of(element.atomicNumber());
  }

  /** Valence electrons of a cell: 24 fill the shells of its anions. */
  public static int valenceElectrons(List<Element> sites) {
    return sites.stream().mapToInt(each -> place(each).valenceElectrons()).sum();
  }

  private static double anion(List<Element> sites, ToDoubleFunction<Element> property) {
    return sites.subList(FIRST_ANION, sites.size()).stream()
        .mapToDouble(property)
        .average()
        .orElseThrow();
  }

  private static double electronegativity(Element element) {
    return known(element, "electronegativity", element.electronegativity());
  }

  private static double radius(Element element) {
    return known(element, "covalent radius", element.covalentRadius());
  }

  private static double known(Element element, String name, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(element + " has no tabulated " + name);
    }
    return value;
  }

  private void standardised(List<ToDoubleFunction<List<Element>>> functions) {
    for (ToDoubleFunction<List<Element>> function : functions) {
      double[] column = sites.stream().mapToDouble(function).toArray();
      standardise(column);
      add(column, functions.size());
    }
    group++;
  }

  /** One column an element: on how many X sites it stands. */
  private void anions() {
    TreeSet<Element> elements = new TreeSet<>();
    sites.forEach(each -> elements.addAll(each.subList(FIRST_ANION, each.size())));
    List<ToDoubleFunction<List<Element>>> counts = new ArrayList<>();
    for (Element element : elements) {
      counts.add(s -> s.subList(FIRST_ANION, s.size()).stream().filter(element::equals).count());
    }
    standardised(counts);
  }

  /** Mean 0 and standard deviation 1; all 0 where it does not vary. */
  static void standardise(double[] column) {
    double mean = Arrays.stream(column).sum() / column.length;
    double squares = 0;
    for (double value : column) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / column.length);
    Arrays.setAll(column, i -> deviation > 0 ? (column[i] - mean) / deviation : 0);
  }

  private void add(double[] column, int ofGroup) {
    double scale = 1 / Math.sqrt(ofGroup);
    Arrays.setAll(column, i -> column[i] * scale);
    columns.add(column);
    groups.add(group);
  }

  private FeatureMatrix matrix() {
    double[] cells = new double[sites.size() * columns.size()];
    Arrays.setAll(cells, c -> columns.get(c % columns.size())[c / columns.size()]);
    return new FeatureMatrix(
        sites.size(), groups.stream().mapToInt(Integer::intValue).toArray(), cells);
  }
}
