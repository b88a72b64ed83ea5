package io.athanor.gateway.http;

import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.gateway.command.Answers;
import io.athanor.gateway.event.Decisions;
import io.athanor.gateway.event.Diagnoses;
import io.athanor.gateway.event.Grants;
import io.athanor.gateway.event.Halting;
import io.athanor.gateway.event.Inquiring;
import io.athanor.gateway.event.Inventions;
import io.athanor.gateway.event.Observations;
import io.athanor.gateway.event.Releases;
import io.athanor.gateway.event.Shadowing;
import io.athanor.gateway.event.Steps;
import io.athanor.gateway.view.View;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a campaign's followers are shown of what happened. */
final class FeedEvents {
  private static final String INVENTION = "invention";

  private FeedEvents() {}

  /**
   * One event of the stream.
   *
   * @param name its kind
   * @param data as the contract has it
   */
  record FeedEvent(String name, JsonObject data) {}

  /** Empty for what is none of the campaign's business. */
  static Optional<FeedEvent> of(SpecificRecord event, String campaignId, View view) {
    if (event instanceof ExperimentProposed proposal) {
      return view.experiment(proposal.getExperimentId())
          .map(each -> new FeedEvent("proposal", Answers.proposal(each)));
    } else if (event instanceof ExperimentProgressed step) {
      return Optional.of(new FeedEvent("progress", Steps.json(step)));
    } else if (event instanceof ObservationDerived observation) {
      return Optional.of(new FeedEvent("observation", Observations.json(observation)));
    } else if (event instanceof ExperimentDecided decided) {
      return Optional.of(new FeedEvent("decision", Decisions.json(decided)));
    } else if (event instanceof CapacityGranted granted) {
      return Optional.of(new FeedEvent("grant", Grants.json(granted)));
    } else if (event instanceof FailureDiagnosed diagnosed) {
      return Optional.of(new FeedEvent("diagnosis", Diagnoses.json(diagnosed)));
    } else if (event instanceof InquiryAnswered answered) {
      return Optional.of(new FeedEvent("inquiry", Inquiring.news(answered)));
    } else if (event instanceof PolicyShadowed
        || event instanceof ShadowChosen
        || event instanceof ShadowReported) {
      return Optional.of(new FeedEvent("shadow", Shadowing.news(event)));
    } else if (event instanceof DriftDetected alarm) {
      return Optional.of(new FeedEvent("drift", Releases.json(alarm)));
    } else if (event instanceof CoverageReported report) {
      return Optional.of(new FeedEvent("coverage", Releases.json(report)));
    } else if (event instanceof InventionRequested wave) {
      return Optional.of(new FeedEvent(INVENTION, Inventions.news(wave)));
    } else if (event instanceof InventionAnswered wave) {
      return Optional.of(new FeedEvent(INVENTION, Inventions.news(wave)));
    } else if (event instanceof HaltDeclared halt && view.isNews(halt, campaignId)) {
      return Optional.of(new FeedEvent("halt", Halting.json(halt)));
    }
    return Optional.empty();
  }
}
