package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Point;
import io.athanor.event.ExperimentProgressed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a campaign is told. */
public sealed interface CampaignEvent {
  /** The campaign is (re)defined. */
  record CampaignDefined(CampaignDefinition definition) implements CampaignEvent {}

  /**
   * A candidate joined the pool.
   *
   * @param index its 0-based place
   * @param candidateId content hash
   * @param point its parameters in the campaign's order
   */
  record CandidateAdmitted(int index, String candidateId, Point point) implements CampaignEvent {}

  /**
   * A model scored a candidate, or said that it cannot: then all but the candidate is empty.
   *
   * @param candidateId content hash
   * @param mean predicted objective in the campaign's unit, empty where the model has no such
   *     property
   * @param embedding latent vector, may be empty
   * @param modelDigest the model
   */
  record PredictionReceived(
      String candidateId, OptionalDouble mean, List<Double> embedding, String modelDigest)
      implements CampaignEvent {
    /** Copies. */
    public PredictionReceived {
      embedding = List.copyOf(embedding);
    }

    /** The model cannot score this candidate: the campaign goes on without. */
    public static PredictionReceived unscorable(String candidateId) {
      return new PredictionReceived(candidateId, OptionalDouble.empty(), List.of(), "");
    }

    boolean isUnscorable() {
      return modelDigest.isEmpty();
    }
  }

  /**
   * A property of a candidate was measured.
   *
   * @param readingId the reading it comes from
   * @param property which property
   * @param candidateId content hash
   * @param experimentId the experiment, empty for facts from elsewhere
   * @param value in the campaign's unit where it is the objective
   */
  record ObservationReceived(
      String readingId,
      String property,
      String candidateId,
      Optional<String> experimentId,
      double value)
      implements CampaignEvent {}

  /** An experiment moved, as the log says it. */
  record ExperimentMoved(ExperimentProgressed step) implements CampaignEvent {}

  /**
   * The campaign's own decision, fed back.
   *
   * @param experimentId the experiment
   * @param ordinal 0-based number in the campaign; they come in order
   * @param candidate pool index, or the ordinal in a process space
   * @param candidateId content hash
   * @param point its parameters
   * @param expiresAt not to be leased after this
   */
  record ExperimentProposed(
      String experimentId,
      int ordinal,
      int candidate,
      String candidateId,
      Point point,
      Instant expiresAt)
      implements CampaignEvent {}
}
