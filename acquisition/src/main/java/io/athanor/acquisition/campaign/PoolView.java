package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A complete pool as its planner sees it.
 *
 * @param pool the candidates by place
 * @param modelDigest the version behind its features; where versions are not told apart the one
 *     that scored most candidates, the lower digest where two scored as many
 */
record PoolView(SearchSpace.Pool pool, Optional<String> modelDigest) {
  /**
   * Of candidates by place.
   *
   * @param places every place has a candidate; one that nobody came to has another's
   */
  static PoolView of(
      CampaignDefinition definition,
      CampaignDefinition.DeclaredPool declared,
      List<CandidateAdmitted> places,
      Optional<Generation> seen) {
    List<Optional<PredictionReceived>> said =
        places.stream()
            .map(each -> seen.flatMap(generation -> generation.of(each.candidateId())))
            .toList();
    boolean own = definition.features().contains(Feature.PARAMETERS);
    boolean mean = definition.features().contains(Feature.PREDICTION);
    double fallback = mean ? meanOfMeans(said) : 0;
    int width = definition.features().contains(Feature.EMBEDDING) ? width(said) : 0;
    List<Point> points = new ArrayList<>();
    FeatureRows.Builder features = FeatureRows.builder(places.size(), mean ? width + 1 : width);
    for (int row = 0; row < places.size(); row++) {
      points.add(own ? places.get(row).point() : new Point(List.of()));
      // what the model could not say is taken as the pool's average
      if (mean) {
        OptionalDouble known =
            said.get(row).map(PredictionReceived::mean).orElse(OptionalDouble.empty());
        features.add(known.orElse(fallback));
      }
      List<Double> embedding =
          said.get(row).map(PredictionReceived::embedding).orElse(List.<Double>of());
      for (int i = 0; i < width; i++) {
        features.add(embedding.size() == width ? embedding.get(i) : 0);
      }
    }
    return new PoolView(
        new SearchSpace.Pool(own ? declared.parameters() : List.of(), points, features.build()),
        definition.needsPredictions()
            ? seen.flatMap(Generation::digest).or(() -> mostVotes(said))
            : Optional.empty());
  }

  private static Optional<String> mostVotes(List<Optional<PredictionReceived>> said) {
    Map<String, Integer> votes = new TreeMap<>();
    said.stream()
        .flatMap(Optional::stream)
        .filter(prediction -> !prediction.isUnscorable())
        .forEach(prediction -> votes.merge(prediction.modelDigest(), 1, Integer::sum));
    return votes.entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(Map.Entry::getKey);
  }

  private static double meanOfMeans(List<Optional<PredictionReceived>> said) {
    return said.stream()
        .flatMap(Optional::stream)
        .map(PredictionReceived::mean)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average()
        .orElse(0);
  }

  private static int width(List<Optional<PredictionReceived>> said) {
    return said.stream()
        .flatMap(Optional::stream)
        .mapToInt(each -> each.embedding().size())
        .max()
        .orElse(0);
  }
}
