package io.athanor.generator.chemistry;

import io.athanor.generator.structure.Blueprint;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Entry;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Which element takes another's place, learned from pairs of materials of one structure type that
 * differ in one element: {@code g_ij = log(n_ij n / (n_i n_j))}, n_ij being the number of such
 * pairs (Hautier et al., Inorg. Chem. 50, 656 (2011), in the form of Glawe et al., New J. Phys. 18,
 * 093011 (2016)). To the counts is added {@link Likeness}, so that pairs nobody has seen have a
 * chance.
 */
public final class Substitutions {
  private static final double PRIOR_PAIRS = 1;
  private static final int ELEMENTS = Element.values().length;

  private final double[][] gain = new double[ELEMENTS][ELEMENTS];

  private Substitutions(double[][] pairs) {
    double[] sums = new double[ELEMENTS];
    double all = 0;
    for (int i = 0; i < ELEMENTS; i++) {
      for (int j = 0; j < ELEMENTS; j++) {
        if (i != j) {
          sums[i] += pairs[i][j];
        }
      }
      all += sums[i];
    }
    for (int i = 0; i < ELEMENTS; i++) {
      for (int j = 0; j < ELEMENTS; j++) {
        gain[i][j] =
            i == j || pairs[i][j] == 0
                ? Double.NEGATIVE_INFINITY
                : Math.log(pairs[i][j] * all / (sums[i] * sums[j]));
      }
    }
  }

  /** Learned from a corpus; from likeness alone where it is empty. */
  public static Substitutions of(Corpus corpus) {
    double[][] pairs = new double[ELEMENTS][ELEMENTS];
    for (List<Entry> entries : corpus.byType().values()) {
      count(entries, pairs);
    }
    for (Element one : Element.values()) {
      for (Element other : Element.values()) {
        pairs[one.ordinal()][other.ordinal()] += PRIOR_PAIRS * Likeness.of(one, other);
      }
    }
    return new Substitutions(pairs);
  }

  private static void count(List<Entry> entries, double[][] pairs) {
    // materials that agree but for one element have one key in common
    Map<List<Object>, Set<Element>> others = new HashMap<>();
    for (Entry entry : entries) {
      List<Element> occupants = entry.blueprint().occupants();
      for (Element element : new TreeSet<>(occupants)) {
        List<Object> key = new ArrayList<>(occupants);
        key.replaceAll(each -> each == element ? "*" : each);
        others.computeIfAbsent(key, k -> new TreeSet<>()).add(element);
      }
    }
    for (Set<Element> group : others.values()) {
      for (Element one : group) {
        for (Element other : group) {
          if (one != other) {
            pairs[one.ordinal()][other.ordinal()]++;
          }
        }
      }
    }
  }

  /** The gain {@code g_ij} in natural logarithms; negative infinity for an element with itself. */
  public double gain(Element from, Element to) {
    return gain[from.ordinal()][to.ordinal()];
  }

  /**
   * An element to take another's place, drawn with probability proportional to {@code
   * exp(gain/temperature)}.
   *
   * @param among that may be drawn, at least one other than {@code from}
   * @param temperature of the draw (dimensionless), positive; the greater, the wilder
   */
  public Element draw(
      Element from, List<Element> among, double temperature, SplittableRandom random) {
    double[] weights = new double[among.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(gain(from, among.get(i)) / temperature);
      sum += weights[i];
    }
    if (!(sum > 0)) {
      List<Element> rest = among.stream().filter(each -> each != from).toList();
      if (rest.isEmpty()) {
        throw new IllegalArgumentException("nothing can take the place of " + from);
      }
      return rest.get(random.nextInt(rest.size()));
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return among.get(i);
      }
    }
    return among.get(among.size() - 1);
  }

  /** The elements that best take another's place, best first. */
  public List<Element> nearest(Element from, List<Element> among) {
    return among.stream()
        .filter(each -> each != from)
        .sorted(
            Comparator.comparingDouble((Element each) -> gain(from, each))
                .reversed()
                .thenComparing(each -> each))
        .toList();
  }

  /** A blueprint with one element in another's place, on all its orbits. */
  public static Blueprint replaced(Blueprint blueprint, Element from, Element to) {
    Blueprint changed = blueprint;
    for (int orbit = 0; orbit < blueprint.occupants().size(); orbit++) {
      if (blueprint.occupants().get(orbit) == from) {
        changed = changed.with(orbit, to);
      }
    }
    return changed;
  }
}
