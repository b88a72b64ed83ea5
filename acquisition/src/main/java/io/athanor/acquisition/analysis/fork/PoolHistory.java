package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.Meta;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Candidates that have all been measured, as a campaign could have met them.
 *
 * @param definition of a campaign over a pool of as many candidates
 * @param points by index
 * @param values of the main objective, by index, in the campaign's unit
 */
record PoolHistory(CampaignDefinition definition, List<Point> points, List<Double> values) {
  static final Duration GRACE = Duration.ofMinutes(1);
  private static final Instant BEGUN = Instant.EPOCH;
  private static final String HISTORY = "history";

  /** Copies and checks. */
  PoolHistory {
    points = List.copyOf(points);
    values = List.copyOf(values);
    if (points.size() != values.size()) {
      throw new IllegalArgumentException(
          "values %d for %d candidates".formatted(values.size(), points.size()));
    }
  }

  /** What a campaign is told before it proposes anything. */
  List<Told> opening() {
    List<Told> told = new ArrayList<>();
    told.add(at(0, new CampaignEvent.CampaignDefined(definition)));
    for (int i = 0; i < points.size(); i++) {
      told.add(at(0, new CampaignEvent.CandidateAdmitted(i, idOf(i), points.get(i))));
    }
    return told;
  }

  /** What an experiment on each gives. */
  RecordedOutcomes outcomes() {
    List<Told> told = new ArrayList<>(opening());
    for (int i = 0; i < points.size(); i++) {
      told.add(at(0, observation("known-" + i, i, Optional.empty())));
    }
    return new RecordedOutcomes(definition, told);
  }

  /** A run from the beginning. */
  Rerun.Result run(int experiments) {
    List<Told> opening = opening();
    return new Rerun(
            new Rerun.Plan(opening, opening.size(), each -> each, GRACE, experiments, Set.of()),
            new Laboratory(definition, outcomes(), List.of()))
        .run();
  }

  /** The journal of a run whose experiments came one after the other. */
  List<Told> journal(Rerun.Result run) {
    List<Told> told = new ArrayList<>(opening());
    for (Rerun.Pick pick : run.picks()) {
      int candidate = pick.poolIndex().orElseThrow();
      int second = pick.ordinal() + 1;
      told.add(
          at(
              second,
              new CampaignEvent.ExperimentProposed(
                  pick.experimentId(),
                  pick.ordinal(),
                  candidate,
                  idOf(candidate),
                  points.get(candidate),
                  Terms.open(BEGUN.plus(Duration.ofDays(100_000))),
                  Optional.empty())));
      told.add(
          at(
              second,
              observation(pick.experimentId(), candidate, Optional.of(pick.experimentId()))));
    }
    return told;
  }

  CampaignEvent observation(String readingId, int candidate, Optional<String> experimentId) {
    return new CampaignEvent.ObservationReceived(
        readingId,
        definition.property(),
        idOf(candidate),
        experimentId,
        values.get(candidate),
        definition.unit());
  }

  private static String idOf(int candidate) {
    return "candidate-" + candidate;
  }

  static Told at(int second, CampaignEvent event) {
    Instant at = BEGUN.plusSeconds(second);
    Meta meta =
        Meta.newBuilder()
            .setId(HISTORY)
            .setSource(HISTORY)
            .setOccurredAt(at)
            .setRecordedAt(at)
            .build();
    return new Told(HISTORY, 0, second, event, meta);
  }
}
