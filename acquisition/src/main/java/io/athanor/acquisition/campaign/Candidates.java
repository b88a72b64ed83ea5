package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The pool of one campaign while it fills. Once it is complete the planner's view of it is built
 * and frozen: predictions of a later model no longer change what this campaign sees.
 */
final class Candidates {
  private final Map<Integer, CandidateAdmitted> byIndex = new TreeMap<>();
  private final Map<String, Integer> indexOf = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, PredictionReceived> predictions = new HashMap<>();
  private int scored;
  private SearchSpace.Pool frozen;
  private Optional<String> modelDigest = Optional.empty();

  Outcome admit(CandidateAdmitted candidate, int size) {
    if (candidate.index() < 0 || candidate.index() >= size) {
      return new Outcome.Refused(
          "invalid-field",
          "memberships.index",
          "index %d is outside the pool of %d".formatted(candidate.index(), size));
    }
    CandidateAdmitted known = byIndex.get(candidate.index());
    if (known != null) {
      return known.isSame(candidate)
          ? new Outcome.Duplicate()
          : new Outcome.Refused(
              "id-reused",
              "memberships.index",
              "index %d is already candidate %s".formatted(candidate.index(), known.candidateId()));
    }
    byIndex.put(candidate.index(), candidate);
    // the same material may be listed twice: facts without an experiment then belong to its first
    // place
    indexOf.merge(candidate.candidateId(), candidate.index(), Math::min);
    places.merge(candidate.candidateId(), 1, Integer::sum);
    if (predictions.containsKey(candidate.candidateId())) {
      scored++;
    }
    return new Outcome.Accepted();
  }

  /**
   * Takes a score. One that comes after the pool was frozen is still the first that was said of its
   * candidate, so its intervals may be put to the test; the planner never sees it.
   */
  Outcome score(PredictionReceived said, boolean needed) {
    PredictionReceived prediction = needed ? said : said.withoutEmbedding();
    PredictionReceived known = predictions.get(prediction.candidateId());
    if (prediction.equals(known)) {
      return new Outcome.Duplicate();
    }
    boolean late = known != null || !indexOf.containsKey(prediction.candidateId());
    if (frozen != null && (late || prediction.isUnscorable())) {
      return new Outcome.Ignored("the campaign has begun with model " + modelDigest.orElse("none"));
    }
    if (known != null && prediction.isUnscorable()) {
      return new Outcome.Ignored("the candidate has a score");
    }
    predictions.put(prediction.candidateId(), prediction);
    if (known == null) {
      scored += places.getOrDefault(prediction.candidateId(), 0);
    }
    return new Outcome.Accepted();
  }

  /** The planner's view, once everybody has arrived. */
  Optional<SearchSpace.Pool> complete(
      CampaignDefinition definition, CampaignDefinition.DeclaredPool pool) {
    if (frozen == null
        && byIndex.size() == pool.size()
        && (!definition.needsPredictions() || scored == byIndex.size())) {
      freeze(definition, pool);
    }
    return Optional.ofNullable(frozen);
  }

  OptionalInt indexOf(String candidateId) {
    Integer index = indexOf.get(candidateId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What a model said of a candidate, if one did. */
  Optional<PredictionReceived> prediction(int index) {
    return Optional.ofNullable(byIndex.get(index))
        .map(candidate -> predictions.get(candidate.candidateId()));
  }

  CandidateAdmitted at(int index) {
    return byIndex.get(index);
  }

  String idOf(int index) {
    return byIndex.get(index).candidateId();
  }

  int admitted() {
    return byIndex.size();
  }

  int scored() {
    return scored;
  }

  Optional<String> modelDigest() {
    return modelDigest;
  }

  private void freeze(CampaignDefinition definition, CampaignDefinition.DeclaredPool pool) {
    boolean own = definition.features().contains(Feature.PARAMETERS);
    List<Point> points = new ArrayList<>();
    double fallback = meanOfMeans(definition);
    int width = embeddingSize(definition);
    boolean mean = definition.features().contains(Feature.PREDICTION);
    FeatureRows.Builder features = FeatureRows.builder(byIndex.size(), mean ? width + 1 : width);
    for (CandidateAdmitted candidate : byIndex.values()) {
      points.add(own ? candidate.point() : new Point(List.of()));
      PredictionReceived prediction = predictions.get(candidate.candidateId());
      // what the model could not say is taken as the pool's average
      if (mean) {
        features.add(prediction.mean().orElse(fallback));
      }
      for (int i = 0; i < width; i++) {
        features.add(prediction.embedding().size() == width ? prediction.embedding().get(i) : 0);
      }
    }
    frozen = new SearchSpace.Pool(own ? pool.parameters() : List.of(), points, features.build());
    if (definition.needsPredictions()) {
      // the model that scored most candidates; the lower digest where two scored as many
      Map<String, Integer> votes = new TreeMap<>();
      byIndex.values().stream()
          .map(c -> predictions.get(c.candidateId()))
          .filter(prediction -> !prediction.isUnscorable())
          .forEach(prediction -> votes.merge(prediction.modelDigest(), 1, Integer::sum));
      modelDigest =
          votes.entrySet().stream()
              .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
              .map(Map.Entry::getKey);
    }
  }

  private double meanOfMeans(CampaignDefinition definition) {
    if (!definition.needsPredictions()) {
      return 0;
    }
    return byIndex.values().stream()
        .map(c -> predictions.get(c.candidateId()).mean())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average()
        .orElse(0);
  }

  private int embeddingSize(CampaignDefinition definition) {
    if (!definition.features().contains(Feature.EMBEDDING)) {
      return 0;
    }
    return byIndex.values().stream()
        .mapToInt(c -> predictions.get(c.candidateId()).embedding().size())
        .max()
        .orElse(0);
  }
}
