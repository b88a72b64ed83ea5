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
import java.util.SortedMap;

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

  /**
   * Invent candidates: the pool promises little more.
   *
   * @param wave 0-based
   * @param seed of every random choice of the wave
   * @param firstIndex place in the pool of the first new candidate
   * @param count how many are wanted
   * @param observed candidates with measurements, by place
   * @param expectedImprovement the largest left in the pool, in the first objective's unit
   * @param firstExpectedImprovement the largest at the first decision, in the same unit
   * @param modelDigest the version whose predictions the campaign sees
   * @param requestedAt when it was decided
   */
  record Invent(
      int wave,
      long seed,
      int firstIndex,
      int count,
      List<Observed> observed,
      double expectedImprovement,
      double firstExpectedImprovement,
      Optional<String> modelDigest,
      Instant requestedAt)
      implements Decision {
    /** Copies. */
    public Invent {
      observed = List.copyOf(observed);
    }
  }

  /**
   * A candidate that was measured.
   *
   * @param candidate its place in the pool
   * @param candidateId content hash
   * @param values mean of the measurements by property, in the objective's unit
   */
  record Observed(int candidate, String candidateId, SortedMap<String, Double> values) {}

  /**
   * A wave of inventions is over with these candidates.
   *
   * @param wave which
   * @param firstIndex place in the pool of its first candidate
   * @param candidates those that join the pool
   * @param problem why there are no more
   */
  record EndWave(int wave, int firstIndex, List<CampaignEvent.Invented> candidates, String problem)
      implements Decision {
    /** Copies. */
    public EndWave {
      candidates = List.copyOf(candidates);
    }
  }
}
