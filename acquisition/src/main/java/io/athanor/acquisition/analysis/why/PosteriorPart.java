package io.athanor.acquisition.analysis.why;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.PredictiveInterval;
import java.util.Optional;

/**
 * What was believed of the candidate before, when it was chosen, and with all that is known now.
 */
final class PosteriorPart {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Moment moment;
  private final Course course;

  PosteriorPart(Moment moment, Course course) {
    this.moment = moment;
    this.course = course;
  }

  ObjectNode write() {
    CampaignDefinition definition = moment.campaign().definition().orElseThrow();
    AcquisitionBreakdown why = moment.proposal().getWhy();
    ObjectNode node = JSON.createObjectNode();
    node.put("property", definition.property());
    node.put("unit", definition.unit());
    node.set("before", belief(before()));
    if (why.getMean() == null) {
      node.putNull("at");
    } else {
      node.putObject("at")
          .put("mean", why.getMean())
          .put("standardDeviation", why.getStandardDeviation())
          .put("observations", why.getObservations());
    }
    node.set("after", belief(after()));
    Optional<ObservationReceived> outcome =
        course.outcome(moment.proposal().getExperimentId(), definition.property());
    if (outcome.isEmpty()) {
      node.putNull("outcome");
    } else {
      ObjectNode seen = node.putObject("outcome").put("value", outcome.get().value());
      if (outcome.get().standardError() > 0) {
        seen.put("sem", outcome.get().standardError());
      } else {
        seen.putNull("sem");
      }
    }
    node.set("interval", interval(why.getInterval()));
    return node;
  }

  private Optional<Posteriors.Known> before() {
    return Posteriors.before(moment.problem())
        .flatMap(problem -> Posteriors.of(problem, moment.choice(), moment.memo().branch(problem)));
  }

  private Optional<Posteriors.Known> after() {
    return course
        .campaign()
        .problem()
        .flatMap(problem -> Posteriors.of(problem, moment.choice(), moment.memo().branch(problem)));
  }

  private static JsonNode belief(Optional<Posteriors.Known> known) {
    return known
        .map(
            each ->
                (JsonNode)
                    JSON.createObjectNode()
                        .put("mean", each.belief().mean())
                        .put("standardDeviation", each.belief().standardDeviation())
                        .put("observations", each.observations()))
        .orElse(JSON.nullNode());
  }

  private static JsonNode interval(PredictiveInterval served) {
    return served == null
        ? JSON.nullNode()
        : JSON.createObjectNode()
            .put("claimed", served.getClaimed())
            .put("lower", served.getLower())
            .put("upper", served.getUpper());
  }
}
