package io.athanor.streams.stability;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Candidates by their chemical system, the set of their elements. Owned by one thread. */
public final class SystemIndex {
  private final Map<Set<Element>, Set<String>> candidates = new HashMap<>();

  /** Adds a candidate; again does nothing. */
  public void add(String candidateId, Composition composition) {
    candidates
        .computeIfAbsent(EnumSet.copyOf(composition.elements()), any -> new TreeSet<>())
        .add(candidateId);
  }

  /** Those that could fall apart into a phase of these elements, in order. */
  public Set<String> containing(Composition phase) {
    List<Element> elements = phase.elements();
    Set<String> found = new TreeSet<>();
    candidates.forEach(
        (system, ids) -> {
          if (system.containsAll(elements)) {
            found.addAll(ids);
          }
        });
    return found;
  }

  /** A system as text: {@code Fe-Li-O}, in order of atomic number. */
  public static String name(List<Element> elements) {
    return String.join("-", elements.stream().map(Element::symbol).toList());
  }

  /** Names of all systems of nothing but these elements. */
  public static List<String> within(List<Element> elements) {
    List<String> names = new ArrayList<>();
    for (long subset = 1; subset < 1L << elements.size(); subset++) {
      List<Element> members = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        if ((subset >> i & 1) == 1) {
          members.add(elements.get(i));
        }
      }
      names.add(name(members));
    }
    return names;
  }
}
