package io.athanor.gateway.event;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FidelityWorth;
import io.athanor.event.ObjectiveBelief;
import io.athanor.event.PredictiveInterval;
import io.athanor.schemas.signing.ProposedOrders;
import io.athanor.schemas.signing.SignedOrder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** Proposals: {@link ExperimentProposed} to JSON. */
public final class Proposals {
  private Proposals() {}

  /** The proposal itself; where it stands is the view's to add. */
  public static JsonObject json(ExperimentProposed proposal) {
    JsonArray runnersUp = new JsonArray();
    proposal
        .getRunnersUp()
        .forEach(
            each -> {
              JsonObject json =
                  new JsonObject()
                      .put("candidateId", each.getCandidateId())
                      .put("poolIndex", each.getPoolIndex())
                      .put("value", each.getValue());
              Values.putIfPresent(json, "mean", each.getMean());
              Values.putIfPresent(json, "standardDeviation", each.getStandardDeviation());
              runnersUp.add(json);
            });
    JsonArray offsets = new JsonArray();
    proposal
        .getOffsetsSeen()
        .forEach(
            each ->
                offsets.add(
                    new JsonObject()
                        .put("topic", each.getTopic())
                        .put("partition", each.getPartition())
                        .put("offset", each.getOffset())));
    JsonObject json =
        new JsonObject()
            .put("experimentId", proposal.getExperimentId())
            .put("ordinal", proposal.getOrdinal())
            .put("campaignId", proposal.getCampaignId())
            .put("candidateId", proposal.getCandidateId())
            .put("candidate", Candidates.json(proposal.getCandidate()))
            .put("poolIndex", proposal.getPoolIndex())
            .put("objective", proposal.getObjective())
            .put("why", json(proposal.getWhy()))
            .put("runnersUp", runnersUp)
            .put("seed", proposal.getSeed())
            .put("offsetsSeen", offsets);
    Values.putIfPresent(json, "modelDigest", proposal.getModelDigest());
    Values.putIfPresent(json, "fidelity", proposal.getFidelity());
    Reviews.put(json, proposal);
    ProposedOrders.signed(proposal).ifPresent(signed -> json.put("signed", json(signed)));
    return json.put("proposedAt", proposal.getProposedAt().toString())
        .put("expiresAt", proposal.getExpiresAt().toString())
        .put("simulated", proposal.getSimulated());
  }

  private static JsonObject json(SignedOrder signed) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new JsonObject()
        .put("order", base64.encodeToString(signed.order()))
        .put("signature", base64.encodeToString(signed.signature()))
        .put("keyId", signed.keyId())
        .put("algorithm", signed.algorithm());
  }

  private static JsonObject json(AcquisitionBreakdown why) {
    JsonObject json =
        new JsonObject().put("function", why.getFunction()).put("value", why.getValue());
    Values.putIfPresent(json, "mean", why.getMean());
    Values.putIfPresent(json, "standardDeviation", why.getStandardDeviation());
    Values.putIfPresent(json, "exploitation", why.getExploitation());
    Values.putIfPresent(json, "exploration", why.getExploration());
    Values.putIfPresent(json, "incumbent", why.getIncumbent());
    Values.putIfPresent(json, "aleatoric", why.getAleatoric());
    Values.putIfPresent(json, "feasibility", why.getFeasibility());
    Values.putIfPresent(json, "propensity", why.getPropensity());
    if (!why.getReason().isEmpty()) {
      json.put("reason", why.getReason());
    }
    if (!why.getObjectives().isEmpty()) {
      JsonArray objectives = new JsonArray();
      for (ObjectiveBelief belief : why.getObjectives()) {
        objectives.add(
            new JsonObject()
                .put("property", belief.getProperty())
                .put("mean", belief.getMean())
                .put("standardDeviation", belief.getStandardDeviation()));
      }
      json.put("objectives", objectives);
    }
    if (!why.getFidelities().isEmpty()) {
      JsonArray fidelities = new JsonArray();
      for (FidelityWorth worth : why.getFidelities()) {
        fidelities.add(
            new JsonObject()
                .put("name", worth.getName())
                .put("cost", worth.getCost())
                .put("reduction", worth.getReduction()));
      }
      json.put("fidelities", fidelities);
    }
    if (why.getSearch() != null) {
      json.put("search", DeadlineTerms.json(why.getSearch()));
    }
    if (why.getInterval() != null) {
      json.put("interval", json(why.getInterval()));
    }
    return json.put("observations", why.getObservations()).put("pending", why.getPending());
  }

  private static JsonObject json(PredictiveInterval interval) {
    JsonObject json = new JsonObject().put("claimed", interval.getClaimed());
    Values.putIfPresent(json, "lower", interval.getLower());
    Values.putIfPresent(json, "upper", interval.getUpper());
    Values.putIfPresent(json, "factor", interval.getFactor());
    Values.putIfPresent(json, "coverage", interval.getCoverage());
    return json.put("count", interval.getCount());
  }
}
