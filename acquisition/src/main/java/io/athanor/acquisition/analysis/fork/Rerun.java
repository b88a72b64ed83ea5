package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One run from a point in a campaign's past. As long as it decides what was decided it goes along
 * with the log, event by event; from the first decision that differs on, or from the log's end, a
 * {@link Continuation} goes on alone. Owned by one caller.
 */
final class Rerun {
  private final Plan plan;
  private final Laboratory laboratory;
  private final Fold fold;
  private final List<Pick> picks = new ArrayList<>();

  /**
   * What is run.
   *
   * @param told what the log tells
   * @param from events that have happened already
   * @param change from a recorded definition to the one that holds here
   * @param grace as acquisition was told
   * @param experiments in all, those before the fork included
   * @param withheld candidates that may not be proposed
   */
  record Plan(
      List<Told> told,
      int from,
      UnaryOperator<CampaignDefinition> change,
      Duration grace,
      int experiments,
      Set<Integer> withheld) {
    Plan changed(UnaryOperator<CampaignDefinition> other) {
      return new Plan(told, from, other, grace, experiments, withheld);
    }

    Plan withholding(Set<Integer> candidates) {
      return new Plan(told, from, change, grace, experiments, candidates);
    }
  }

  /**
   * A choice after the fork.
   *
   * @param poolIndex empty in a process space
   * @param candidateId content hash; empty for a new point of a process space
   */
  record Pick(
      String experimentId,
      int ordinal,
      OptionalInt poolIndex,
      Optional<String> candidateId,
      Point point,
      Laboratory.Source source) {}

  /**
   * What came of it.
   *
   * @param picks from the fork on, by ordinal
   * @param values of the main objective, one a pick; empty where the experiment gave none
   * @param followed how many picks are those of the log
   * @param curve best so far by experiment
   * @param complete whether every outcome was known
   */
  record Result(
      List<Pick> picks,
      List<Optional<Double>> values,
      int followed,
      List<Optional<Double>> curve,
      boolean complete) {}

  Rerun(Plan plan, Laboratory laboratory) {
    this.plan = plan;
    this.laboratory = laboratory;
    this.fold = new Fold(plan.grace(), plan.change());
    fold.campaign().withhold(plan.withheld());
  }

  /**
   * Runs.
   *
   * @throws IllegalArgumentException where the changed definition cannot be with this log
   */
  Result run() {
    plan.told().subList(0, plan.from()).forEach(this::hear);
    int alone = follow();
    int followed = picks.size();
    Instant now = plan.told().get(Math.max(0, alone - 1)).recordedAt();
    Continuation continuation =
        new Continuation(
            plan, fold, laboratory, plan.told().subList(alone, plan.told().size()), now);
    boolean complete = continuation.run();
    picks.addAll(continuation.picks());
    List<Optional<Double>> curve = fold.curve();
    return new Result(
        List.copyOf(picks),
        picks.stream().map(each -> fold.value(each.experimentId())).toList(),
        followed,
        curve.subList(0, Math.min(curve.size(), plan.experiments())),
        complete);
  }

  /** Goes along with the log; the place of the first event that it does not go along with. */
  private int follow() {
    int i = plan.from();
    while (i < plan.told().size()) {
      Told next = plan.told().get(i);
      if (!(next.event() instanceof ExperimentProposed)) {
        hear(next);
        i++;
        continue;
      }
      List<Told> batch = plan.told().subList(i, ForkPoint.endOfBatch(plan.told(), i));
      Instant at = next.recordedAt();
      if (fold.campaign().view(at).used() >= plan.experiments()
          || !isSame(fold.campaign().decide(at), batch)) {
        break;
      }
      batch.forEach(
          each -> {
            hear(each);
            picks.add(pick((ExperimentProposed) each.event()));
          });
      i += batch.size();
    }
    return i;
  }

  private void hear(Told told) {
    fold.hear(told.event()).ifPresent(laboratory::passed);
  }

  private Pick pick(ExperimentProposed said) {
    boolean pooled = fold.definition().space() instanceof CampaignDefinition.DeclaredPool;
    return new Pick(
        said.experimentId(),
        said.ordinal(),
        pooled ? OptionalInt.of(said.candidate()) : OptionalInt.empty(),
        Optional.of(said.candidateId()),
        said.point(),
        Laboratory.Source.RECORDED);
  }

  private static boolean isSame(List<Decision> decisions, List<Told> batch) {
    List<Decision.Propose> decided =
        decisions.stream()
            .filter(Decision.Propose.class::isInstance)
            .map(Decision.Propose.class::cast)
            .toList();
    return decided.size() == batch.size()
        && IntStream.range(0, batch.size())
            .allMatch(i -> isSame(decided.get(i), (ExperimentProposed) batch.get(i).event()));
  }

  private static boolean isSame(Decision.Propose decided, ExperimentProposed said) {
    return decided.choice().candidate().isPresent()
        ? decided.candidate() == said.candidate()
        : decided.choice().point().equals(said.point());
  }
}
