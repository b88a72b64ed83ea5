package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Measured;
import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Reading;
import io.athanor.acquisition.analysis.fork.RecordedOutcomes.Result;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.planner.space.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Does experiments for a fork: the k-th on a candidate gives what the k-th recorded on it gave, and
 * from the first again when there are no more; a candidate of which nothing was measured has its
 * outcome in the world, if there is one. Owned by one run.
 */
final class Laboratory {
  /** Where an outcome comes from. */
  enum Source {
    /** The log. */
    RECORDED,
    /** A world drawn from what is believed. */
    ORACLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an experiment gave, and who says so. */
  record Answer(Result result, Source source) {}

  private final CampaignDefinition definition;
  private final RecordedOutcomes recorded;
  private final List<Oracle.World> worlds;
  private final Map<Object, Integer> done = new HashMap<>();

  /**
   * With what is known.
   *
   * @param worlds one for each objective; none where only the log may answer
   */
  Laboratory(CampaignDefinition definition, RecordedOutcomes recorded, List<Oracle.World> worlds) {
    this.definition = definition;
    this.recorded = recorded;
    this.worlds = List.copyOf(worlds);
  }

  /** An experiment was done as in the log: the next on its candidate gives the next outcome. */
  void passed(ExperimentProposed experiment) {
    done.merge(key(experiment.candidate(), experiment.point()), 1, Integer::sum);
  }

  /** The next experiment on a candidate; empty where nobody knows what it gives. */
  Optional<Answer> next(int candidate, Point point) {
    int before = done.merge(key(candidate, point), 1, Integer::sum) - 1;
    List<Result> known = recorded.of(candidate, point);
    boolean measured = known.stream().anyMatch(Measured.class::isInstance);
    if (!known.isEmpty() && (before < known.size() || measured || worlds.isEmpty())) {
      return Optional.of(new Answer(known.get(before % known.size()), Source.RECORDED));
    }
    if (worlds.isEmpty()) {
      return Optional.empty();
    }
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < worlds.size(); i++) {
      CampaignDefinition.Wanted wanted = definition.wanted().get(i);
      double value = isPooled() ? worlds.get(i).outcome(candidate) : worlds.get(i).outcome(point);
      readings.add(new Reading(wanted.property(), value, wanted.unit(), 0));
    }
    return Optional.of(new Answer(new Measured(readings), Source.ORACLE));
  }

  private boolean isPooled() {
    return definition.space() instanceof CampaignDefinition.DeclaredPool;
  }

  private Object key(int candidate, Point point) {
    return isPooled() ? (Object) candidate : point;
  }
}
