package io.athanor.materials.unit;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.Map;

/** Conversions that need to know what the material is made of. */
public final class Entities {
  private static final String PER_ATOM = "/{atom}";
  private static final String PER_FORMULA_UNIT = "/{fu}";

  private Entities() {}

  /**
   * A quantity per formula unit or per mole of them, per atom: kJ/mol or eV/{fu} to eV/{atom}.
   *
   * @param target unit that ends in {@code /{atom}}
   * @param formulaUnit as large as the formula unit that the quantity counts
   * @throws UnitException if that cannot be
   */
  public static Quantity perAtom(Quantity quantity, String target, Composition formulaUnit) {
    String code = Units.code(target);
    if (!code.endsWith(PER_ATOM)) {
      throw new UnitException("'" + target + "' does not end in /{atom}");
    }
    if (Units.isConvertible(quantity.unit(), code)) {
      return quantity.to(code);
    }
    String whole = code.substring(0, code.length() - PER_ATOM.length()) + PER_FORMULA_UNIT;
    Quantity perUnit = quantity.to(whole).times(1 / formulaUnit.atoms());
    return new Quantity(perUnit.value(), code, perUnit.sem(), perUnit.n());
  }

  /**
   * Atomic fractions from mass fractions: {@code x_i = (w_i / M_i) / sum (w_j / M_j)}.
   *
   * @param byMass mass of each element in any common unit, e.g. percent; each positive
   */
  public static Composition ofMass(Map<Element, Double> byMass) {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    byMass.forEach((element, mass) -> amounts.put(element, mass / element.atomicMass()));
    Composition whole = Composition.of(amounts);
    return whole.times(1 / whole.atoms());
  }

  /** Mass fraction of an element (dimensionless, in [0, 1]). */
  public static double massFraction(Composition composition, Element element) {
    return composition.amount(element) * element.atomicMass() / composition.molarMass();
  }
}
