package io.athanor.gateway.view;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.event.Objective;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.event.FidelityTerms;
import io.athanor.gateway.log.Position;
import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Units;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;

/** One campaign while it is being folded. Owned by {@link View}, which locks. */
final class CampaignFold {
  private static final long LONGEST_MICROS = 3_600_000_000L;
  private static final double MICROS_PER_MILLI = 1_000.0;

  private final Map<String, ExperimentView> experiments = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<FeedItem> feed = new ArrayList<>();
  private final List<ObservationDerived> all = new ArrayList<>();
  private final Map<String, List<ExperimentProgressed>> early = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
  private CampaignDefined definition;
  private ObservationDerived best;
  private double bestScore;
  private int observations;
  private ExperimentProposed latest;
  private CoverageReported coverage;
  private CampaignConcluded conclusion;
  private CapacityGranted grant;

  /** With what was told to every campaign before. */
  CampaignFold(List<FeedItem> toAll) {
    feed.addAll(toAll);
  }

  /** A definition; whoever was first keeps the id, another tenant's later one changes nothing. */
  void define(CampaignDefined newDefinition) {
    boolean foreign =
        definition != null
            && !Objects.equals(
                definition.getMeta().getTenant(), newDefinition.getMeta().getTenant());
    if (foreign) {
      return;
    }
    definition = newDefinition;
    scoreAgain();
  }

  private void scoreAgain() {
    best = null;
    observations = 0;
    all.forEach(this::score);
  }

  /** A proposal; said twice it counts once. */
  void propose(Position position, ExperimentProposed proposal, OptionalDouble millis) {
    ExperimentView first =
        new ExperimentView(
            proposal, ExperimentLifecycle.proposed(Terms.of(proposal)), Optional.empty(), millis);
    if (experiments.putIfAbsent(proposal.getExperimentId(), first) == null) {
      open.add(proposal.getExperimentId());
      if (latest == null || latest.getOrdinal() < proposal.getOrdinal()) {
        latest = proposal;
      }
      millis.ifPresent(
          each ->
              latencies.recordValue(Math.min(LONGEST_MICROS, Math.round(each * MICROS_PER_MILLI))));
      feed.add(new FeedItem(position, proposal));
      // there is no order between topics: its outcome may have been read before its level was known
      if (proposal.getFidelity() != null
          && definition != null
          && all.stream()
              .anyMatch(each -> proposal.getExperimentId().equals(each.getExperimentId()))) {
        scoreAgain();
      }
      List<ExperimentProgressed> waiting = early.remove(proposal.getExperimentId());
      if (waiting != null) {
        // the proposal's own entry shows where it stands by now: an entry out of the log's order
        // would be lost to whoever resumes behind it
        waiting.forEach(this::apply);
      }
    }
  }

  Optional<Position> positionOf(String experimentId) {
    return feed.stream()
        .filter(
            each ->
                each.event() instanceof ExperimentProposed proposal
                    && proposal.getExperimentId().equals(experimentId))
        .map(FeedItem::position)
        .findFirst();
  }

  Transition step(Position position, ExperimentProgressed step) {
    if (!experiments.containsKey(step.getExperimentId())) {
      // there is no order between topics: the proposal may be read later
      early.computeIfAbsent(step.getExperimentId(), id -> new ArrayList<>()).add(step);
      return new Refused("no such experiment");
    }
    Transition transition = apply(step);
    if (transition instanceof Accepted) {
      feed.add(new FeedItem(position, step));
    }
    return transition;
  }

  private Transition apply(ExperimentProgressed step) {
    ExperimentView experiment = experiments.get(step.getExperimentId());
    Transition transition = experiment.lifecycle().on(step);
    if (transition instanceof Accepted accepted) {
      told.add(step.getMeta().getId());
      experiments.put(
          step.getExperimentId(),
          new ExperimentView(
              experiment.proposal(),
              accepted.next(),
              Optional.of(step),
              experiment.readingToProposalMillis()));
      if (accepted.next().isEnded()) {
        open.remove(step.getExperimentId());
      }
    }
    return transition;
  }

  /** A fact that is news to whoever follows the campaign; said twice it counts once. */
  void tell(Position position, SpecificRecord event) {
    if (event.get(event.getSchema().getField("meta").pos()) instanceof Meta meta
        && told.add(meta.getId())) {
      feed.add(new FeedItem(position, event));
      if (event instanceof ObservationDerived observation) {
        observe(observation);
      } else if (event instanceof CapacityGranted granted) {
        grant = granted;
      }
    }
  }

  private void observe(ObservationDerived observation) {
    all.add(observation);
    if (definition != null) {
      score(observation);
    }
  }

  /** How its intervals did; they come in order, the last one holds. */
  void cover(CoverageReported report) {
    coverage = report;
  }

  /** It proposes nothing more; a later definition takes it up again. */
  void conclude(CampaignConcluded event) {
    conclusion = event;
  }

  Optional<CampaignDefined> definition() {
    return Optional.ofNullable(definition);
  }

  Map<String, ExperimentView> experiments() {
    return experiments;
  }

  /** Experiments that are not over, in the order of their proposals. */
  Stream<ExperimentView> open() {
    return open.stream().map(experiments::get);
  }

  /** Where an experiment stands; null where nobody proposed it. */
  ExperimentLifecycle lifecycle(String experimentId) {
    ExperimentView experiment = experiments.get(experimentId);
    return experiment == null ? null : experiment.lifecycle();
  }

  /** Whether a step changed where its experiment stands. */
  boolean holds(String stepId) {
    return told.contains(stepId);
  }

  List<FeedItem> feed() {
    return feed;
  }

  CampaignView snapshot() {
    return new CampaignView(
        definition,
        experiments.values().stream()
            .sorted(Comparator.comparingInt(each -> each.proposal().getOrdinal()))
            .toList(),
        observations,
        Optional.ofNullable(best),
        width(),
        Optional.ofNullable(coverage),
        conclusion(),
        Optional.ofNullable(grant),
        new CampaignView.Latencies(
            latencies.getValueAtPercentile(50) / MICROS_PER_MILLI,
            latencies.getValueAtPercentile(99) / MICROS_PER_MILLI,
            latencies.getTotalCount()));
  }

  /**
   * The topics are not in order to each other: what was concluded of an older definition is over.
   */
  private Optional<CampaignConcluded> conclusion() {
    return Optional.ofNullable(conclusion)
        .filter(
            each ->
                definition == null
                    || !each.getMeta()
                        .getRecordedAt()
                        .isBefore(definition.getMeta().getRecordedAt()));
  }

  private OptionalDouble width() {
    return latest == null || latest.getWhy().getStandardDeviation() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(latest.getWhy().getStandardDeviation());
  }

  private void score(ObservationDerived observation) {
    Objective objective = definition.getObjectives().get(0);
    ExperimentView asked = experiments.get(observation.getExperimentId());
    if (!observation.getProperty().equals(objective.getProperty())
        || !FidelityTerms.counts(
            observation,
            definition.getPolicy(),
            asked == null ? null : asked.proposal().getFidelity())) {
      return;
    }
    observations++;
    try {
      double value =
          Units.convert(
              observation.getQuantity().getValue(),
              observation.getQuantity().getUnit(),
              objective.getUnit());
      double score =
          switch (objective.getGoal()) {
            case MAXIMIZE -> value;
            case MINIMIZE -> -value;
            case TARGET -> -Math.abs(value - objective.getTarget());
            case WINDOW -> -outside(objective, value);
            case UNKNOWN -> Double.NEGATIVE_INFINITY;
          };
      if (best == null || score > bestScore) {
        best = observation;
        bestScore = score;
      }
    } catch (MaterialException e) {
      // another dimension than the objective's: acquisition refuses it with a dead letter
    }
  }

  private static double outside(Objective window, double value) {
    double below = window.getLower() == null ? 0 : window.getLower() - value;
    double above = window.getUpper() == null ? 0 : value - window.getUpper();
    return Math.max(0, Math.max(below, above));
  }
}
