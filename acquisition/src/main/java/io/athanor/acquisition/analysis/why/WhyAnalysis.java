package io.athanor.acquisition.analysis.why;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.acquisition.analysis.Analysis;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.planner.Dissection;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.acquisition.topology.Derivation;
import java.util.Optional;

/**
 * Why this one? Request: {@code experimentId}; {@code influence}, how many events are left out one
 * by one, {@value #INFLUENCES} where it does not say; {@code position} with the {@code partition}
 * and {@code offset} of the published proposal where the asker knows them.
 */
public final class WhyAnalysis implements Analysis {
  /** Events that are left out one by one where nobody says how many. */
  public static final int INFLUENCES = 8;

  private static final int MOST_INFLUENCES = 500;

  @Override
  public JsonNode answer(CaseFile file, JsonNode request) throws AnalysisException {
    String experimentId = request.path("experimentId").asText("");
    if (experimentId.isBlank()) {
      throw new AnalysisException("experimentId", "is missing");
    }
    int influences = influences(request.path("influence"));
    Moment moment = Moment.of(file, experimentId);
    Course course = Course.of(file);
    return new WhyDocument(moment, course)
        .write(
            new WhyDocument.Findings(
                Dissection.of(moment.problem(), moment.choice(), moment.memo()),
                new Influences(moment).find(influences),
                attribution(moment),
                Derivation.of(file.codecs(), file.grace(), file.campaignId(), file.entries())
                    .derive(experimentId)
                    .orElseThrow()),
            request);
  }

  private static int influences(JsonNode asked) throws AnalysisException {
    if (asked.isMissingNode() || asked.isNull()) {
      return INFLUENCES;
    }
    if (!asked.isIntegralNumber() || asked.asLong() < 0 || asked.asLong() > MOST_INFLUENCES) {
      throw new AnalysisException(
          "influence", "must be a whole number from 0 to %d".formatted(MOST_INFLUENCES));
    }
    return asked.asInt();
  }

  /** Of the posterior mean, where there was one. */
  private static Optional<Attribution> attribution(Moment moment) {
    Double mean = moment.proposal().getWhy().getMean();
    if (mean == null) {
      return Optional.empty();
    }
    CampaignDefinition definition = moment.campaign().definition().orElseThrow();
    PlanningProblem problem = moment.problem();
    Optional<Attribution> elements =
        definition.features().contains(Feature.EMBEDDING)
                && problem.space() instanceof SearchSpace.Pool pool
            ? ElementShares.of(
                problem,
                moment.choice(),
                mean,
                Formulas.of(moment.before(), pool.points().size()),
                moment.memo())
            : Optional.empty();
    return elements
        .or(() -> ParameterShares.of(problem, moment.choice(), mean, moment.memo()))
        .filter(Attribution::addsUp);
  }
}
