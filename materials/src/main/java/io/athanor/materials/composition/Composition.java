package io.athanor.materials.composition;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a material is made of: an amount of substance per formula unit for each element, in order of
 * atomic number. Two compositions are equal when their amounts are; they are the same material when
 * their {@link #formula()} is, which does not depend on the size of the formula unit.
 *
 * @param amounts amount per formula unit (dimensionless), each positive and finite; zero amounts
 *     are left out
 */
public record Composition(Map<Element, Double> amounts) {

  /** Checks the amounts and takes an immutable copy in order of atomic number. */
  public Composition {
    Map<Element, Double> copy = new EnumMap<>(Element.class);
    amounts.forEach(
        (element, amount) -> {
          if (!Double.isFinite(amount) || amount < 0) {
            throw new IllegalArgumentException(
                "amount of " + element.symbol() + " must be finite and >= 0 but is " + amount);
          }
          if (amount > 0) {
            copy.put(element, amount);
          }
        });
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("amounts must hold at least one element");
    }
    if (!Double.isFinite(copy.values().stream().mapToDouble(Double::doubleValue).sum())) {
      throw new IllegalArgumentException("amounts are too large");
    }
    amounts = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads a chemical formula: round, square and curly brackets nested at will, decimal amounts,
   * subscript digits, parts joined by a dot ({@code CuSO4·5H2O}; {@code *} counts as a dot). {@code
   * NaN} is a nitride of sodium, not a missing value.
   *
   * @throws FormulaException naming the position and the reason
   */
  public static Composition parse(String formula) {
    return new Composition(FormulaParser.parse(formula));
  }

  /** A composition of these amounts. */
  public static Composition of(Map<Element, Double> amounts) {
    return new Composition(amounts);
  }

  /** Amount of an element per formula unit, 0 if it is not there. */
  public double amount(Element element) {
    return amounts.getOrDefault(element, 0.0);
  }

  /** Atomic fraction of an element, in [0, 1]. */
  public double fraction(Element element) {
    return amount(element) / atoms();
  }

  /** The elements in order of atomic number. */
  public List<Element> elements() {
    return List.copyOf(amounts.keySet());
  }

  /** Atoms per formula unit. */
  public double atoms() {
    double sum = 0;
    for (double amount : amounts.values()) {
      sum += amount;
    }
    return sum;
  }

  /** Mass of one mole of formula units in g/mol (equally, of one formula unit in u). */
  public double molarMass() {
    double sum = 0;
    for (Map.Entry<Element, Double> entry : amounts.entrySet()) {
      sum += entry.getKey().atomicMass() * entry.getValue();
    }
    return sum;
  }

  /** Both compositions together. */
  public Composition add(Composition other) {
    Map<Element, Double> sum = new EnumMap<>(amounts);
    other.amounts.forEach((element, amount) -> sum.merge(element, amount, Double::sum));
    return new Composition(sum);
  }

  /**
   * This composition taken {@code factor} times.
   *
   * @throws IllegalArgumentException unless the factor is positive and finite
   */
  public Composition times(double factor) {
    if (!Double.isFinite(factor) || factor <= 0) {
      throw new IllegalArgumentException("factor must be finite and > 0 but is " + factor);
    }
    Map<Element, Double> product = new EnumMap<>(amounts);
    product.replaceAll((element, amount) -> amount * factor);
    return new Composition(product);
  }

  /**
   * The canonical formula: elements in alphabetical order of their symbols; amounts are the
   * smallest integers (at most 1000) that give the same ratios to 6 significant digits, or else the
   * ratios to the largest amount, rounded to 6 significant digits. Independent of how the formula
   * was spelled and of the size of its unit, and a fixed point: {@code parse(f).formula()} is
   * {@code f}.
   */
  public String formula() {
    return CanonicalFormula.of(amounts);
  }

  @Override
  public String toString() {
    return formula();
  }
}
