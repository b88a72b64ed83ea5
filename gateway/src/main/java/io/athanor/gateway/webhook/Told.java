package io.athanor.gateway.webhook;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.ObservationDerived;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Conclusions;
import io.athanor.gateway.event.Decisions;
import io.athanor.gateway.event.Diagnoses;
import io.athanor.gateway.event.Grants;
import io.athanor.gateway.event.Halting;
import io.athanor.gateway.event.Observations;
import io.athanor.gateway.event.Proposals;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.event.Steps;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a webhook is told of an event, if anything: only what concerns its tenant and campaign. */
final class Told {
  /** The topics that a webhook may be told about. */
  static final List<Topic<?>> TOPICS =
      List.of(
          Topics.CAMPAIGN_DEFINED,
          Topics.EXPERIMENT_PROPOSED,
          Topics.EXPERIMENT_DECIDED,
          Topics.EXPERIMENT_PROGRESSED,
          Topics.OBSERVATION_DERIVED,
          Topics.CAPACITY_GRANTED,
          Topics.HALT_DECLARED,
          Topics.FAILURE_DIAGNOSED,
          Topics.CAMPAIGN_CONCLUDED);

  private final View view;

  Told(View view) {
    this.view = view;
  }

  /** What is done with an event. */
  sealed interface Judgement {}

  /** It is told. */
  record Tell(JsonObject data) implements Judgement {}

  /** It is none of the webhook's business, or no step that holds. */
  record Skip() implements Judgement {}

  /** The view does not know enough yet. */
  record Wait() implements Judgement {}

  Judgement judge(WebhookRegistered webhook, Position position, SpecificRecord event) {
    if (!view.hasReached(position)) {
      return new Wait();
    }
    if (event instanceof HaltDeclared halt) {
      boolean news =
          webhook.getCampaignId() == null
              ? view.isNewsForTenant(halt, tenant(webhook))
              : view.isNews(halt, webhook.getCampaignId());
      return news ? new Tell(Halting.json(halt)) : new Skip();
    }
    Optional<String> campaignId = campaignOf(event);
    if (campaignId.isEmpty()
        || (webhook.getCampaignId() != null && !webhook.getCampaignId().equals(campaignId.get()))) {
      return new Skip();
    }
    Optional<CampaignDefined> campaign = view.definition(campaignId.get());
    if (campaign.isEmpty()) {
      return new Wait();
    }
    if (!Objects.equals(campaign.get().getMeta().getTenant(), tenant(webhook))) {
      return new Skip();
    }
    if (event instanceof ExperimentProgressed step) {
      if (view.experiment(step.getExperimentId()).isEmpty()) {
        return new Wait();
      }
      return view.holds(step) ? new Tell(Steps.json(step)) : new Skip();
    }
    return data(event).<Judgement>map(Tell::new).orElseGet(Skip::new);
  }

  private static String tenant(WebhookRegistered webhook) {
    return webhook.getMeta().getTenant();
  }

  private static Optional<String> campaignOf(SpecificRecord event) {
    return event.getSchema().getField("campaignId") != null
            && event.get(event.getSchema().getField("campaignId").pos()) instanceof String id
        ? Optional.of(id)
        : Optional.empty();
  }

  private static Optional<JsonObject> data(SpecificRecord event) {
    if (event instanceof ExperimentProposed proposal) {
      return Optional.of(Proposals.json(proposal));
    } else if (event instanceof ObservationDerived observation) {
      return Optional.of(Observations.json(observation));
    } else if (event instanceof ExperimentDecided decided) {
      return Optional.of(Decisions.json(decided));
    } else if (event instanceof CapacityGranted granted) {
      return Optional.of(Grants.json(granted));
    } else if (event instanceof FailureDiagnosed diagnosed) {
      return Optional.of(Diagnoses.json(diagnosed));
    } else if (event instanceof CampaignConcluded concluded) {
      return Optional.of(Conclusions.json(concluded).put("campaignId", concluded.getCampaignId()));
    } else if (event instanceof CampaignDefined defined) {
      return Optional.of(Campaigns.json(defined).put("state", Spelling.of(defined.getState())));
    }
    return Optional.empty();
  }
}
