package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Elements that are a hazard in any compound. Scores: a poison that laboratories handle daily warns
 * (up to 0.35), one whose handling needs a licence is an alarm.
 */
final class ElementHazards {
  private static final String CLP = "harmonised classification, Regulation (EC) 1272/2008 Annex VI";
  private static final String IAEA = "no stable isotope; exemption levels of IAEA GSR Part 3";

  /**
   * A hazard.
   *
   * @param score in [0, 1]
   * @param text what it is and where that is from
   */
  record Hazard(double score, String text) {}

  private static final Map<Element, Hazard> TABLE = table();

  private ElementHazards() {}

  static Optional<Hazard> of(Element element) {
    return Optional.ofNullable(TABLE.get(element));
  }

  private static Map<Element, Hazard> table() {
    Map<Element, Hazard> table = new EnumMap<>(Element.class);
    put(table, 0.35, "carcinogenic dust; " + CLP, Element.Be);
    put(table, 0.3, "poison, carcinogen; " + CLP, Element.As, Element.Cd);
    put(table, 0.35, "poison with vapour pressure; " + CLP, Element.Hg);
    put(table, 0.35, "poison; " + CLP, Element.Tl);
    put(table, 0.2, "reproductive toxicant; " + CLP, Element.Pb);
    put(table, 0.35, "its oxide is volatile and a poison; " + CLP, Element.Os);
    put(table, 0.1, "toxic; " + CLP, Element.Se, Element.Te, Element.Sb, Element.Ni, Element.Co);
    // natural thorium and uranium are handled in ordinary laboratories below the exemption levels
    put(
        table,
        0.4,
        "weakly radioactive; exemption levels of IAEA GSR Part 3",
        Element.Th,
        Element.U);
    for (Element element : Element.values()) {
      boolean unstable = element == Element.Tc || element == Element.Pm;
      if (unstable || (element.atomicNumber() > 83 && !table.containsKey(element))) {
        put(table, 1, "radioactive: " + IAEA, element);
      }
    }
    return table;
  }

  private static void put(
      Map<Element, Hazard> table, double score, String text, Element... elements) {
    for (Element element : elements) {
      table.put(element, new Hazard(score, element.symbol() + ": " + text));
    }
  }
}
