package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.BoundedSearch;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SurrogateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proposals within a deadline say how far they looked, and are derived again from the log. */
class DeadlineDerivationTest {
  private static final int POOL = 4000;
  private static final int BUDGET = 24;
  private static final int LONGER = 44;

  @ParameterizedTest
  @CsvSource({
    "AUTO, GAUSSIAN_PROCESS, 1, true",
    "LOG_EXPECTED_IMPROVEMENT, GAUSSIAN_PROCESS, 3, true",
    "PROBABILITY_OF_IMPROVEMENT, GAUSSIAN_PROCESS, 2, true",
    "AUTO, AUTO, 2, false",
    "AUTO, BAYESIAN_LINEAR, 1, true"
  })
  void shouldSayHowFarItLookedAndDeriveItByteForByte(
      AcquisitionKind acquisition, SurrogateKind surrogate, int parallelism, boolean pool) {
    List<ExperimentProposed> all = new ArrayList<>();
    try (RecordedCampaign campaign =
        new RecordedCampaign(definition(acquisition, surrogate, parallelism, pool))) {
      for (int i = 0; pool && i < POOL; i++) {
        campaign.admit(i, null, Map.of("x", i / (double) POOL));
      }
      all.addAll(
          campaign.run(
              pool ? BUDGET : LONGER,
              candidate -> Math.sin(17 * (Double) candidate.getParameters().get("x"))));
      CaseFile file = campaign.file();
      List<Derivation.Derived> derived = new ArrayList<>();
      Derivation.of(file.codecs(), Driven.GRACE, file.campaignId(), file.entries())
          .deriveAll(derived::add);
      assertThat(derived).hasSameSizeAs(all).allMatch(Derivation.Derived::isExact);
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(BUDGET);
    List<BoundedSearch> searches =
        all.stream().map(each -> each.getWhy().getSearch()).filter(each -> each != null).toList();
    assertThat(searches)
        .hasSizeGreaterThan(BUDGET / 2)
        .allSatisfy(each -> assertThat(each.getJudged()).isBetween(1, each.getCandidates()));
    if (surrogate == SurrogateKind.BAYESIAN_LINEAR) {
      assertThat(searches).allMatch(each -> each.getGap() == 0);
    } else {
      assertThat(searches).anyMatch(each -> each.getJudged() < each.getCandidates());
    }
    boolean bounded = acquisition != AcquisitionKind.PROBABILITY_OF_IMPROVEMENT;
    for (BoundedSearch each : searches) {
      if (bounded || each.getJudged() == each.getCandidates()) {
        assertThat(each.getGap()).isNotNegative();
      } else {
        assertThat(each.getGap()).isNull();
      }
    }
  }

  private static CampaignDefined.Builder definition(
      AcquisitionKind acquisition, SurrogateKind surrogate, int parallelism, boolean pool) {
    CampaignDefined.Builder plain = RecordedCampaign.pool("campaign-1", POOL);
    return plain
        .setSearch(
            pool
                ? new Pool(POOL, List.of(RecordedCampaign.axis("x")))
                : ProcessSpace.newBuilder()
                    .setParameters(List.of(RecordedCampaign.axis("x")))
                    .build())
        .setBudget(pool ? BUDGET : LONGER)
        .setParallelism(parallelism)
        .setSeed(7)
        .setPolicy(
            Policy.newBuilder(plain.getPolicy())
                .setAcquisition(acquisition)
                .setSurrogate(surrogate)
                .setDeadline("PT0.001S")
                .build());
  }
}
