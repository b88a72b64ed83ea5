package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Element;
import java.util.EnumSet;
import java.util.Set;

/**
 * Elements that are metals under ordinary conditions; the half-metals B, Si, Ge, As, Sb, Te and Po
 * are none.
 */
public final class Metals {
  private static final Set<Element> NONMETALS =
      EnumSet.of(
          Element.H,
          Element.He,
          Element.B,
          Element.C,
          Element.N,
          Element.O,
          Element.F,
          Element.Ne,
          Element.Si,
          Element.P,
          Element.S,
          Element.Cl,
          Element.Ar,
          Element.Ge,
          Element.As,
          Element.Se,
          Element.Br,
          Element.Kr,
          Element.Sb,
          Element.Te,
          Element.I,
          Element.Xe,
          Element.Po,
          Element.At,
          Element.Rn);

  private Metals() {}

  /** Whether an element is a metal. */
  public static boolean contains(Element element) {
    return !NONMETALS.contains(element);
  }
}
