package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.posterior.HeadSums;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.Candidate;
import io.athanor.event.HeadFederated;
import io.athanor.event.LessonShared;
import io.athanor.event.LessonsRequested;
import io.athanor.event.Meta;
import io.athanor.schemas.identity.EventIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Between lessons and what campaigns tell each other. */
final class LessonMapper {
  private LessonMapper() {}

  static LessonsRequested requested(String lender, LiveCampaign borrower, Meta cause) {
    String id =
        EventIds.derived(
            cause.getRecordedAt(),
            DecisionMapper.APPLICATION,
            "lessons",
            borrower.definition().getCampaignId(),
            lender);
    return LessonsRequested.newBuilder()
        .setMeta(DecisionMapper.meta(id, cause.getRecordedAt(), borrower, Optional.of(cause)))
        .setCampaignId(lender)
        .setBorrower(borrower.definition().getCampaignId())
        .build();
  }

  /** One measurement of the main objective, for one campaign that learns from it. */
  static LessonShared shared(
      LiveCampaign lender,
      String borrower,
      Measurement measurement,
      CampaignEvent.ObservationReceived source,
      Meta cause) {
    CampaignDefinition definition = lender.campaign().definition().orElseThrow();
    boolean pooled = definition.space() instanceof CampaignDefinition.DeclaredPool;
    Point point = lender.campaign().setting(measurement.candidate());
    Candidate candidate =
        pooled
            ? lender.pooled(measurement.candidate())
            : DecisionMapper.candidate(point, definition);
    Optional<PredictionReceived> prediction =
        pooled ? lender.campaign().prediction(measurement.candidate()) : Optional.empty();
    String id =
        EventIds.derived(
            cause.getRecordedAt(),
            DecisionMapper.APPLICATION,
            "lesson",
            definition.campaignId(),
            borrower,
            source.readingId());
    return LessonShared.newBuilder()
        .setMeta(DecisionMapper.meta(id, cause.getRecordedAt(), lender, Optional.of(cause)))
        .setCampaignId(borrower)
        .setLender(definition.campaignId())
        .setReadingId(source.readingId())
        .setCandidateId(candidate.getCandidateId())
        .setParameters(pooled ? candidate.getParameters() : definition.space().settings(point))
        .setEmbedding(
            prediction
                .map(each -> each.embedding().stream().map(Double::floatValue).toList())
                .orElse(List.of()))
        .setModelDigest(
            prediction
                .map(PredictionReceived::modelDigest)
                .filter(digest -> !digest.isEmpty())
                .orElse(null))
        .setProperty(definition.property())
        .setValue(measurement.value())
        .setUnit(definition.unit())
        .build();
  }

  static CampaignEvent.LessonLearned learned(LessonShared event, CampaignDefinition definition) {
    if (!Double.isFinite(event.getValue())) {
      throw new RefusedException("not-finite", "value", "the value is no finite number");
    }
    return new CampaignEvent.LessonLearned(
        event.getLender(),
        event.getReadingId(),
        event.getCandidateId(),
        point(event.getParameters(), definition),
        event.getEmbedding().stream().map(Float::doubleValue).toList(),
        Optional.ofNullable(event.getModelDigest()),
        event.getValue());
  }

  /** Empty where the other campaign's settings are none of this one's. */
  private static Optional<Point> point(Map<String, Object> setting, CampaignDefinition definition) {
    try {
      return Optional.of(EventMapper.point(setting, definition.space().parameters()));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  static CampaignEvent.HeadLearned learned(HeadFederated event) {
    int d = event.getDimension();
    if (d < 1 || event.getGram().size() != d * (d + 1) / 2) {
      throw new RefusedException(
          "invalid-field",
          "gram",
          "expected %d numbers, got %d".formatted(d * (d + 1) / 2, event.getGram().size()));
    }
    double[] gram = new double[d * d];
    int next = 0;
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        gram[i * d + j] = event.getGram().get(next);
        gram[j * d + i] = event.getGram().get(next);
        next++;
      }
    }
    try {
      return new CampaignEvent.HeadLearned(
          event.getRoundId(),
          event.getModelDigest(),
          event.getUnit(),
          Optional.ofNullable(event.getEpsilon()),
          new HeadSums(
              d,
              gram,
              event.getCross().stream().mapToDouble(Double::doubleValue).toArray(),
              event.getSquares(),
              event.getCount()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("invalid-field", "gram", e.getMessage());
    }
  }
}
