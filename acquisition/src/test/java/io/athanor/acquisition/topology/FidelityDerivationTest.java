package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FidelityLevel;
import io.athanor.event.FidelityWorth;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SurrogateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proposals at two levels, said in full and derived again from the log. */
class FidelityDerivationTest {
  private static final int POOL = 60;

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "2, false"})
  void shouldSayTheLevelAndDeriveItByteForByte(int parallelism, boolean pool) {
    List<ExperimentProposed> all = new ArrayList<>();
    try (RecordedCampaign campaign = new RecordedCampaign(definition(parallelism, pool))) {
      for (int i = 0; pool && i < POOL; i++) {
        campaign.admit(i, null, Map.of("x", i / (double) POOL));
      }
      for (List<ExperimentProposed> open = campaign.proposals();
          !open.isEmpty();
          open = campaign.proposals()) {
        all.addAll(open);
        open.forEach(each -> answer(campaign, each));
      }
      CaseFile file = campaign.file();
      List<Derivation.Derived> derived = new ArrayList<>();
      Derivation.of(file.codecs(), Driven.GRACE, file.campaignId(), file.entries())
          .deriveAll(derived::add);
      assertThat(derived).hasSameSizeAs(all).allMatch(Derivation.Derived::isExact);
    }
    assertThat(all).extracting(ExperimentProposed::getFidelity).containsOnly("dft", "device");
    assertThat(all.subList(0, 10)).extracting(ExperimentProposed::getFidelity).containsOnly("dft");
    assertThat(all)
        .allSatisfy(each -> assertThat(each.getWhy().getReason()).containsIgnoringCase("at d"));
    List<ExperimentProposed> weighed =
        all.stream().filter(each -> !each.getWhy().getFidelities().isEmpty()).toList();
    assertThat(weighed).isNotEmpty();
    for (ExperimentProposed each : weighed) {
      FidelityWorth cheap = each.getWhy().getFidelities().get(0);
      FidelityWorth dear = each.getWhy().getFidelities().get(1);
      boolean cheaper =
          cheap.getReduction() / cheap.getCost() >= dear.getReduction() / dear.getCost();
      assertThat(each.getFidelity()).isEqualTo(cheaper ? "dft" : "device");
    }
    double spent = all.stream().mapToDouble(each -> cost(each)).sum();
    assertThat(spent).isLessThanOrEqualTo(140).isGreaterThan(140 - 10 - parallelism * 10);
  }

  private static double cost(ExperimentProposed proposal) {
    return proposal.getFidelity().equals("dft") ? 1 : 10;
  }

  private static void answer(RecordedCampaign campaign, ExperimentProposed proposal) {
    double x = (Double) proposal.getCandidate().getParameters().get("x");
    double truth = 3 - 8 * (x - 0.7) * (x - 0.7) + Math.sin(9 * x) / 3;
    if (proposal.getFidelity().equals("dft")) {
      campaign.compute(proposal, "DFT/PBE", "gap", 0.6 * truth + 0.2 * x);
    } else {
      campaign.measure(proposal, "gap", truth);
    }
  }

  private static CampaignDefined.Builder definition(int parallelism, boolean pool) {
    CampaignDefined.Builder plain = RecordedCampaign.pool("campaign-1", POOL);
    return plain
        .setSearch(
            pool
                ? new Pool(POOL, List.of(RecordedCampaign.axis("x")))
                : ProcessSpace.newBuilder()
                    .setParameters(List.of(RecordedCampaign.axis("x")))
                    .build())
        .setBudget(140)
        .setParallelism(parallelism)
        .setSeed(7)
        .setPolicy(
            Policy.newBuilder(plain.getPolicy())
                .setSurrogate(SurrogateKind.AUTO)
                .setFidelities(
                    List.of(
                        FidelityLevel.newBuilder()
                            .setName("dft")
                            .setCost(1)
                            .setMethods(List.of("DFT/PBE"))
                            .build(),
                        FidelityLevel.newBuilder().setName("device").setCost(10).build()))
                .build());
  }
}
