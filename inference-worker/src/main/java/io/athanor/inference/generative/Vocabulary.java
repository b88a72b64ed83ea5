package io.athanor.inference.generative;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The structure types that a decoder can write.
 *
 * @param types by number
 * @param orbits of each type
 */
public record Vocabulary(List<String> types, List<Integer> orbits) {
  /** Rows of element tables: atomic numbers 0 (unused) to 100. */
  public static final int ELEMENTS = 101;

  /** Orbits that have a number of their own; those behind share the last. */
  static final int ORBITS = 24;

  /** Checks that both fit. */
  public Vocabulary {
    types = List.copyOf(types);
    orbits = List.copyOf(orbits);
    if (types.isEmpty() || types.size() != orbits.size()) {
      throw new IllegalArgumentException(
          "vocabulary.orbits must be as many as types, at least one, are %d and %d"
              .formatted(orbits.size(), types.size()));
    }
    if (types.stream().distinct().count() < types.size()) {
      throw new IllegalArgumentException("vocabulary.types must be distinct");
    }
    if (orbits.stream().anyMatch(each -> each < 1)) {
      throw new IllegalArgumentException("vocabulary.orbits must be positive");
    }
  }

  /**
   * The most frequent types of some examples, ties to the lower key.
   *
   * @param most how many at most
   */
  public static Vocabulary of(List<Example> examples, int most) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (Example example : examples) {
      String type = example.sketch().type();
      counts.merge(type, 1, Integer::sum);
      Integer known = sizes.put(type, example.sketch().elements().size());
      if (known != null && known != example.sketch().elements().size()) {
        throw new IllegalArgumentException(
            "examples.sketch of type %s differ in orbits".formatted(type));
      }
    }
    List<String> types = new ArrayList<>(counts.keySet());
    types.sort(
        Comparator.comparingInt((String type) -> -counts.get(type))
            .thenComparing(Comparator.naturalOrder()));
    List<String> kept = types.subList(0, Math.min(most, types.size()));
    return new Vocabulary(kept, kept.stream().map(sizes::get).toList());
  }

  /** The number of a type; empty where it has none. */
  public OptionalInt number(String type) {
    int at = types.indexOf(type);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }
}
