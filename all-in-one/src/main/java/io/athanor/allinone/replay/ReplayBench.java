package io.athanor.allinone.replay;

import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.lab.Bench;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The table as a laboratory: an experiment is looked up.
 *
 * @param pool the table
 * @param unit UCUM code the objective is told in
 */
record ReplayBench(Pool pool, String unit) implements Bench {
  private static final String INSTRUMENT = "recorded-data-set";

  @Override
  public Outcome perform(Experiments.Proposal proposal, Instant actuatedAt) {
    Pool.Member member = pool.members().get(proposal.poolIndex());
    String sampleId = "sample-" + proposal.experimentId();
    Experiments.Quantity quantity =
        new Experiments.Quantity(member.value(), unit, null, member.repeats());
    return new Measured(
        sampleId,
        List.of(
            new Experiments.Reading(
                sampleId,
                proposal.candidateId(),
                proposal.campaignId(),
                proposal.experimentId(),
                INSTRUMENT,
                "scalar",
                actuatedAt.toString(),
                true,
                Map.of(pool.objective(), quantity),
                null)));
  }
}
