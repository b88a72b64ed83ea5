package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.Familiarity;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Compounds that cannot be, or must not be made in an ordinary laboratory. */
final class FaultyFormulas {
  /** One charge each in all of chemistry's solids, as every textbook's table of ions has it. */
  private static final List<Map.Entry<String, Integer>> CATIONS =
      List.of(
          Map.entry("Li", 1),
          Map.entry("Na", 1),
          Map.entry("K", 1),
          Map.entry("Be", 2),
          Map.entry("Mg", 2),
          Map.entry("Ca", 2),
          Map.entry("Sr", 2),
          Map.entry("Ba", 2),
          Map.entry("Zn", 2),
          Map.entry("Al", 3));

  private static final List<Map.Entry<String, Integer>> ANIONS =
      List.of(Map.entry("F", 1), Map.entry("Cl", 1), Map.entry("Br", 1), Map.entry("O", 2));

  /** They form no chains among themselves, so that an excess of them cannot be hidden in one. */
  private static final List<String> LONELY = List.of("F", "Cl");

  private static final List<String> METALS =
      List.of("Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zr", "Nb", "Mo", "Ru", "W", "Sn");
  private static final List<String> INERT = List.of("He", "Ne", "Ar");
  private static final List<String> UNSTABLE =
      List.of("Tc", "Pm", "Po", "At", "Fr", "Ra", "Ac", "Pa", "Np", "Pu", "Am", "Cm", "Cf", "Lr");
  private static final List<String> NO_ELEMENTS = List.of("Xx", "Qa", "Jz", "Ab", "Zz", "Wo", "Dd");

  /** Of more than one volume of Bretherick, Urben and Meyer, Explosives (6th ed., 2007). */
  private static final List<String> ENERGETIC =
      List.of(
          "Pb(N3)2",
          "AgN3",
          "Cd(N3)2",
          "Hg(N3)2",
          "Cu(N3)2",
          "NaN3",
          "Ba(N3)2",
          "NH4N3",
          "Hg(CNO)2",
          "AgCNO",
          "NH4ClO4",
          "N2H5ClO4",
          "CH6NClO4",
          "NH4ClO3",
          "NH4MnO4",
          "(NH4)2Cr2O7",
          "NH4NO3",
          "NI3",
          "NCl3",
          "Ag3N",
          "Ag2C2",
          "Cu2C2",
          "Cl2O7",
          "Mn2O7",
          "XeO3",
          "C7H5N3O6",
          "C3H5N3O9",
          "C5H8N4O12",
          "C6H3N3O7",
          "C3H6N6O6",
          "C9H18O6",
          "S4N4");

  private final List<String> real;

  FaultyFormulas(List<String> real) {
    this.real = List.copyOf(real);
  }

  /** A neutral salt of which one amount was changed: by a factor, or for another's. */
  ProposalUnderReview stoichiometrySlip(SplittableRandom random) {
    while (true) {
      Map.Entry<String, Integer> first = any(CATIONS, random);
      Map.Entry<String, Integer> second = any(CATIONS, random);
      Map.Entry<String, Integer> anion = any(ANIONS, random);
      if (first.getKey().equals(second.getKey())) {
        continue;
      }
      int a = 1 + random.nextInt(3);
      int b = random.nextInt(3);
      int charge = a * first.getValue() + b * second.getValue();
      int x = charge;
      a *= anion.getValue();
      b *= anion.getValue();
      switch (random.nextInt(4)) {
        case 0 -> a *= 2 + random.nextInt(4);
        case 1 -> x *= 2 + random.nextInt(4);
        case 2 -> x = Math.max(1, x / (2 + random.nextInt(3)));
        default -> {
          int swap = a;
          a = x;
          x = swap;
        }
      }
      double positive = a * first.getValue() + b * second.getValue();
      double negative = x * anion.getValue();
      double left = Math.abs(positive - negative) / Math.max(positive, negative);
      boolean excess = negative > positive;
      if (left >= 0.25 && (!excess || LONELY.contains(anion.getKey()))) {
        return ProposalUnderReview.ofFormula(
            first.getKey() + a + (b > 0 ? second.getKey() + b : "") + anion.getKey() + x);
      }
    }
  }

  /** More halogen than any element of the periodic table could carry. */
  ProposalUnderReview overOxidised(SplittableRandom random) {
    int a = 1 + random.nextInt(3);
    int b = random.nextInt(3);
    String metal = any(METALS, random);
    String other = any(METALS, random);
    int x = (8 * (a + b)) * 3 / 2 + random.nextInt(6);
    boolean second = b > 0 && !other.equals(metal);
    return ProposalUnderReview.ofFormula(
        metal + a + (second ? other + b : "") + any(LONELY, random) + x);
  }

  /** A noble gas in the place of an element. */
  ProposalUnderReview inertGas(SplittableRandom random) {
    return ProposalUnderReview.ofFormula(replaced(random, any(INERT, random)));
  }

  /** An element without stable isotope in the place of another. */
  ProposalUnderReview unstableElement(SplittableRandom random) {
    return ProposalUnderReview.ofFormula(replaced(random, any(UNSTABLE, random)));
  }

  /** A formula that was damaged on its way. */
  ProposalUnderReview unreadable(SplittableRandom random) {
    String formula = any(real, random);
    return ProposalUnderReview.ofFormula(
        switch (random.nextInt(4)) {
          case 0 -> replaced(random, any(NO_ELEMENTS, random));
          case 1 -> "(" + formula;
          case 2 -> formula + "?";
          default -> formula.toLowerCase(java.util.Locale.ROOT);
        });
  }

  /** Something that explodes. */
  ProposalUnderReview energetic(SplittableRandom random) {
    return ProposalUnderReview.ofFormula(any(ENERGETIC, random));
  }

  /** A compound of a composition that is fine, far above the hull. */
  ProposalUnderReview farAboveHull(SplittableRandom random) {
    return new ProposalUnderReview(
        ReviewTerms.none(),
        Optional.of(any(real, random)),
        Map.of(),
        Optional.empty(),
        OptionalDouble.of(0.3 - 0.5 * Math.log(1 - random.nextDouble())),
        Familiarity.none());
  }

  /** What this campaign said it must not touch: one of the formula's own elements. */
  ProposalUnderReview forbiddenHere(SplittableRandom random) {
    String formula = any(real, random);
    List<String> symbols = symbols(formula);
    return new ProposalUnderReview(
        new ReviewTerms(
            List.of(), List.of(), List.of("He", any(symbols, random)), OptionalDouble.empty()),
        Optional.of(formula),
        Map.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        Familiarity.none());
  }

  private String replaced(SplittableRandom random, String symbol) {
    while (true) {
      String formula = any(real, random);
      List<String> symbols = symbols(formula);
      if (symbols.size() > 1) {
        return formula.replaceFirst(any(symbols, random) + "(?![a-z])", symbol);
      }
    }
  }

  private static List<String> symbols(String formula) {
    return java.util.regex.Pattern.compile("[A-Z][a-z]?")
        .matcher(formula)
        .results()
        .map(java.util.regex.MatchResult::group)
        .distinct()
        .toList();
  }

  static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
