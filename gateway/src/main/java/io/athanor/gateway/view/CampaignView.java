package io.athanor.gateway.view;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.ObservationDerived;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One campaign as it stands.
 *
 * @param definition the last one
 * @param experiments by ordinal
 * @param observations of the first objective's property
 * @param best the best of them, in its own unit
 * @param posteriorStandardDeviation at the latest proposal, in the first objective's unit
 * @param coverage what the intervals of its proposals covered; empty before the first outcome
 * @param conclusion why it proposes nothing more; empty while it goes on
 * @param grant how many experiments it may have open, where the scheduler said
 * @param latencies reading to proposal, live ones only
 */
public record CampaignView(
    CampaignDefined definition,
    List<ExperimentView> experiments,
    int observations,
    Optional<ObservationDerived> best,
    OptionalDouble posteriorStandardDeviation,
    Optional<CoverageReported> coverage,
    Optional<CampaignConcluded> conclusion,
    Optional<CapacityGranted> grant,
    Latencies latencies) {
  /** Milliseconds; p50 and p99 are 0 while the count is 0. */
  public record Latencies(double p50, double p99, long count) {}
}
