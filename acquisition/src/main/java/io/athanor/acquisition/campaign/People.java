package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people have said about the experiments of one campaign. The last word of a person counts; a
 * veto stands whoever approves after it. Part of the aggregate: owned by its thread.
 */
final class People {
  /** What they said about one experiment. */
  static final class Said {
    private final Set<String> approving = new TreeSet<>();
    private Optional<String> vetoedBy = Optional.empty();
    private Optional<String> cancelledBy = Optional.empty();
    private Optional<PersonDecided> edit = Optional.empty();
    private boolean editServed;
    private double boost = 1;

    int approvals() {
      return approving.size();
    }

    String approvers() {
      return String.join(", ", approving);
    }

    Optional<String> vetoedBy() {
      return vetoedBy;
    }

    Optional<String> cancelledBy() {
      return cancelledBy;
    }

    Optional<PersonDecided> edit() {
      return edit;
    }

    boolean isEditServed() {
      return editServed;
    }

    /** Factor on its priority. */
    double boost() {
      return boost;
    }

    /** Whether its candidate is not wanted as it is. */
    boolean isUnwanted() {
      return vetoedBy.isPresent() || edit.isPresent() || cancelledBy.isPresent();
    }
  }

  private static final Said NOTHING = new Said();

  private final Map<String, Said> byExperiment = new LinkedHashMap<>();
  private final Map<String, Integer> heard = new HashMap<>();

  /** Folds one decision; a repeated one is known already. */
  Outcome hear(PersonDecided decision) {
    if (heard.putIfAbsent(decision.eventId(), 1) != null) {
      return new Outcome.Duplicate();
    }
    Said said = byExperiment.computeIfAbsent(decision.experimentId(), id -> new Said());
    switch (decision.kind()) {
      case APPROVE -> said.approving.add(decision.by());
      case VETO -> {
        said.approving.remove(decision.by());
        said.vetoedBy = said.vetoedBy.or(() -> Optional.of(decision.by()));
      }
      case CANCEL -> said.cancelledBy = said.cancelledBy.or(() -> Optional.of(decision.by()));
      case EDIT -> {
        said.edit = Optional.of(decision);
        said.editServed = false;
      }
      case BOOST -> said.boost = decision.boost();
    }
    return new Outcome.Accepted();
  }

  /** What was said about an experiment, perhaps nothing. */
  Said about(String experimentId) {
    return byExperiment.getOrDefault(experimentId, NOTHING);
  }

  /** The experiment that an edit asked for has been proposed. */
  void served(String experimentId) {
    byExperiment.computeIfAbsent(experimentId, id -> new Said()).editServed = true;
  }
}
