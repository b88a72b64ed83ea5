package io.athanor.gateway.event;

import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What people decide: JSON to {@link ExperimentDecided}, and back. */
public final class Decisions {
  private static final String CANDIDATE = "/candidate";
  private static final String BOOST = "boost";

  private Decisions() {}

  /**
   * What a decision is about.
   *
   * @param experimentId the experiment
   * @param campaign its campaign, in whose space an edited point must lie
   * @param by who decides
   */
  public record Subject(String experimentId, CampaignDefined campaign, String by) {}

  /**
   * The event of a decision that fits the contract; the same decision of the same person has the
   * same id, unless each has a key of its own.
   *
   * @throws ProblemException naming the field that cannot be
   */
  public static ExperimentDecided read(
      JsonObject json, Subject subject, Optional<String> key, Origin origin) {
    Decision decision = Spelling.read(Decision.class, json.getString("decision"));
    Optional<Candidate> edited = edited(json, decision, subject.campaign());
    Optional<Double> boost = boost(json, decision);
    String source = "person/" + subject.by();
    String name =
        String.join(
            "\u0000",
            subject.experimentId(),
            decision.name(),
            key.orElse(""),
            edited.map(Candidate::getCandidateId).orElse(""),
            boost.map(Object::toString).orElse(""));
    return ExperimentDecided.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, Optional.empty(), Optional.of(name)),
                source,
                origin.now(),
                subject.experimentId()))
        .setCampaignId(subject.campaign().getCampaignId())
        .setExperimentId(subject.experimentId())
        .setDecision(decision)
        .setBy(subject.by())
        .setReason(json.getString("reason"))
        .setEdited(edited.orElse(null))
        .setBoost(boost.orElse(null))
        .build();
  }

  /** As the door shows it. */
  public static JsonObject json(ExperimentDecided event) {
    JsonObject json =
        new JsonObject()
            .put("id", event.getMeta().getId())
            .put("experimentId", event.getExperimentId())
            .put("campaignId", event.getCampaignId())
            .put("decision", Spelling.of(event.getDecision()))
            .put("by", event.getBy());
    Values.putIfPresent(json, "reason", event.getReason());
    if (event.getEdited() != null) {
      json.put("candidate", Candidates.json(event.getEdited()));
    }
    Values.putIfPresent(json, BOOST, event.getBoost());
    return json.put("recordedAt", event.getMeta().getRecordedAt().toString());
  }

  private static Optional<Candidate> edited(
      JsonObject json, Decision decision, CampaignDefined campaign) {
    JsonObject said = json.getJsonObject("candidate");
    if ((decision == Decision.EDIT) != (said != null)) {
      throw ProblemException.at(
          CANDIDATE,
          ProblemCode.CONTRACT,
          said == null ? "is missing: an edit says what to do instead" : "is for an edit");
    }
    if (said == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(edited(said, campaign.getSearch()));
    } catch (ProblemException e) {
      String field = CANDIDATE + e.problem().field().orElse("");
      throw ProblemException.at(field, e.problem().code(), e.problem().detail());
    }
  }

  private static Candidate edited(JsonObject said, Object search) {
    if (search instanceof ProcessSpace space) {
      Candidate candidate = Candidates.candidate(said, space.getParameters());
      SpaceRules.check(candidate.getParameters(), space, "/parameters");
      return candidate;
    }
    Pool pool = (Pool) search;
    Candidate candidate = Candidates.candidate(said, pool.getParameters());
    SpaceRules.check(candidate.getParameters(), pool, "/parameters");
    return candidate;
  }

  private static Optional<Double> boost(JsonObject json, Decision decision) {
    Number said = json.getNumber(BOOST);
    if ((decision == Decision.BOOST) != (said != null)) {
      throw ProblemException.at(
          "/" + BOOST,
          ProblemCode.CONTRACT,
          said == null ? "is missing: a boost says by how much" : "is for a boost");
    }
    return Optional.ofNullable(said).map(each -> Values.positive(each, "/" + BOOST));
  }
}
