package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which charges an element carries in solids, as ranges: mixed valence makes any mean in between.
 * After Greenwood and Earnshaw, Chemistry of the Elements, 2nd ed. (1997); negative ranges include
 * the means of polyanions (peroxide, azide, triiodide, polysulfide, Zintl ions).
 */
final class OxidationStates {
  /**
   * The charges of one element.
   *
   * @param lowest least positive mean charge; {@code highest} where there is only one
   * @param highest greatest positive charge; 0 for none
   * @param most most negative charge; 0 for none
   * @param least negative charge of least magnitude
   */
  record Charges(double lowest, double highest, double most, double least) {
    boolean isPositive() {
      return highest > 0;
    }

    boolean isNegative() {
      return most < 0;
    }
  }

  /** Symbol, greatest positive charge; '!' where it has no other. */
  private static final String CATIONS =
      """
      H1! Li1! Na1! K1! Rb1! Cs1! Fr1! Be2! Mg2! Ca2! Sr2! Ba2! Ra2! B3 C4 N5 O2 Al3! Si4 P5 S6 Cl7
      Sc3 Ti4 V5 Cr6 Mn7 Fe6 Co4 Ni4 Cu3 Zn2! Ga3 Ge4 As5 Se6 Br7 Kr2 Y3 Zr4 Nb5 Mo6 Tc7 Ru8 Rh6
      Pd4 Ag3 Cd2! In3 Sn4 Sb5 Te6 I7 Xe8 La3 Ce4 Pr4 Nd3 Pm3 Sm3 Eu3 Gd3 Tb4 Dy4 Ho3 Er3 Tm3 Yb3
      Lu3! Hf4 Ta5 W6 Re7 Os8 Ir6 Pt6 Au5 Hg2 Tl3 Pb4 Bi5 Po6 At7 Rn2 Ac3 Th4 Pa5 U6 Np7 Pu7 Am6 Cm4
      Bk4 Cf4 Es3 Fm3 Md3 No3 Lr3
      """;

  /** Symbol, greatest and least magnitude of the negative charge in tenths. */
  private static final String ANIONS =
      """
      H10-10 B50-2 C40-1 N30-3 O20-3 F10-10 Si40-2 P30-1 S20-2 Cl10-10 Ga50-2 Ge40-2 As30-1 Se20-2
      Br10-3 In50-2 Sn40-2 Sb30-1 Te20-1 I10-1 Au10-5 Pt20-2 Ag10-5 Hg20-2 Tl50-2 Pb40-2 Bi30-1 Po20-2
      At10-10 Ir30-5 Rh30-5 Pd20-5 Ru20-5 Os20-5 Ni10-2 Cu10-2 Co10-5 Fe20-5
      """;

  private static final Map<Element, Charges> TABLE = table();

  private OxidationStates() {}

  /** Charges of an element; none of either sign where nothing is known. */
  static Charges of(Element element) {
    return TABLE.getOrDefault(element, new Charges(0, 0, 0, 0));
  }

  private static Map<Element, Charges> table() {
    Map<Element, Charges> table = new EnumMap<>(Element.class);
    for (String entry : CATIONS.strip().split("\\s+")) {
      boolean only = entry.endsWith("!");
      String text = only ? entry.substring(0, entry.length() - 1) : entry;
      double highest = text.charAt(text.length() - 1) - '0';
      table.put(
          element(text.substring(0, text.length() - 1)),
          new Charges(only ? highest : 0, highest, 0, 0));
    }
    for (String entry : ANIONS.strip().split("\\s+")) {
      int dash = entry.indexOf('-');
      int digit = entry.charAt(1) < 'a' ? 1 : 2;
      Element element = element(entry.substring(0, digit));
      Charges known = table.getOrDefault(element, new Charges(0, 0, 0, 0));
      table.put(
          element,
          new Charges(
              known.lowest(),
              known.highest(),
              -Integer.parseInt(entry.substring(digit, dash)) / 10.0,
              -Integer.parseInt(entry.substring(dash + 1)) / 10.0));
    }
    return table;
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(() -> new IllegalStateException("no element is called " + symbol));
  }
}
