package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.PersonDecided;
import java.util.HashSet;
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

    /** Whether it is replaced by something that is not proposed yet. */
    boolean awaitsEdit() {
      return edit.isPresent() && !editServed;
    }

    /** Whether its candidate is not wanted as it is. */
    boolean isUnwanted() {
      return vetoedBy.isPresent() || edit.isPresent() || cancelledBy.isPresent();
    }
  }

  private static final Said NOTHING = new Said();

  private final Map<String, Said> byExperiment = new LinkedHashMap<>();
  private final Set<String> heard = new HashSet<>();

  /** Folds one decision; a repeated one is known already. */
  Outcome hear(PersonDecided decision) {
    if (!heard.add(decision.eventId())) {
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
      case BOOST -> {
        // what goes first is the scheduler's business
      }
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
