package io.athanor.gateway;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Approval;
import io.athanor.event.Candidate;
import io.athanor.event.CoverageReported;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictiveInterval;
import io.athanor.event.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What others write to the log. */
public final class Events {
  private Events() {}

  /** A proposal as acquisition makes them. */
  public static ExperimentProposed proposal(
      String campaignId, int ordinal, Instant expiresAt, Instant now, Instant trigger) {
    return proposing(campaignId, ordinal, expiresAt, now, trigger).build();
  }

  /** The same, with more to be said. */
  public static ExperimentProposed.Builder proposing(
      String campaignId, int ordinal, Instant expiresAt, Instant now, Instant trigger) {
    String id = campaignId + "-e" + ordinal;
    return ExperimentProposed.newBuilder()
        .setMeta(meta("p-" + id, now))
        .setCampaignId(campaignId)
        .setExperimentId(id)
        .setOrdinal(ordinal)
        .setCandidateId("c-" + ordinal)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId("c-" + ordinal)
                .setParameters(Map.of("x", ordinal / 10.0))
                .build())
        .setPoolIndex(ordinal)
        .setObjective("gap")
        .setWhy(
            AcquisitionBreakdown.newBuilder()
                .setObjectives(List.of())
                .setFunction("upper-confidence-bound")
                .setValue(1.9)
                .setMean(1.5)
                .setStandardDeviation(0.25 - ordinal * 0.01)
                .setAleatoric(0.05)
                .setInterval(
                    PredictiveInterval.newBuilder()
                        .setClaimed(0.9)
                        .setLower(0.9)
                        .setUpper(2.1)
                        .setOwnLower(1.0)
                        .setOwnUpper(2.0)
                        .setFactor(1.2)
                        .build())
                .setObservations(ordinal)
                .setPending(0)
                .build())
        .setRunnersUp(List.of())
        .setOffsetsSeen(List.of())
        .setApproval(Approval.AUTOMATIC)
        .setSeed(1)
        .setProposedAt(now)
        .setExpiresAt(expiresAt)
        .setTriggerRecordedAt(trigger)
        .setSimulated(true);
  }

  public static Meta meta(String id, Instant now) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .setCausedBy(List.of())
        .build();
  }

  /** What acquisition says of a campaign's intervals, or of a model's (no campaign). */
  public static CoverageReported coverage(
      String subject, String campaignId, double observed, int count, Instant now) {
    return CoverageReported.newBuilder()
        .setMeta(
            Meta.newBuilder(meta("v-" + subject + count, now)).setCorrelationId(campaignId).build())
        .setSubject(subject)
        .setProperty("gap")
        .setClaimed(0.9)
        .setObserved(observed)
        .setUnrepaired(observed / 2)
        .setRepaired(observed)
        .setFactor(1.25)
        .setCount(count)
        .setTotal(count)
        .build();
  }

  /** An observation as perception derives them. */
  public static ObservationDerived observation(
      String campaignId, String experimentId, double value, String unit, Instant now) {
    return ObservationDerived.newBuilder()
        .setMeta(meta("o-" + experimentId + value, now))
        .setCampaignId(campaignId)
        .setExperimentId(experimentId)
        .setCandidateId("c-1")
        .setSampleId("s-1")
        .setProperty("gap")
        .setQuantity(
            Quantity.newBuilder().setValue(value).setUnit(unit).setSem(value / 100).build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId("r-1")
        .setReadingRecordedAt(now)
        .setSimulated(true)
        .build();
  }
}
