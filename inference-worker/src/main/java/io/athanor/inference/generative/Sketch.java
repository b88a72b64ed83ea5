package io.athanor.inference.generative;

import java.util.List;

/**
 * A structure as the decoder writes it: a type, and an element on each of its orbits. Where atoms
 * stand is the type's matter.
 *
 * @param type key of a structure type, whoever defines it
 * @param elements atomic number per orbit, in the type's order
 */
public record Sketch(String type, List<Integer> elements) {
  /** Checks that there is a type and that elements are some. */
  public Sketch {
    if (type.isBlank()) {
      throw new IllegalArgumentException("sketch.type must not be blank");
    }
    elements = List.copyOf(elements);
    if (elements.isEmpty()
        || elements.stream().anyMatch(each -> each < 1 || each >= Vocabulary.ELEMENTS)) {
      throw new IllegalArgumentException(
          "sketch.elements must be atomic numbers in 1..%d, at least one, are %s"
              .formatted(Vocabulary.ELEMENTS - 1, elements));
    }
  }
}
