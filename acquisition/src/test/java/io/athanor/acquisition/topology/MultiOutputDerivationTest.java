package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Goal;
import io.athanor.event.Objective;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.SurrogateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proposals by one posterior of two objectives, derived again from the log. */
class MultiOutputDerivationTest {
  private static final int POOL = 30;

  @Test
  void shouldDeriveEveryProposalByteForByte() {
    List<ExperimentProposed> all = new ArrayList<>();
    try (RecordedCampaign campaign = new RecordedCampaign(definition())) {
      for (int i = 0; i < POOL; i++) {
        campaign.admit(i, null, Map.of("x", i / (double) POOL));
      }
      for (List<ExperimentProposed> open = campaign.proposals();
          !open.isEmpty();
          open = campaign.proposals()) {
        all.addAll(open);
        for (ExperimentProposed each : open) {
          double x = (Double) each.getCandidate().getParameters().get("x");
          campaign.measure(each, "gap", Math.sin(6 * x));
          campaign.read(each, "loss", 2 - Math.sin(6 * x) + 0.1 * x);
        }
      }
      CaseFile file = campaign.file();
      List<Derivation.Derived> derived = new ArrayList<>();
      Derivation.of(file.codecs(), Driven.GRACE, file.campaignId(), file.entries())
          .deriveAll(derived::add);
      assertThat(derived).hasSameSizeAs(all).allMatch(Derivation.Derived::isExact);
    }
    assertThat(all).hasSize(12);
    assertThat(all.get(11).getWhy().getObjectives()).hasSize(2);
  }

  private static CampaignDefined.Builder definition() {
    CampaignDefined.Builder plain = RecordedCampaign.pool("campaign-1", POOL);
    return plain
        .setSearch(new Pool(POOL, List.of(RecordedCampaign.axis("x"))))
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty("gap")
                    .setUnit("eV")
                    .setGoal(Goal.MAXIMIZE)
                    .build(),
                Objective.newBuilder()
                    .setProperty("loss")
                    .setUnit("eV")
                    .setGoal(Goal.MINIMIZE)
                    .build()))
        .setBudget(12)
        .setParallelism(2)
        .setSeed(7)
        .setPolicy(
            Policy.newBuilder(plain.getPolicy()).setSurrogate(SurrogateKind.MULTI_OUTPUT).build());
  }
}
