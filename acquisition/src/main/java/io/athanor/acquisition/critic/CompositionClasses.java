package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a composition alone says of a substance's hazards, by its characteristic ratios. */
final class CompositionClasses {
  private static final Set<Element> ALKALI =
      EnumSet.of(Element.Li, Element.Na, Element.K, Element.Rb, Element.Cs);
  private static final Set<Element> SALT_FORMERS =
      EnumSet.of(
          Element.Li,
          Element.Na,
          Element.K,
          Element.Rb,
          Element.Cs,
          Element.Mg,
          Element.Ca,
          Element.Sr,
          Element.Ba,
          Element.Al,
          Element.Zn);
  private static final Set<Element> HEAVY =
      EnumSet.of(
          Element.Ag, Element.Cu, Element.Hg, Element.Pb, Element.Au, Element.Tl, Element.Cd);
  private static final Set<Element> HALOGENS = EnumSet.of(Element.Cl, Element.Br, Element.I);
  private static final Map<String, SubstanceClass> DEADLY_OR_EXPLOSIVE =
      Map.ofEntries(
          Map.entry("AsH3", SubstanceClass.DEADLY),
          Map.entry("H3P", SubstanceClass.DEADLY),
          Map.entry("BH3", SubstanceClass.DEADLY),
          Map.entry("H2Se", SubstanceClass.DEADLY),
          Map.entry("CHN", SubstanceClass.DEADLY),
          Map.entry("CCl2O", SubstanceClass.DEADLY),
          Map.entry("C4NiO4", SubstanceClass.DEADLY),
          Map.entry("C2H6Hg", SubstanceClass.DEADLY),
          Map.entry("H4Si", SubstanceClass.PYROPHORIC),
          Map.entry("O3Xe", SubstanceClass.EXPLOSIVE),
          Map.entry("Mn2O7", SubstanceClass.EXPLOSIVE),
          Map.entry("Cl2O7", SubstanceClass.EXPLOSIVE),
          Map.entry("ClO2", SubstanceClass.EXPLOSIVE),
          Map.entry("Ag3N", SubstanceClass.EXPLOSIVE),
          Map.entry("NS", SubstanceClass.EXPLOSIVE));

  private CompositionClasses() {}

  static Set<SubstanceClass> of(Composition composition) {
    Set<SubstanceClass> classes = EnumSet.noneOf(SubstanceClass.class);
    Set<Element> elements = composition.amounts().keySet();
    if (elements.size() < 2) {
      return classes;
    }
    double n = composition.amount(Element.N);
    double o = composition.amount(Element.O);
    double h = composition.amount(Element.H);
    double c = composition.amount(Element.C);
    nitrogen(composition, n, o, h, c, classes);
    oxidisers(composition, elements, n, o, h, classes);
    salts(composition, elements, c, n, classes);
    if (c > 0 && h > 0) {
      classes.add(SubstanceClass.ORGANIC);
      if (elements.stream().allMatch(e -> HALOGENS.contains(e) || e == Element.C || e == Element.H)
          && elements.size() > 2) {
        classes.add(SubstanceClass.HALOGENATED);
      }
    }
    if (elements.stream().anyMatch(HEAVY::contains)) {
      classes.add(SubstanceClass.HEAVY_METAL);
    }
    if (elements.size() <= 3 && composition.atoms() <= 12) {
      SubstanceClass known = DEADLY_OR_EXPLOSIVE.get(composition.formula());
      if (known != null) {
        classes.add(known);
      }
    }
    return classes;
  }

  private static void nitrogen(
      Composition composition,
      double n,
      double o,
      double h,
      double c,
      Set<SubstanceClass> classes) {
    double rest = composition.atoms() - n;
    // three nitrogen for each charge: only azides; the richest nitride is P3N5
    boolean hydrogen = rest == h && n >= h;
    if (n > 0 && c == 0 && o == 0 && rest > 0 && (n / rest >= 2.9 || hydrogen)) {
      classes.add(SubstanceClass.AZIDE);
    }
    if (n > 0 && c == 0 && o == 0 && h > 0 && Math.abs(h - 2 * n) < 1e-6 * n && rest == h) {
      classes.add(SubstanceClass.HYDRAZINE);
    } else if (n > 0 && c == 0 && h >= 3 * n / 2) {
      classes.add(SubstanceClass.AMMONIA);
    }
    boolean halide = HALOGENS.stream().anyMatch(e -> composition.amount(e) > 0);
    if (n > 0 && halide && composition.amounts().size() == 2) {
      classes.add(SubstanceClass.EXPLOSIVE);
    }
    boolean cno = c > 0 && Math.abs(c - n) < 1e-6 * n && Math.abs(c - o) < 1e-6 * n;
    if (cno && h == 0 && (composition.amount(Element.Ag) + composition.amount(Element.Hg) > 0)) {
      classes.add(SubstanceClass.EXPLOSIVE);
    }
    // nitro and nitrate groups that the molecule's own carbon can burn with
    double balance = -1600 / composition.molarMass() * (2 * c + h / 2 - o);
    boolean nitro = o >= 2 * n && balance > -90;
    boolean nitramine = o >= n && balance > -40;
    boolean molecule = composition.atoms() - n - o - h - c == 0;
    if (molecule && c > 0 && n >= 2 && (nitro || nitramine)) {
      classes.add(SubstanceClass.EXPLOSIVE);
    }
  }

  private static void oxidisers(
      Composition composition,
      Set<Element> elements,
      double n,
      double o,
      double h,
      Set<SubstanceClass> classes) {
    double halogen = 0;
    for (Element each : HALOGENS) {
      halogen += composition.amount(each);
    }
    boolean alkali = elements.stream().anyMatch(ALKALI::contains) || (n > 0 && h >= 4 * n);
    int kinds = elements.contains(Element.N) ? elements.size() - 1 : elements.size();
    if (halogen > 0 && o >= 2.9 * halogen && isSalt(composition, halogen, o)) {
      classes.add(SubstanceClass.STRONG_OXIDISER);
    } else if (halogen > 0 && o == halogen && alkali && elements.size() == 3) {
      classes.add(SubstanceClass.HYPOCHLORITE);
    }
    double manganese = composition.amount(Element.Mn);
    double chromium = composition.amount(Element.Cr);
    if ((alkali && manganese > 0 && o >= 3.9 * manganese && kinds == 3)
        || (chromium > 0 && o >= 2.95 * chromium && elements.size() == 2)
        || (alkali && chromium > 0 && o >= 3.4 * chromium && kinds == 3)) {
      classes.add(SubstanceClass.STRONG_OXIDISER);
    }
    if (n > 0 && Math.abs(o - 3 * n) < 1e-6 * o && composition.amount(Element.C) == 0) {
      if (h > 0 && elements.size() == 3) {
        classes.add(SubstanceClass.NITRIC_ACID);
        classes.add(SubstanceClass.ACID);
      } else {
        classes.add(SubstanceClass.NITRATE);
      }
    }
    if (h > 0 && elements.size() == 2 && o == h) {
      classes.add(SubstanceClass.PEROXIDE);
    } else if (h > 0 && elements.size() == 2 && h == 2 * o) {
      classes.add(SubstanceClass.WATER);
    }
  }

  /** Alanates and borohydrides of electropositive metals. */
  private static boolean isComplexHydride(Composition composition) {
    double centre = composition.amount(Element.Al) + composition.amount(Element.B);
    return composition.amounts().size() == 3
        && centre > 0
        && composition.amount(Element.H) >= 3.9 * centre
        && composition.amounts().keySet().stream().anyMatch(SALT_FORMERS::contains);
  }

  private static boolean isAmmoniumFluoride(Composition composition) {
    return composition.amounts().size() == 3
        && composition.amount(Element.N) > 0
        && composition.amount(Element.H) >= 4 * composition.amount(Element.N);
  }

  /** Halogen-centred oxyanions only: nothing else that the oxygen could belong to. */
  private static boolean isSalt(Composition composition, double halogen, double o) {
    double others = composition.atoms() - halogen - o;
    boolean organic = composition.amount(Element.C) > 0 || composition.amount(Element.N) > 0;
    return organic || others <= 1.05 * halogen;
  }

  private static void salts(
      Composition composition,
      Set<Element> elements,
      double c,
      double n,
      Set<SubstanceClass> classes) {
    boolean simple =
        elements.size() == 2
            && (SALT_FORMERS.contains(composition.elements().get(0))
                || SALT_FORMERS.contains(composition.elements().get(1)));
    if (simple && elements.contains(Element.S)) {
      classes.add(SubstanceClass.SULFIDE);
    } else if (simple && (elements.contains(Element.P) || elements.contains(Element.As))) {
      classes.add(SubstanceClass.PHOSPHIDE);
    } else if ((simple && elements.contains(Element.H)) || isComplexHydride(composition)) {
      classes.add(SubstanceClass.HYDRIDE);
    } else if (elements.contains(Element.F) && (simple || isAmmoniumFluoride(composition))) {
      classes.add(SubstanceClass.FLUORIDE);
    }
    boolean alkali = elements.stream().anyMatch(ALKALI::contains);
    if (alkali && c > 0 && Math.abs(c - n) < 1e-6 * c && elements.size() == 3) {
      classes.add(SubstanceClass.CYANIDE);
    }
    double h = composition.amount(Element.H);
    if (h > 0 && elements.size() == 2 && elements.contains(Element.F)) {
      classes.add(SubstanceClass.HYDROGEN_FLUORIDE);
      classes.add(SubstanceClass.ACID);
    } else if (h > 0 && elements.size() == 2 && elements.stream().anyMatch(HALOGENS::contains)) {
      classes.add(SubstanceClass.ACID);
    } else if (Math.abs(h - 2 * composition.amount(Element.S)) < 1e-6
        && h > 0
        && elements.size() == 3
        && composition.amount(Element.O) == 4 * composition.amount(Element.S)) {
      classes.add(SubstanceClass.ACID);
    }
    if (elements.size() == 2
        && c > 0
        && (composition.amount(Element.Ag) == c || composition.amount(Element.Cu) == c)) {
      classes.add(SubstanceClass.ACETYLIDE);
      classes.add(SubstanceClass.EXPLOSIVE);
    }
  }
}
