package io.athanor.allinone.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** What is said about proposals, leases and readings at the door; names as in its contract. */
public final class Experiments {
  private Experiments() {}

  /** A proposal; what the laboratory does not need of it is not read. */
  public record Proposal(
      String experimentId,
      int ordinal,
      String campaignId,
      String candidateId,
      ProposedCandidate candidate,
      int poolIndex,
      String modelDigest,
      String state) {}

  /** What to make. */
  public record ProposedCandidate(String formula, Map<String, Object> parameters) {}

  /**
   * A right to an experiment, fenced by its epoch.
   *
   * @param state {@code leased} or {@code running}
   */
  public record Lease(
      String experimentId, int epoch, String state, String leaseExpiresAt, Proposal proposal) {
    /** Whether the permission to actuate was given already. */
    public boolean isRunning() {
      return "running".equals(state);
    }
  }

  /** A step to report. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Step(
      String worker,
      int epoch,
      String state,
      String failureKind,
      String reason,
      List<String> sampleIds) {}

  /** Where an experiment stands. */
  public record Standing(String experimentId, String state, int epoch) {}

  /** A reading: one of {@code scalars} and {@code curve}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reading(
      String sampleId,
      String candidateId,
      String campaignId,
      String experimentId,
      String instrumentId,
      String technique,
      String occurredAt,
      boolean simulated,
      Map<String, Quantity> scalars,
      Curve curve) {}

  /** A value with its unit. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Quantity(double value, String unit, Double sem, Integer n) {
    /** A bare measurement. */
    public static Quantity of(double value, String unit) {
      return new Quantity(value, unit, null, null);
    }
  }

  /** y over x. */
  public record Curve(
      String xName,
      String xUnit,
      double[] x,
      String yName,
      String yUnit,
      double[] y,
      Map<String, Quantity> conditions) {}

  /** The door has it; {@code sampleId} of a reading only. */
  public record Acknowledgement(String id, String sampleId) {}
}
