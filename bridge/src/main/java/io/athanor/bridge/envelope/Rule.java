package io.athanor.bridge.envelope;

import io.athanor.materials.space.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A rule over several parameters at once. Rules name required parameters only. */
public sealed interface Rule {
  /** What people call it. */
  String name();

  /** Whether it is kept: {@code numbers} by coordinate, {@code words} by name. */
  boolean isKept(double[] numbers, Map<String, String> words);

  /** Something that must hold; a side that is no number breaks it. */
  record Demand(String name, Comparison demanded) implements Rule {
    @Override
    public boolean isKept(double[] numbers, Map<String, String> words) {
      return demanded.holds(numbers);
    }
  }

  /**
   * Things that must not come together. It is kept only where one of them is known not to be so: a
   * side that is no number does not help.
   *
   * @param comparisons that are part of it
   * @param options for each word parameter that is part of it, the words that are
   */
  record Forbidden(String name, List<Comparison> comparisons, Map<String, Set<String>> options)
      implements Rule {
    /** Checks that something is forbidden. */
    public Forbidden {
      comparisons = List.copyOf(comparisons);
      options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
      if (comparisons.isEmpty() && options.isEmpty()) {
        throw new IllegalArgumentException("forbidden: '" + name + "' says nothing");
      }
    }

    @Override
    public boolean isKept(double[] numbers, Map<String, String> words) {
      for (Comparison each : comparisons) {
        if (each.fails(numbers)) {
          return true;
        }
      }
      for (Map.Entry<String, Set<String>> each : options.entrySet()) {
        String word = words.get(each.getKey());
        if (word != null && !each.getValue().contains(word)) {
          return true;
        }
      }
      return false;
    }
  }
}
