package io.athanor.acquisition.analysis.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.topology.RecordedCampaign;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.Approval;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.Objective;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SurrogateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why, of campaigns that the topology itself has run. */
class WhyAnalysisTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int POOL = 24;

  private static Objective objective(String property, Goal goal) {
    return Objective.newBuilder().setProperty(property).setUnit("eV").setGoal(goal).build();
  }

  private static CampaignDefined.Builder definition(AcquisitionKind acquisition, Object search) {
    return RecordedCampaign.pool("campaign-1", POOL)
        .setSearch(search)
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(acquisition)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .build())
        .setBudget(20)
        .setParallelism(1)
        .setProposalSeconds(6000)
        .setSeed(3);
  }

  private static Pool pool() {
    return new Pool(POOL, List.of(RecordedCampaign.axis("x"), RecordedCampaign.axis("y")));
  }

  private static RecordedCampaign pooled(CampaignDefined.Builder definition) {
    RecordedCampaign campaign = new RecordedCampaign(definition);
    admitAll(campaign);
    return campaign;
  }

  private static void admitAll(RecordedCampaign campaign) {
    for (int i = 0; i < POOL; i++) {
      campaign.admit(i, null, Map.of("x", i % 6 / 5.0, "y", i / 6 / 3.0));
    }
  }

  private static double gap(Candidate candidate) {
    double x = (Double) candidate.getParameters().get("x");
    double y = (Double) candidate.getParameters().get("y");
    return 1 + (x - 0.4) * (x - 0.4) + 0.5 * StrictMath.sin(3 * y) * x;
  }

  private static JsonNode why(CaseFile file, ExperimentProposed proposal, int influence)
      throws AnalysisException {
    ObjectNode request = JSON.createObjectNode();
    request.put("experimentId", proposal.getExperimentId()).put("influence", influence);
    return new WhyAnalysis().answer(file, request);
  }

  private static double sum(JsonNode parts) {
    double sum = 0;
    for (JsonNode each : parts) {
      sum += each.path("value").asDouble();
    }
    return sum;
  }

  /** What holds of every answer. */
  private static void shouldHold(JsonNode document, ExperimentProposed proposal) {
    assertThat(document.path("derivation").path("exact").asBoolean()).isTrue();
    assertThat(document.path("proposal").path("ordinal").asInt()).isEqualTo(proposal.getOrdinal());
    JsonNode acquisition = document.path("acquisition");
    double value = proposal.getWhy().getValue();
    assertThat(acquisition.path("value").asDouble()).isEqualTo(value);
    assertThat(sum(acquisition.path("parts")))
        .as("%s", acquisition)
        .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    if (proposal.getWhy().getMean() != null) {
      JsonNode attribution = document.path("attribution");
      assertThat(attribution.path("base").asDouble() + sum(attribution.path("parts")))
          .isCloseTo(proposal.getWhy().getMean(), within(1e-6));
    }
    assertThat(document.path("causesTotal").asInt())
        .isGreaterThanOrEqualTo(document.path("causes").size());
  }

  @ParameterizedTest
  @CsvSource({
    "UPPER_CONFIDENCE_BOUND, 1",
    "LOG_EXPECTED_IMPROVEMENT, 3",
    "THOMPSON_SAMPLING, 1",
    "AUTO, 2",
    "RANDOM, 1"
  })
  void shouldExplainEveryProposalOfAPool(AcquisitionKind acquisition, int parallelism)
      throws AnalysisException {
    try (RecordedCampaign campaign =
        pooled(definition(acquisition, pool()).setParallelism(parallelism))) {
      List<ExperimentProposed> proposals = campaign.run(7, WhyAnalysisTest::gap);
      CaseFile file = campaign.file();
      for (ExperimentProposed each : proposals) {
        shouldHold(why(file, each, 2), each);
      }
    }
  }

  @Test
  void shouldExplainAProcessSpaceAndTwoObjectives() throws AnalysisException {
    try (RecordedCampaign campaign =
        new RecordedCampaign(
            definition(
                    AcquisitionKind.EXPECTED_HYPERVOLUME_IMPROVEMENT,
                    ProcessSpace.newBuilder()
                        .setParameters(
                            List.of(RecordedCampaign.axis("x"), RecordedCampaign.axis("y")))
                        .build())
                .setObjectives(
                    List.of(objective("gap", Goal.MINIMIZE), objective("width", Goal.MAXIMIZE))))) {
      List<ExperimentProposed> all = new ArrayList<>();
      List<ExperimentProposed> open = campaign.proposals();
      while (all.size() < 6) {
        all.addAll(open);
        for (ExperimentProposed each : open) {
          campaign.measure(each, "gap", gap(each.getCandidate()));
          campaign.measure(
              each, "width", (Double) each.getCandidate().getParameters().get("x") * 2);
        }
        open = campaign.proposals();
      }
      for (ExperimentProposed each : all) {
        shouldHold(why(campaign.file(), each, 1), each);
      }
    }
  }

  @Test
  void shouldExplainByElementsWhereCandidatesAreEmbedded() throws AnalysisException {
    List<String> formulas = List.of("TiO2", "SrTiO3", "BaTiO3", "ZnO", "MgO", "CaTiO3");
    try (RecordedCampaign campaign =
        new RecordedCampaign(
            RecordedCampaign.pool("campaign-1", 6)
                .setPolicy(
                    Policy.newBuilder()
                        .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                        .setSurrogate(SurrogateKind.BAYESIAN_LINEAR)
                        .setFeatures(List.of(FeatureKind.EMBEDDING))
                        .build())
                .setBudget(5)
                .setParallelism(1)
                .setProposalSeconds(6000)
                .setSeed(3))) {
      for (int i = 0; i < formulas.size(); i++) {
        campaign.admit(i, formulas.get(i), Map.of("x", i / 6.0));
        campaign.predict(i, 2 + i, List.of(i / 3f, (i * i) % 5 / 2f, 1f - i));
      }
      List<ExperimentProposed> proposals =
          campaign.run(5, each -> each.getFormula().length() / 2.0);
      ExperimentProposed last = proposals.get(proposals.size() - 1);
      JsonNode document = why(campaign.file(), last, 3);
      shouldHold(document, last);
      assertThat(document.path("attribution").path("by").asText()).isEqualTo("elements");
      assertThat(document.path("attribution").path("parts"))
          .anyMatch(each -> each.path("feature").asText().equals("O"));
      assertThat(document.path("model").path("digest").asText()).isEqualTo("digest-1");
      assertThat(document.path("model").path("name").asText()).isEqualTo("test-model");
    }
  }

  @Test
  void shouldTellWhatLedToItAndWhatBecameOfIt() throws AnalysisException {
    try (RecordedCampaign campaign =
        pooled(
            definition(AcquisitionKind.UPPER_CONFIDENCE_BOUND, pool())
                .setApproval(Approval.REQUIRED))) {
      List<ExperimentProposed> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ExperimentProposed next = campaign.proposals().get(0);
        all.add(next);
        if (i == 3) {
          campaign.decide(next, Decision.VETO);
        } else if (i < 7) {
          campaign.decide(next, Decision.APPROVE);
          campaign.measure(next, "gap", gap(next.getCandidate()));
        }
      }
      JsonNode early = why(campaign.file(), all.get(5), 30);
      shouldHold(early, all.get(5));
      assertThat(early.path("approvals").get(0).path("by").asText()).isEqualTo("ada");
      assertThat(early.path("approvals").get(0).path("decision").asText()).isEqualTo("approve");
      assertThat(early.path("lifecycle")).hasSizeGreaterThan(1);
      JsonNode posterior = early.path("posterior");
      assertThat(posterior.path("outcome").path("value").asDouble())
          .isCloseTo(gap(all.get(5).getCandidate()), within(1e-12));
      assertThat(posterior.path("unit").asText()).isEqualTo("eV");
      assertThat(posterior.path("before").path("observations").asInt()).isEqualTo(3);
      assertThat(posterior.path("at").path("observations").asInt()).isEqualTo(4);
      assertThat(posterior.path("after").path("observations").asInt()).isEqualTo(6);
      assertThat(posterior.path("after").path("standardDeviation").asDouble())
          .isLessThan(posterior.path("at").path("standardDeviation").asDouble());
      assertThat(early.path("causes"))
          .anyMatch(each -> each.path("text").asText().contains("veto of experiment #3 by ada"))
          .anyMatch(each -> each.path("text").asText().startsWith("gap = "));
      assertThat(early.path("influence"))
          .anyMatch(each -> each.path("text").asText().contains("veto"));
      assertThat(early.path("influenceExamined").path("examined").asInt())
          .isEqualTo(early.path("influence").size());
      JsonNode last = why(campaign.file(), all.get(7), 0);
      assertThat(last.path("posterior").path("outcome").isNull()).isTrue();
      assertThat(last.path("influence")).isEmpty();
    }
  }

  @Test
  void shouldFindWhatACampaignWithoutTheEventFinds() throws AnalysisException {
    int checked = 0;
    int changed = 0;
    for (AcquisitionKind kind :
        List.of(AcquisitionKind.UPPER_CONFIDENCE_BOUND, AcquisitionKind.LOG_EXPECTED_IMPROVEMENT)) {
      try (RecordedCampaign campaign = pooled(definition(kind, pool()).setParallelism(2))) {
        List<ExperimentProposed> all = new ArrayList<>();
        List<ExperimentProposed> open = campaign.proposals();
        while (all.size() < 14) {
          all.addAll(open);
          for (ExperimentProposed each : open) {
            if (each.getOrdinal() % 5 == 3) {
              campaign.fail(each);
            } else {
              campaign.measure(each, "gap", gap(each.getCandidate()));
            }
          }
          open = campaign.proposals();
        }
        for (ExperimentProposed each : all) {
          var verdict = InfluenceCheck.of(campaign.file(), each.getExperimentId(), 4);
          if (verdict.isPresent()) {
            assertThat(verdict.get().asStated()).as("%s", each.getOrdinal()).isTrue();
            checked++;
            changed += verdict.get().changed() ? 1 : 0;
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
    assertThat(changed).isGreaterThan(10);
  }

  @Test
  void shouldExplainWhereReadingsCameBeforeTheirCandidatesOrWithoutThem() throws AnalysisException {
    try (RecordedCampaign campaign =
        new RecordedCampaign(definition(AcquisitionKind.UPPER_CONFIDENCE_BOUND, pool()))) {
      campaign.know(POOL + 1, "gap", 9);
      campaign.know(5, "gap", 1.5);
      campaign.know(2, "gap", 1.2);
      admitAll(campaign);
      List<ExperimentProposed> proposals = campaign.run(3, WhyAnalysisTest::gap);
      ExperimentProposed last = proposals.get(proposals.size() - 1);
      JsonNode document = why(campaign.file(), last, 10);
      shouldHold(document, last);
      assertThat(document.path("influenceExamined").path("of").asInt()).isEqualTo(4);
      assertThat(document.path("influence"))
          .noneMatch(each -> each.path("text").asText().contains("c-" + (POOL + 1)));
    }
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() {
    try (RecordedCampaign campaign =
        pooled(definition(AcquisitionKind.UPPER_CONFIDENCE_BOUND, pool()))) {
      CaseFile file = campaign.file();
      assertThatThrownBy(() -> new WhyAnalysis().answer(file, JSON.createObjectNode()))
          .isInstanceOf(AnalysisException.class)
          .hasMessage("experimentId is missing");
      assertThatThrownBy(
              () ->
                  new WhyAnalysis()
                      .answer(file, JSON.createObjectNode().put("experimentId", "nobody's")))
          .hasMessage("experimentId is no proposal of campaign campaign-1");
      assertThatThrownBy(
              () ->
                  new WhyAnalysis()
                      .answer(
                          file,
                          JSON.createObjectNode().put("experimentId", "x").put("influence", -1)))
          .hasMessageStartingWith("influence must be");
    }
  }
}
