package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Seeded faults by what goes wrong in laboratories and programs, not by what the critic checks:
 * some kinds concern several checks, some checks no kind.
 */
final class ImplausibleProposals {
  private final Map<String, Function<SplittableRandom, ProposalUnderReview>> kinds =
      new LinkedHashMap<>();

  /**
   * Faults injected into sound proposals.
   *
   * @param recipes with declared settings, some of them numbers; where none has options, no wrong
   *     one is injected
   * @param formulas of compounds that exist
   */
  ImplausibleProposals(List<ProposalUnderReview> recipes, List<String> formulas) {
    FaultyRecipes slips = new FaultyRecipes(recipes);
    FaultyFormulas compounds = new FaultyFormulas(formulas);
    FaultyCircumstances around = new FaultyCircumstances(formulas);
    kinds.put("decimal-slip", slips::decimalSlip);
    kinds.put("unit-slip", slips::unitSlip);
    kinds.put("sign-slip", slips::signSlip);
    kinds.put("not-a-number", slips::notANumber);
    kinds.put("forgotten-setting", slips::forgotten);
    if (slips.haveOptions()) {
      kinds.put("wrong-option", slips::wrongOption);
    }
    kinds.put("lost-fraction", slips::lostFraction);
    kinds.put("stoichiometry-slip", compounds::stoichiometrySlip);
    kinds.put("over-oxidised", compounds::overOxidised);
    kinds.put("inert-gas", compounds::inertGas);
    kinds.put("unstable-element", compounds::unstableElement);
    kinds.put("unreadable", compounds::unreadable);
    kinds.put("energetic", compounds::energetic);
    kinds.put("far-above-hull", compounds::farAboveHull);
    kinds.put("forbidden-here", compounds::forbiddenHere);
    kinds.put("bad-company", around::badCompany);
    kinds.put("scorched", around::scorched);
    kinds.put("impossible-heat", around::impossibleHeat);
    kinds.put("wrong-dimension", around::wrongDimension);
    kinds.put("collapsed", around::collapsed);
    kinds.put("stuck", around::stuck);
  }

  /** The kinds' names, in order. */
  List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  /** The n-th fault of a kind under a seed. */
  ProposalUnderReview of(String kind, long seed, int n) {
    return kinds.get(kind).apply(Seeds.stream(seed + n * 1_000_003L, kind));
  }
}
