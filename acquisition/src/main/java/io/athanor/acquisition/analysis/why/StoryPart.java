package io.athanor.acquisition.analysis.why;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.event.Critique;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Finding;
import io.athanor.event.Prospect;
import java.util.Locale;

/** Who had a say in an experiment, and what became of it. */
final class StoryPart {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExperimentProposed proposal;
  private final Course course;

  StoryPart(ExperimentProposed proposal, Course course) {
    this.proposal = proposal;
    this.course = course;
  }

  void write(ObjectNode document) {
    document.set("approvals", approvals());
    document.set("lifecycle", lifecycle());
    document.set("critique", critique(proposal.getCritique()));
    document.set("prospect", prospect(proposal.getProspect()));
  }

  private ArrayNode approvals() {
    ArrayNode list = JSON.createArrayNode();
    for (ExperimentDecided each : course.decisions()) {
      if (each.getExperimentId().equals(proposal.getExperimentId())) {
        list.addObject()
            .put("by", each.getBy())
            .put("decision", each.getDecision().name().toLowerCase(Locale.ROOT))
            .put("reason", each.getReason())
            .put("at", each.getMeta().getOccurredAt().toString());
      }
    }
    return list;
  }

  private ArrayNode lifecycle() {
    ArrayNode list = JSON.createArrayNode();
    list.addObject()
        .put("state", "proposed")
        .put("at", proposal.getProposedAt().toString())
        .putNull("worker");
    for (ExperimentMoved each : course.steps(proposal.getExperimentId())) {
      ExperimentProgressed step = each.step();
      list.addObject()
          .put("state", step.getState().name().toLowerCase(Locale.ROOT))
          .put("at", step.getMeta().getOccurredAt().toString())
          .put("worker", step.getWorker());
    }
    return list;
  }

  private static JsonNode critique(Critique critique) {
    if (critique == null) {
      return JSON.nullNode();
    }
    ObjectNode node = JSON.createObjectNode().put("risk", critique.getRisk());
    ArrayNode findings = node.putArray("findings");
    for (Finding each : critique.getFindings()) {
      findings
          .addObject()
          .put("check", each.getCheck())
          .put("severity", each.getSeverity().name().toLowerCase(Locale.ROOT))
          .put("score", each.getScore())
          .put("text", each.getText());
    }
    return node;
  }

  private static JsonNode prospect(Prospect prospect) {
    return prospect == null
        ? JSON.nullNode()
        : JSON.createObjectNode()
            .put("measured", prospect.getMeasured())
            .put("expectedImprovement", prospect.getExpectedImprovement())
            .put("improvement", prospect.getImprovement());
  }
}
