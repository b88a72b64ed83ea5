package io.athanor.acquisition.campaign;

import io.athanor.materials.composition.Element;
import io.athanor.materials.unit.Units;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may be invented when a campaign's pool promises little more, and when that is.
 *
 * @param elements which may occur, and how many
 * @param prototypes to build on, by name or anonymous formula; empty for any
 * @param atomsMost greatest number of atoms in a cell
 * @param limits ranges besides those of the objectives
 * @param count candidates in a wave
 * @param waves most waves in a campaign
 * @param dryBelow a wave is asked for when the largest expected improvement left in the pool is
 *     below this share of the largest at the first decision, in (0, 1]
 */
public record InventionTerms(
    Elements elements,
    List<String> prototypes,
    int atomsMost,
    List<Limit> limits,
    int count,
    int waves,
    double dryBelow) {
  /**
   * Elements by symbol.
   *
   * @param allowed that may occur; empty for any
   * @param required that must occur
   * @param forbidden that must not occur
   * @param fewest least number of different ones
   * @param most greatest number of different ones
   */
  public record Elements(
      List<String> allowed, List<String> required, List<String> forbidden, int fewest, int most) {
    /** Refuses what is no element, and what cannot be met. */
    public Elements {
      allowed = symbols("invention.allowed", allowed);
      required = symbols("invention.required", required);
      forbidden = symbols("invention.forbidden", forbidden);
      requireAtLeastOne("invention.elementsFewest", fewest);
      if (most < fewest || most < required.size()) {
        throw new IllegalArgumentException(
            "invention.elementsMost must be at least %d, was %d"
                .formatted(Math.max(fewest, required.size()), most));
      }
      for (String symbol : required) {
        if (forbidden.contains(symbol) || !(allowed.isEmpty() || allowed.contains(symbol))) {
          throw new IllegalArgumentException(
              "invention.required must be allowed and not forbidden, which %s is not"
                  .formatted(symbol));
        }
      }
      if (!allowed.isEmpty()) {
        Set<String> usable = new TreeSet<>(allowed);
        usable.removeAll(forbidden);
        int left = usable.size();
        if (left < fewest) {
          throw new IllegalArgumentException(
              "invention.allowed leaves %d elements for at least %d".formatted(left, fewest));
        }
      }
    }

    private static List<String> symbols(String field, List<String> symbols) {
      for (String symbol : symbols) {
        if (Element.ofSymbol(symbol).isEmpty()) {
          throw new IllegalArgumentException("%s '%s' is no element".formatted(field, symbol));
        }
      }
      return List.copyOf(symbols);
    }
  }

  /**
   * A predicted property that must lie in a range.
   *
   * @param property its name
   * @param unit UCUM code of the ends
   * @param lower end, in {@code unit}; empty for none
   * @param upper end, in {@code unit}; empty for none
   */
  public record Limit(String property, String unit, OptionalDouble lower, OptionalDouble upper) {
    /** Refuses a range that is none. */
    public Limit {
      if (property.isBlank()) {
        throw new IllegalArgumentException("invention.limits.property must not be blank");
      }
      if (!Units.isKnown(unit)) {
        throw new IllegalArgumentException("invention.limits.unit '%s' is unknown".formatted(unit));
      }
      if (lower.isEmpty() && upper.isEmpty()) {
        throw new IllegalArgumentException(
            "invention.limits.lower or upper must be given for " + property);
      }
      requireNumber("invention.limits.lower", lower);
      requireNumber("invention.limits.upper", upper);
      if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
        throw new IllegalArgumentException(
            "invention.limits.lower %s is above upper %s"
                .formatted(lower.getAsDouble(), upper.getAsDouble()));
      }
    }

    private static void requireNumber(String field, OptionalDouble end) {
      if (end.isPresent() && Double.isNaN(end.getAsDouble())) {
        throw new IllegalArgumentException(field + " must be a number");
      }
    }
  }

  /** Copies and checks. */
  public InventionTerms {
    Objects.requireNonNull(elements, "invention.elements");
    prototypes = List.copyOf(prototypes);
    limits = List.copyOf(limits);
    if (prototypes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("invention.prototypes must not be blank");
    }
    requireAtLeastOne("invention.atomsMost", atomsMost);
    requireAtLeastOne("invention.count", count);
    requireAtLeastOne("invention.waves", waves);
    if (!(dryBelow > 0 && dryBelow <= 1)) {
      throw new IllegalArgumentException("invention.dryBelow must be in (0, 1], was " + dryBelow);
    }
  }

  private static void requireAtLeastOne(String field, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(field + " must be at least 1, was " + number);
    }
  }
}
