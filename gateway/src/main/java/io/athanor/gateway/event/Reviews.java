package io.athanor.gateway.event;

import io.athanor.event.ApprovalNeeded;
import io.athanor.event.Critique;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Finding;
import io.athanor.event.FollowUp;
import io.athanor.event.Prospect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What people need to judge a proposal: who is asked, what the critic says, where it stands. */
final class Reviews {
  private Reviews() {}

  /** Adds what there is. */
  static void put(JsonObject json, ExperimentProposed proposal) {
    if (proposal.getApprovalNeeded() != null) {
      json.put("approvalNeeded", json(proposal.getApprovalNeeded()));
    }
    if (proposal.getCritique() != null) {
      json.put("critique", json(proposal.getCritique()));
    }
    if (proposal.getFollowsUp() != null) {
      json.put("followsUp", json(proposal.getFollowsUp()));
    }
    if (proposal.getProspect() != null) {
      json.put("prospect", json(proposal.getProspect()));
    }
  }

  private static JsonObject json(ApprovalNeeded needed) {
    JsonObject json =
        new JsonObject()
            .put("mode", Spelling.of(needed.getMode()))
            .put("quorum", needed.getQuorum())
            .put("because", new JsonArray(needed.getBecause()));
    if (needed.getVetoUntil() != null) {
      json.put("vetoUntil", needed.getVetoUntil().toString());
    }
    return json;
  }

  private static JsonObject json(Critique critique) {
    JsonArray findings = new JsonArray();
    for (Finding each : critique.getFindings()) {
      findings.add(
          new JsonObject()
              .put("check", each.getCheck())
              .put("severity", Spelling.of(each.getSeverity()))
              .put("score", each.getScore())
              .put("text", each.getText()));
    }
    return new JsonObject().put("risk", critique.getRisk()).put("findings", findings);
  }

  private static JsonObject json(FollowUp followUp) {
    JsonObject json =
        new JsonObject()
            .put("experimentId", followUp.getExperimentId())
            .put("because", followUp.getBecause());
    Values.putIfPresent(json, "text", followUp.getText());
    return json;
  }

  private static JsonObject json(Prospect prospect) {
    return new JsonObject()
        .put("measured", prospect.getMeasured())
        .put("expectedImprovement", prospect.getExpectedImprovement())
        .put("improvement", prospect.getImprovement());
  }
}
