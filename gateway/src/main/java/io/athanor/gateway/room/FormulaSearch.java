package io.athanor.gateway.room;

import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a formula is to be: the elements it has, written with commas or dashes between them or as a
 * single symbol, or else how it begins. Pure.
 *
 * @param elements symbols that must all be in it
 * @param beginnings one of which it begins with, whatever the case; empty where elements are sought
 */
public record FormulaSearch(List<String> elements, List<String> beginnings) {
  /** Takes immutable copies. */
  public FormulaSearch {
    elements = List.copyOf(elements);
    beginnings = List.copyOf(beginnings);
    if (elements.isEmpty() && beginnings.isEmpty()) {
      throw new IllegalArgumentException("formula is blank");
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @throws IllegalArgumentException where it is blank
   */
  public static FormulaSearch of(String text) {
    String typed = text.strip();
    List<String> parts =
        Arrays.stream(typed.split("[,\\s-]+")).filter(each -> !each.isEmpty()).toList();
    boolean symbols =
        !parts.isEmpty() && parts.stream().allMatch(each -> Element.ofSymbol(each).isPresent());
    if (symbols) {
      return new FormulaSearch(parts, List.of());
    }
    return new FormulaSearch(
        List.of(),
        java.util.stream.Stream.concat(
                typed.isEmpty() ? java.util.stream.Stream.of() : java.util.stream.Stream.of(typed),
                canonical(typed).stream())
            .distinct()
            .toList());
  }

  /** Whether a formula is what is looked for. */
  public boolean fits(String formula) {
    return elements.isEmpty()
        ? beginnings.stream()
            .anyMatch(each -> formula.regionMatches(true, 0, each, 0, each.length()))
        : elements.stream().allMatch(each -> has(formula, each));
  }

  private static boolean has(String formula, String symbol) {
    int at = formula.indexOf(symbol);
    while (at >= 0) {
      int after = at + symbol.length();
      if (after == formula.length() || !Character.isLowerCase(formula.charAt(after))) {
        return true;
      }
      at = formula.indexOf(symbol, at + 1);
    }
    return false;
  }

  private static Optional<String> canonical(String typed) {
    try {
      return Optional.of(Composition.parse(typed).formula());
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }
}
