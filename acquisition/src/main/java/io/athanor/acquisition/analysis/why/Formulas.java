package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.event.Candidate;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Compositions of a pool's candidates, as far as their formulas say. */
final class Formulas {
  private Formulas() {}

  /** By pool index. */
  static List<Optional<Composition>> of(List<CampaignFold.Told> told, int size) {
    List<Optional<Composition>> formulas =
        new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    for (CampaignFold.Told each : told) {
      if (each.event() instanceof CandidateAdmitted admitted && admitted.index() < size) {
        formulas.set(
            admitted.index(),
            admitted.material().map(Candidate::getFormula).flatMap(Formulas::parsed));
      }
    }
    return formulas;
  }

  private static Optional<Composition> parsed(String formula) {
    try {
      return Optional.of(Composition.parse(formula));
    } catch (MaterialException e) {
      // a name of its maker's, no formula: its elements are not known
      return Optional.empty();
    }
  }
}
