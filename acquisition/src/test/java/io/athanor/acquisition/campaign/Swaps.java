package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ModelReleased;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.Meta;
import io.athanor.event.RolloutStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Campaigns over candidates that only a model tells apart. The first number of an embedding says
 * which version it is of, the second which candidate.
 */
final class Swaps {
  static final String MODEL = "model";

  private Swaps() {}

  static CampaignDefinition definition(
      int pool, int budget, Policy.Acquisition acquisition, Optional<InventionTerms> invention) {
    return new CampaignDefinition(
        "campaign-1",
        List.of(new Wanted("yield", "%", Objective.of(new Goal.Maximize()))),
        new CampaignDefinition.DeclaredPool(pool, List.of()),
        new Policy(acquisition, Policy.Surrogate.BAYESIAN_LINEAR, 1, 2),
        Stopping.never(),
        Set.of(Feature.EMBEDDING),
        budget,
        1,
        Duration.ofDays(1),
        7,
        CampaignDefinition.State.OPEN,
        ActionTerms.OPEN,
        invention,
        Optional.empty());
  }

  static InventionTerms terms(int count, int waves, double dryBelow) {
    return new InventionTerms(
        new InventionTerms.Elements(List.of(), List.of(), List.of(), 1, 6),
        List.of(),
        20,
        List.of(),
        count,
        waves,
        dryBelow);
  }

  static CandidateAdmitted candidate(int index) {
    return new CandidateAdmitted(index, "c-" + index, new Point(List.of()));
  }

  static String digest(int version) {
    return "digest-" + version;
  }

  static PredictionReceived said(int version, int candidate) {
    return said(version, candidate, MODEL);
  }

  static PredictionReceived said(int version, int candidate, String model) {
    double x = candidate / 64.0;
    return new PredictionReceived(
        "c-" + candidate,
        OptionalDouble.empty(),
        List.of((double) version, x, version % 2 == 0 ? x * x : 1 - x),
        digest(version),
        model,
        List.of());
  }

  /** A word on a version; later ones have higher ids. */
  static ModelReleased word(int id, int version, RolloutStage stage, double share) {
    return new ModelReleased(
        io.athanor.event.ModelReleased.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("%08d".formatted(id))
                    .setSource("test")
                    .setOccurredAt(Campaigns.START)
                    .setRecordedAt(Campaigns.START)
                    .build())
            .setModelName(MODEL)
            .setVersion("v" + version)
            .setDigest(digest(version))
            .setMetrics(Map.of())
            .setStage(stage)
            .setShare(share)
            .setProperties(List.of("yield"))
            .setEmbeddingSize(3)
            .build());
  }

  static ModelReleased champion(int id, int version) {
    return word(id, version, RolloutStage.CHAMPION, 0);
  }
}
