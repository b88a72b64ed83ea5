package io.athanor.acquisition.analysis.why;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.Decision;

/** What would have been chosen without one event or another. */
final class InfluencePart {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Moment moment;
  private final Texts texts;

  InfluencePart(Moment moment, Texts texts) {
    this.moment = moment;
    this.texts = texts;
  }

  void write(ObjectNode document, Influences.Found found) {
    ArrayNode list = document.putArray("influence");
    for (Influences.Influence each : found.largest()) {
      ObjectNode node = list.addObject();
      WhyDocument.event(node, each.event(), texts);
      if (each.instead().isPresent()) {
        pick(node.putObject("pickWithout"), each.instead().get());
      } else {
        node.putNull("pickWithout");
      }
      node.put("changesPick", each.changesPick());
      if (each.shift().isPresent()) {
        node.put("shift", each.shift().getAsDouble());
      } else {
        node.putNull("shift");
      }
    }
    document
        .putObject("influenceExamined")
        .put("examined", found.largest().size())
        .put("of", found.considered())
        .put(
            "rule",
            "The journal is folded without one event and the decision made again. Examined are"
                + " what people, failures and emergency stops said, then the measurements with the"
                + " largest leverage on the choice. Definitions, admissions and predictions are not"
                + " left out: without one of them nothing would be proposed.");
  }

  private void pick(ObjectNode node, Decision.Propose instead) {
    CampaignDefinition definition = moment.campaign().definition().orElseThrow();
    node.put("candidateId", instead.candidateId().orElse(null));
    node.put("poolIndex", instead.choice().candidate().orElse(-1));
    ObjectNode parameters =
        JSON.valueToTree(
            instead.choice().candidate().stream()
                .boxed()
                .findFirst()
                .flatMap(moment.campaign()::material)
                .map(material -> (Object) material.getParameters())
                .orElseGet(() -> definition.space().settings(instead.choice().point())));
    node.set("parameters", parameters);
  }
}
