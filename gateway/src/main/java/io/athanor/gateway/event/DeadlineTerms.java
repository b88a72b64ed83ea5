package io.athanor.gateway.event;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.BatchKind;
import io.athanor.event.BoundedSearch;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Policy;
import io.athanor.event.Stopping;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** The time a pick may take, and how far a pick looked in it: JSON to events, and back. */
final class DeadlineTerms {
  static final String NAME = "deadline";
  private static final String FIELD = "/policy/" + NAME;
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofHours(1);

  /** Functions that compare all candidates, or measure them on a scale made of all. */
  private static final Set<AcquisitionKind> RELATIVE =
      Set.of(
          AcquisitionKind.THOMPSON_SAMPLING,
          AcquisitionKind.PROBABILITY_OF_OPTIMALITY,
          AcquisitionKind.KNOWLEDGE_GRADIENT,
          AcquisitionKind.MAX_VALUE_ENTROPY,
          AcquisitionKind.INTEGRATED_VARIANCE,
          AcquisitionKind.DESIRABILITY,
          AcquisitionKind.RANDOM);

  private DeadlineTerms() {}

  /** The deadline as it is said, null where there is none. */
  static String read(JsonObject policy) {
    String text = policy.getString(NAME);
    if (text == null) {
      return null;
    }
    try {
      Duration deadline = Duration.parse(text);
      if (deadline.compareTo(LEAST) < 0 || deadline.compareTo(MOST) > 0) {
        throw refused("must be from %s to %s".formatted(LEAST, MOST));
      }
      return deadline.toString();
    } catch (DateTimeParseException e) {
      throw refused("must be a duration like PT0.05S");
    }
  }

  /** What a deadline goes with in a policy. */
  static void requireFit(Policy policy) {
    if (policy.getDeadline() == null) {
      return;
    }
    require(
        !RELATIVE.contains(policy.getAcquisition()),
        "needs an acquisition that judges candidates one by one: %s does not"
            .formatted(Spelling.of(policy.getAcquisition())));
    require(
        policy.getBatch() == BatchKind.CONDITIONAL_VARIANCE,
        "needs the batch conditional-variance: the others weigh all candidates together");
    require(
        !policy.getSafe(),
        "needs a policy that is not safe: only all candidates tell whether one is");
    require(
        policy.getExploration() == 0,
        "needs no exploration: a uniform pick is one of all candidates");
    require(
        policy.getFidelities().isEmpty(),
        "needs no fidelities: how they are related is asked of all candidates");
  }

  /** What a policy's deadline goes with in the campaign that has it, or would. */
  static void requireFit(Policy policy, CampaignDefined campaign) {
    if (policy.getDeadline() == null) {
      return;
    }
    Stopping stopping = campaign.getStopping();
    require(
        stopping == null
            || (stopping.getRegretBelow() == null
                && stopping.getExpectedBetterBelow() == null
                && stopping.getWorthBelow() == null),
        "needs no stopping rule but targetReached: the others ask all candidates");
    require(
        campaign.getInvention() == null,
        "needs a campaign without invention: whether the pool is dry is asked of all candidates");
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw refused(reason);
    }
  }

  private static ProblemException refused(String reason) {
    return ProblemException.at(FIELD, ProblemCode.INVALID_FIELD, reason);
  }

  static JsonObject json(BoundedSearch search) {
    JsonObject json =
        new JsonObject().put("judged", search.getJudged()).put("of", search.getCandidates());
    Values.putIfPresent(json, "gap", search.getGap());
    return json;
  }
}
