package io.athanor.gateway.command;

import io.athanor.event.Dispatch;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.event.RecipeStep;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Conclusions;
import io.athanor.gateway.event.Coverages;
import io.athanor.gateway.event.Grants;
import io.athanor.gateway.event.Proposals;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.materials.MaterialException;
import io.athanor.schemas.lifecycle.Ended;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;

/** The view as the door shows it. */
public final class Answers {
  private Answers() {}

  /** A campaign: definition and progress. */
  public static JsonObject campaign(CampaignView campaign) {
    JsonObject json =
        Campaigns.json(campaign.definition())
            .put("state", Spelling.of(campaign.definition().getState()));
    campaign.grant().ifPresent(each -> json.put("grant", Grants.json(each)));
    return json.put("progress", progress(campaign));
  }

  /** A proposal and where it stands. */
  public static JsonObject proposal(ExperimentView experiment) {
    JsonObject json = Proposals.json(experiment.proposal());
    experiment
        .readingToProposalMillis()
        .ifPresent(each -> json.put("readingToProposalMillis", each));
    ExperimentLifecycle lifecycle = experiment.lifecycle();
    json.put("state", Spelling.of(lifecycle.state())).put("epoch", lifecycle.epoch());
    if (lifecycle instanceof Held held) {
      json.put("worker", held.worker()).put("leaseExpiresAt", held.leaseExpiresAt().toString());
      json.put("step", held.step());
      held.instrumentId().ifPresent(each -> json.put("instrumentId", each));
    } else if (lifecycle instanceof Proposed proposed) {
      json.put("step", proposed.step());
      proposed.offeredTo().ifPresent(each -> json.put("instrumentId", each));
    } else if (lifecycle instanceof Ended ended) {
      ended.worker().ifPresent(each -> json.put("worker", each));
      ended.failureKind().ifPresent(each -> json.put("failureKind", each));
    }
    return json;
  }

  /** A lease that holds, and the step of the recipe that it is for. */
  public static JsonObject lease(ExperimentView experiment, Held held) {
    JsonObject json =
        new JsonObject()
            .put("experimentId", experiment.proposal().getExperimentId())
            .put("epoch", held.epoch())
            .put("state", Spelling.of(held.state()))
            .put("leaseExpiresAt", held.leaseExpiresAt().toString())
            .put("step", held.step());
    held.instrumentId().ifPresent(each -> json.put("instrumentId", each));
    Dispatch dispatch = experiment.proposal().getDispatch();
    if (dispatch != null && held.step() < dispatch.getRecipe().size()) {
      RecipeStep step = dispatch.getRecipe().get(held.step());
      json.put("stepName", step.getName()).put("technique", step.getTechnique());
    }
    return json.put("proposal", proposal(experiment));
  }

  private static JsonObject progress(CampaignView campaign) {
    JsonObject json = new JsonObject().put("proposed", campaign.experiments().size());
    int open = 0;
    int pendingApproval = 0;
    int leased = 0;
    int running = 0;
    int succeeded = 0;
    int failed = 0;
    int cancelled = 0;
    int expired = 0;
    int rejected = 0;
    int retracted = 0;
    for (ExperimentView each : campaign.experiments()) {
      open += each.lifecycle().isEnded() ? 0 : 1;
      switch (each.lifecycle().state()) {
        case PENDING_APPROVAL -> pendingApproval++;
        case PROPOSED, APPROVED, OFFERED -> {}
        case LEASED -> leased++;
        case RUNNING, PARTIAL -> running++;
        case SUCCEEDED -> succeeded++;
        case FAILED -> failed++;
        case CANCELLED -> cancelled++;
        case EXPIRED -> expired++;
        case REJECTED -> rejected++;
        case RETRACTED -> retracted++;
      }
    }
    json.put("open", open)
        .put("pendingApproval", pendingApproval)
        .put("leased", leased)
        .put("running", running)
        .put("succeeded", succeeded)
        .put("failed", failed)
        .put("cancelled", cancelled)
        .put("expired", expired)
        .put("rejected", rejected)
        .put("retracted", retracted)
        .put("observations", campaign.observations());
    String unit = campaign.definition().getObjectives().get(0).getUnit();
    campaign.best().ifPresent(each -> json.put("best", best(each, unit)));
    campaign
        .posteriorStandardDeviation()
        .ifPresent(each -> json.put("posteriorStandardDeviation", each));
    campaign.coverage().ifPresent(each -> json.put("coverage", Coverages.json(each)));
    campaign.conclusion().ifPresent(each -> json.put("concluded", Conclusions.json(each)));
    JsonObject latency = new JsonObject().put("count", campaign.latencies().count());
    if (campaign.latencies().count() > 0) {
      latency.put("p50", campaign.latencies().p50()).put("p99", campaign.latencies().p99());
    }
    return json.put("readingToProposalMillis", latency);
  }

  /** In the objective's unit; the fold has only taken what converts. */
  private static JsonObject best(ObservationDerived observation, String unit) {
    Quantity reported = observation.getQuantity();
    JsonObject json = new JsonObject();
    try {
      io.athanor.materials.unit.Quantity converted =
          new io.athanor.materials.unit.Quantity(
                  reported.getValue(),
                  reported.getUnit(),
                  reported.getSem() == null
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(reported.getSem()),
                  reported.getN())
              .to(unit);
      json.put("value", converted.value()).put("unit", converted.unit());
      converted.sem().ifPresent(each -> json.put("sem", each));
    } catch (MaterialException e) {
      json.put("value", reported.getValue()).put("unit", reported.getUnit());
    }
    if (observation.getExperimentId() != null) {
      json.put("experimentId", observation.getExperimentId());
    }
    return json.put("candidateId", observation.getCandidateId());
  }
}
