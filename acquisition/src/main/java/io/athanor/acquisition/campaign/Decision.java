package io.athanor.acquisition.campaign;

import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.diagnosis.Diagnosis;
import io.athanor.acquisition.diagnosis.Remedy;
import io.athanor.acquisition.planner.Choice;
import io.athanor.event.ExperimentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a campaign wants to happen. */
public sealed interface Decision {
  /**
   * Do this experiment next.
   *
   * @param experimentId UUID derived from campaign and ordinal
   * @param ordinal 0-based number in the campaign
   * @param candidate pool index, or the ordinal in a process space
   * @param candidateId content hash, empty for a new point of a process space
   * @param choice the candidate and why
   * @param runnersUpIds content hashes of the choice's runners-up, empty strings for new points
   * @param proposedAt when it was decided
   * @param expiresAt not to be leased after this
   * @param modelDigest the model whose predictions were used
   * @param interval where its measurement is expected, repaired; empty before there is a posterior
   * @param approval what people have to decide first; empty where nothing
   * @param followsUp the experiment that it corrects or replaces; empty where the planner was free
   * @param prospect where the campaign stands, for whoever shares out capacity
   * @param campaignEpoch how often the campaign was halted before
   * @param critique what the critic says of it
   */
  record Propose(
      String experimentId,
      int ordinal,
      int candidate,
      Optional<String> candidateId,
      Choice choice,
      List<String> runnersUpIds,
      Instant proposedAt,
      Instant expiresAt,
      Optional<String> modelDigest,
      Optional<ServedInterval> interval,
      Optional<ApprovalNeeded> approval,
      Optional<FollowUp> followsUp,
      Optional<Prospect> prospect,
      int campaignEpoch,
      Critique critique)
      implements Decision {
    /** Copies. */
    public Propose {
      runnersUpIds = List.copyOf(runnersUpIds);
    }
  }

  /**
   * A proposal or a lease is over.
   *
   * @param experimentId the experiment
   * @param epoch the last lease epoch; 0 where it never was leased
   * @param since when it was over
   */
  record Expire(String experimentId, int epoch, Instant since) implements Decision {}

  /**
   * The campaign moves one of its experiments: it approves, rejects, withdraws or cancels it.
   *
   * @param state where to
   * @param epoch the last lease epoch; 0 where it never was leased
   * @param reason for people
   */
  record Settle(String experimentId, ExperimentState state, int epoch, String reason)
      implements Decision {}

  /**
   * Say why an experiment probably failed.
   *
   * @param instrumentId where, if somebody said so
   */
  record Diagnose(
      String experimentId, Optional<String> instrumentId, Diagnosis diagnosis, Remedy remedy)
      implements Decision {}

  /**
   * Propose nothing more.
   *
   * @param conclusion why
   * @param proposals made in all
   * @param observations measurements of the main objective in all
   */
  record Conclude(Conclusion conclusion, int proposals, int observations) implements Decision {}
}
