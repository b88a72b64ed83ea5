package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.analysis.fork.Laboratory.Answer;
import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Failed;
import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Measured;
import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Reading;
import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A fork where it has left the log. What was on its way arrives as it did in the log, in that
 * order; new experiments come after, first in, first out, with as many open at once as the
 * definition allows. Nobody is asked for approval, nothing expires, no rule but the number of
 * experiments ends it; what people and halts said after the parting is not said. Owned by one run.
 */
final class Continuation {
  private static final Duration EVER = Duration.ofDays(100_000);
  private static final Set<ExperimentState> OVER =
      Set.of(
          ExperimentState.FAILED,
          ExperimentState.CANCELLED,
          ExperimentState.REJECTED,
          ExperimentState.RETRACTED,
          ExperimentState.EXPIRED);

  private final Rerun.Plan plan;
  private final Fold fold;
  private final Laboratory laboratory;
  private final List<Told> left;
  private final Instant now;
  private final List<Rerun.Pick> picks = new ArrayList<>();
  private final Deque<ExperimentProposed> open = new ArrayDeque<>();
  private final Map<String, Laboratory.Source> sources = new HashMap<>();
  private final Set<String> own = new HashSet<>();
  private boolean over;

  /**
   * From where a run has parted with the log.
   *
   * @param left what the log tells from there on
   * @param now the moment of the parting; time stands still
   */
  Continuation(Rerun.Plan plan, Fold fold, Laboratory laboratory, List<Told> left, Instant now) {
    this.plan = plan;
    this.fold = fold;
    this.laboratory = laboratory;
    this.left = left;
    this.now = now;
  }

  /** Goes on to the number of experiments; whether every outcome was known. */
  boolean run() {
    if (used() < plan.experiments()) {
      ease();
    }
    open.addAll(arriving());
    boolean known = true;
    propose();
    while (!open.isEmpty() && known) {
      known = end(open.poll());
      propose();
    }
    return known;
  }

  /** New ones, by ordinal. */
  List<Rerun.Pick> picks() {
    return picks.stream()
        .map(
            each ->
                new Rerun.Pick(
                    each.experimentId(),
                    each.ordinal(),
                    each.poolIndex(),
                    each.candidateId(),
                    each.point(),
                    sources.getOrDefault(each.experimentId(), each.source())))
        .toList();
  }

  private int used() {
    return fold.campaign().view(now).used();
  }

  private void ease() {
    CampaignDefinition said = fold.definition();
    ActionTerms action = said.action();
    fold.campaign().lift();
    fold.tell(new CampaignEvent.CapacityGranted(said.parallelism()));
    fold.tell(
        new CampaignEvent.CampaignDefined(
            new CampaignDefinition(
                said.campaignId(),
                said.wanted(),
                said.space(),
                said.policy(),
                Stopping.never(),
                said.features(),
                Math.max(said.budget(), plan.experiments()),
                said.parallelism(),
                EVER,
                said.seed(),
                CampaignDefinition.State.OPEN,
                new ActionTerms(
                    false,
                    1,
                    action.quota(),
                    Optional.empty(),
                    new ActionTerms.Approval.None(),
                    OptionalDouble.empty(),
                    action.critic(),
                    action.units()),
                said.invention(),
                said.drift())));
  }

  /** Experiments on their way, in the order in which the log has their end. */
  private List<ExperimentProposed> arriving() {
    Map<String, Integer> ends = new HashMap<>();
    for (int i = 0; i < left.size(); i++) {
      int at = i;
      concerned(left.get(i).event()).ifPresent(id -> ends.put(id, at));
    }
    List<ExperimentProposed> unfinished = fold.unfinished();
    unfinished.sort(
        Comparator.comparing(each -> ends.getOrDefault(each.experimentId(), Integer.MAX_VALUE)));
    return unfinished;
  }

  private static Optional<String> concerned(CampaignEvent event) {
    if (event instanceof CampaignEvent.ObservationReceived observation) {
      return observation.experimentId();
    }
    return event instanceof CampaignEvent.ExperimentMoved moved
        ? Optional.of(moved.step().getExperimentId())
        : Optional.empty();
  }

  private void propose() {
    boolean again = !over && used() < plan.experiments();
    while (again) {
      again = false;
      for (Decision decision : fold.campaign().decide(now)) {
        if (decision instanceof Decision.Propose proposal && used() < plan.experiments()) {
          take(proposal);
          again = true;
        } else if (decision instanceof Decision.Diagnose diagnose) {
          fold.tell(new CampaignEvent.FailureDiagnosed(diagnose.experimentId()));
          again = true;
        } else if (decision instanceof Decision.Settle settle
            && own.contains(settle.experimentId())) {
          fold.tell(
              Steps.settled(
                  fold.definition().campaignId(),
                  settle.experimentId(),
                  settle.state(),
                  settle.epoch(),
                  now));
          open.removeIf(each -> each.experimentId().equals(settle.experimentId()));
          again = true;
        } else if (decision instanceof Decision.Conclude) {
          over = true;
        }
      }
    }
  }

  private void take(Decision.Propose proposal) {
    boolean pooled = proposal.choice().candidate().isPresent();
    ExperimentProposed event =
        new ExperimentProposed(
            proposal.experimentId(),
            proposal.ordinal(),
            proposal.candidate(),
            proposal.candidateId().orElse("new-" + proposal.ordinal()),
            pooled ? fold.point(proposal.candidate()) : proposal.choice().point(),
            new Terms(now.plus(EVER), proposal.approval().isPresent(), false, 1),
            proposal.interval(),
            proposal.approval(),
            proposal.followsUp(),
            proposal.choice().fidelity().map(FidelityPick::name));
    fold.tell(event);
    own.add(event.experimentId());
    open.add(event);
    picks.add(
        new Rerun.Pick(
            event.experimentId(),
            event.ordinal(),
            pooled ? OptionalInt.of(event.candidate()) : OptionalInt.empty(),
            proposal.candidateId(),
            event.point(),
            Laboratory.Source.RECORDED));
  }

  /** Brings an experiment to its end; whether anybody knows it. */
  private boolean end(ExperimentProposed experiment) {
    boolean recorded = !own.contains(experiment.experimentId());
    if (recorded && (replay(experiment.experimentId()) || used() >= plan.experiments())) {
      // what is still on its way in the log and is not waited for stays so
      return true;
    }
    Optional<Answer> answer = laboratory.next(experiment.candidate(), experiment.point());
    answer.ifPresent(
        known -> {
          sources.put(experiment.experimentId(), known.source());
          if (known.result() instanceof Failed failed) {
            Steps.failing(
                    fold.definition().campaignId(), experiment.experimentId(), failed.step(), now)
                .forEach(fold::tell);
          } else {
            observe(experiment, (Measured) known.result());
          }
        });
    return answer.isPresent();
  }

  /** What the log still tells of an experiment; whether that is its end. */
  private boolean replay(String experimentId) {
    boolean over = false;
    for (Told each : left) {
      if (concerned(each.event()).filter(experimentId::equals).isPresent()) {
        fold.hear(each.event()).ifPresent(laboratory::passed);
        over =
            each.event() instanceof CampaignEvent.ExperimentMoved moved
                && OVER.contains(moved.step().getState());
      }
    }
    return over || fold.isFinished(experimentId);
  }

  private void observe(ExperimentProposed experiment, Measured measured) {
    CampaignDefinition definition = fold.definition();
    int reading = 0;
    for (Reading each : measured.readings()) {
      fold.tell(
          new CampaignEvent.ObservationReceived(
              "fork/" + experiment.experimentId() + "/" + reading++,
              each.property(),
              experiment.candidateId(),
              Optional.of(experiment.experimentId()),
              each.value(),
              each.unit(),
              each.standardError()));
    }
    boolean whole =
        definition.wanted().stream()
            .allMatch(
                wanted ->
                    measured.readings().stream()
                        .anyMatch(each -> each.property().equals(wanted.property())));
    if (!whole) {
      // so that its place does not wait for what will not come
      Steps.succeeding(
              definition.campaignId(),
              experiment.experimentId(),
              now.minus(plan.grace()).minusSeconds(1))
          .forEach(fold::tell);
    }
  }
}
