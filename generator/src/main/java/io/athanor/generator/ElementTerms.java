package io.athanor.generator;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which elements a candidate may, must and must not hold.
 *
 * @param allowed that may occur; empty for any
 * @param required that must occur
 * @param forbidden that must not
 * @param fewest least number of different elements, at least 1
 * @param most greatest number of different elements
 */
public record ElementTerms(
    Set<Element> allowed, Set<Element> required, Set<Element> forbidden, int fewest, int most) {
  /** Checks that something can meet them. */
  public ElementTerms {
    allowed = Collections.unmodifiableSet(new TreeSet<>(allowed));
    required = Collections.unmodifiableSet(new TreeSet<>(required));
    forbidden = Collections.unmodifiableSet(new TreeSet<>(forbidden));
    for (Element element : required) {
      if (forbidden.contains(element)) {
        throw new IllegalArgumentException("elements.required: " + element + " is forbidden too");
      }
      if (!allowed.isEmpty() && !allowed.contains(element)) {
        throw new IllegalArgumentException("elements.required: " + element + " is not allowed");
      }
    }
    if (fewest < 1 || most < fewest) {
      throw new IllegalArgumentException(
          "elements.most must be at least elements.fewest, and that at least 1, they are "
              + most
              + " and "
              + fewest);
    }
    if (required.size() > most) {
      throw new IllegalArgumentException(
          "elements.required names %d elements, more than elements.most = %d"
              .formatted(required.size(), most));
    }
  }

  /** Anything. */
  public static ElementTerms any() {
    return new ElementTerms(Set.of(), Set.of(), Set.of(), 1, 118);
  }

  /** Whether an element may occur. */
  public boolean allows(Element element) {
    return !forbidden.contains(element) && (allowed.isEmpty() || allowed.contains(element));
  }

  /** Why a composition breaks the terms; empty if it does not. */
  public Optional<String> objection(Composition composition) {
    for (Element element : composition.elements()) {
      if (!allows(element)) {
        return Optional.of("element not allowed");
      }
    }
    if (!composition.elements().containsAll(required)) {
      return Optional.of("required element missing");
    }
    int elements = composition.elements().size();
    return elements < fewest || elements > most
        ? Optional.of("number of elements")
        : Optional.empty();
  }
}
