package io.athanor.acquisition.analysis.why;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Dissection;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.event.BoundedSearch;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.RunnerUp;
import io.athanor.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;

/** The answer as the public contract has it. */
final class WhyDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CAUSES = 50;

  private final Moment moment;
  private final Course course;
  private final ExperimentProposed proposal;
  private final Texts texts;

  WhyDocument(Moment moment, Course course) {
    this.moment = moment;
    this.course = course;
    this.proposal = moment.proposal();
    this.texts = new Texts(course.told());
  }

  /** What the document says beyond the record. */
  record Findings(
      Dissection parts,
      Influences.Found influences,
      Optional<Attribution> attribution,
      Derivation.Derived derived) {}

  ObjectNode write(Findings findings, JsonNode request) {
    ObjectNode document = JSON.createObjectNode();
    document.set("proposal", proposal(request));
    causes(document);
    document.set("posterior", new PosteriorPart(moment, course).write());
    document.set("acquisition", acquisition(findings.parts()));
    runnersUp(document);
    new StoryPart(proposal, course).write(document);
    new InfluencePart(moment, texts).write(document, findings.influences());
    document.set(
        "attribution", findings.attribution().map(this::attribution).orElse(JSON.nullNode()));
    document.set("model", model());
    document
        .putObject("derivation")
        .put("exact", findings.derived().isExact())
        .put("bytes", findings.derived().recorded().length)
        .put("events", findings.derived().events());
    return document;
  }

  private ObjectNode proposal(JsonNode request) {
    ObjectNode node = JSON.createObjectNode();
    node.put("experimentId", proposal.getExperimentId());
    node.put("campaignId", proposal.getCampaignId());
    node.put("ordinal", proposal.getOrdinal());
    node.put("candidateId", proposal.getCandidateId());
    node.put("poolIndex", proposal.getPoolIndex());
    ObjectNode candidate = node.putObject("candidate");
    candidate.put("candidateId", proposal.getCandidateId());
    candidate.put("formula", proposal.getCandidate().getFormula());
    candidate.set("parameters", JSON.valueToTree(proposal.getCandidate().getParameters()));
    node.put("proposedAt", proposal.getProposedAt().toString());
    node.put("topic", Topics.EXPERIMENT_PROPOSED.name());
    JsonNode position = request.path("position");
    node.set("partition", known(position, "partition"));
    node.set("offset", known(position, "offset"));
    node.put("seed", proposal.getSeed());
    node.put("modelDigest", proposal.getModelDigest());
    node.put("policy", moment.campaign().definition().orElseThrow().policy().acquisition().label());
    return node;
  }

  private static JsonNode known(JsonNode position, String field) {
    return position.path(field).isIntegralNumber() ? position.get(field) : JSON.nullNode();
  }

  private void causes(ObjectNode document) {
    List<CampaignFold.Told> all = Causes.of(moment);
    ArrayNode causes = document.putArray("causes");
    for (CampaignFold.Told each : all.subList(0, Math.min(MOST_CAUSES, all.size()))) {
      ObjectNode cause = causes.addObject();
      event(cause, each, texts);
      cause.put("kind", each.topic());
      cause.put("occurredAt", each.meta().getOccurredAt().toString());
    }
    document.put("causesTotal", all.size());
  }

  /** Who said what where. */
  static void event(ObjectNode node, CampaignFold.Told told, Texts texts) {
    node.put("eventId", told.meta().getId());
    node.put("text", texts.of(told.event()));
    node.put("topic", told.topic());
    if (told.partition() < 0) {
      // the campaign's own word, or one heard without coordinates
      node.putNull("partition");
      node.putNull("offset");
    } else {
      node.put("partition", told.partition());
      node.put("offset", told.offset());
    }
  }

  private ObjectNode acquisition(Dissection parts) {
    ObjectNode node = JSON.createObjectNode();
    double value = proposal.getWhy().getValue();
    node.put("function", proposal.getWhy().getFunction());
    put(node, "value", value);
    node.put("reason", proposal.getWhy().getReason());
    node.put("logarithmic", parts.logarithmic());
    node.put("rule", parts.rule());
    ArrayNode list = node.putArray("parts");
    put(list.addObject().put("name", "exploitation"), "value", parts.exploitation());
    put(list.addObject().put("name", "exploration"), "value", parts.exploration());
    put(list.addObject().put("name", "cost"), "value", parts.cost());
    put(list.addObject().put("name", "constraint"), "value", parts.constraint());
    put(node, "sum", parts.sum());
    put(node, "residual", value - parts.sum());
    BoundedSearch search = proposal.getWhy().getSearch();
    if (search != null) {
      node.putObject("search")
          .put("judged", search.getJudged())
          .put("of", search.getCandidates())
          .put("gap", search.getGap());
    }
    return node;
  }

  private void runnersUp(ObjectNode document) {
    ArrayNode list = document.putArray("runnersUp");
    double value = proposal.getWhy().getValue();
    for (RunnerUp each : proposal.getRunnersUp()) {
      ObjectNode node = list.addObject();
      node.put("candidateId", each.getCandidateId());
      node.put("poolIndex", each.getPoolIndex());
      put(node, "value", each.getValue());
      node.put("mean", each.getMean());
      node.put("standardDeviation", each.getStandardDeviation());
      put(node, "margin", value - each.getValue());
    }
    if (proposal.getRunnersUp().isEmpty()) {
      document.putNull("margin");
    } else {
      put(document, "margin", value - proposal.getRunnersUp().get(0).getValue());
    }
  }

  private JsonNode attribution(Attribution attribution) {
    ObjectNode node = JSON.createObjectNode();
    node.put("target", "mean");
    node.put("by", attribution.by());
    node.put("method", attribution.method());
    put(node, "base", attribution.base());
    put(node, "value", attribution.value());
    ArrayNode parts = node.putArray("parts");
    for (Attribution.Part each : attribution.parts()) {
      put(
          parts.addObject().put("feature", each.feature()).put("label", each.label()),
          "value",
          each.value());
    }
    put(node, "sum", attribution.sum());
    put(node, "residual", attribution.value() - attribution.sum());
    return node;
  }

  private JsonNode model() {
    if (proposal.getModelDigest() == null) {
      return JSON.nullNode();
    }
    ObjectNode node = JSON.createObjectNode();
    node.put("digest", proposal.getModelDigest());
    node.put(
        "name",
        moment.before().stream()
            .map(CampaignFold.Told::event)
            .filter(PredictionReceived.class::isInstance)
            .map(PredictionReceived.class::cast)
            .filter(each -> each.modelDigest().equals(proposal.getModelDigest()))
            .map(PredictionReceived::modelName)
            .findFirst()
            .orElse(null));
    // in the log of releases, not in the campaign's journal
    node.putNull("card");
    return node;
  }

  /** Only finite numbers are JSON. */
  static void put(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }
}
