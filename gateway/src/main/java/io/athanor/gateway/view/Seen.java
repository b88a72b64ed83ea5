package io.athanor.gateway.view;

import io.athanor.event.CampaignDefined;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.security.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The view as one caller sees it: what belongs to another tenant is not there. A campaign is its
 * definer's, and so is every experiment of it; an instrument is whose that registered it.
 */
public final class Seen {
  private final View view;
  private final Identity caller;

  Seen(View view, Identity caller) {
    this.view = view;
    this.caller = caller;
  }

  /** A campaign's definition. */
  public Optional<CampaignDefined> definition(String campaignId) {
    return view.definition(campaignId).filter(each -> caller.sees(each.getMeta().getTenant()));
  }

  /** A defined campaign as it stands. */
  public Optional<CampaignView> campaign(String campaignId) {
    return view.campaign(campaignId)
        .filter(each -> caller.sees(each.definition().getMeta().getTenant()));
  }

  /** Ids of the defined campaigns, sorted. */
  public List<String> campaignIds() {
    return view.campaignIds().stream().filter(each -> definition(each).isPresent()).toList();
  }

  /** An experiment as it stands. */
  public Optional<ExperimentView> experiment(String experimentId) {
    return view.experiment(experimentId).filter(this::isOwn);
  }

  /** An inquiry, if it is one of the latest. */
  public Optional<InquiryView> inquiry(String inquiryId) {
    return view.inquiry(inquiryId).filter(each -> caller.sees(each.opened().getMeta().getTenant()));
  }

  /** Whether an inquiry is another tenant's. */
  public boolean isForeignInquiry(String inquiryId) {
    return view.inquiry(inquiryId).isPresent() && inquiry(inquiryId).isEmpty();
  }

  /** What a worker holds: leased or running, over all campaigns. */
  public List<ExperimentView> heldBy(String worker) {
    return view.heldBy(worker).stream().filter(this::isOwn).toList();
  }

  /** Experiments that are offered to an instrument, those offered first first. */
  public List<ExperimentView> offeredTo(String instrumentId, Instant now) {
    return view.offeredTo(instrumentId, now).stream().filter(this::isOwn).toList();
  }

  /** What scopes that it may know of were last told of emergency stops, by scope. */
  public List<HaltDeclared> halts() {
    return view.halts().stream()
        .filter(
            each ->
                caller.tenant().isEmpty()
                    || each.getScope().equals(Halts.ALL)
                    || caller.sees(each.getMeta().getTenant())
                    || isOwn(each.getScope()))
        .toList();
  }

  /** A webhook that is not ended. */
  public Optional<WebhookRegistered> webhook(String webhookId) {
    return view.webhook(webhookId)
        .filter(each -> each.getActive() && caller.sees(each.getMeta().getTenant()));
  }

  /** All webhooks that are not ended, by id. */
  public List<WebhookRegistered> webhooks() {
    return view.webhooks().stream()
        .filter(each -> caller.sees(each.getMeta().getTenant()))
        .toList();
  }

  /** Whether a webhook is another tenant's. */
  public boolean isForeignWebhook(String webhookId) {
    return view.webhook(webhookId)
        .filter(each -> !caller.sees(each.getMeta().getTenant()))
        .isPresent();
  }

  /** An instrument as it was registered last. */
  public Optional<InstrumentRegistered> instrument(String instrumentId) {
    return view.instrument(instrumentId).filter(each -> caller.sees(each.getMeta().getTenant()));
  }

  /** All instruments, by id. */
  public List<InstrumentRegistered> instruments() {
    return view.instruments().stream()
        .filter(each -> caller.sees(each.getMeta().getTenant()))
        .toList();
  }

  /** Whether the id of a campaign is another tenant's. */
  public boolean isTaken(String campaignId) {
    return view.definition(campaignId).isPresent() && definition(campaignId).isEmpty();
  }

  /** Whether an experiment is another tenant's. */
  public boolean isForeign(String experimentId) {
    return view.experiment(experimentId).isPresent() && experiment(experimentId).isEmpty();
  }

  /** Whether an instrument is another tenant's. */
  public boolean isForeignInstrument(String instrumentId) {
    return view.instrument(instrumentId).isPresent() && instrument(instrumentId).isEmpty();
  }

  private boolean isOwn(String scope) {
    String id = scope.substring(scope.indexOf('/') + 1);
    return switch (scope.substring(0, Math.max(0, scope.indexOf('/')))) {
      case "tenant" -> caller.sees(id);
      case "campaign" -> definition(id).isPresent();
      case "instrument" -> instrument(id).isPresent();
      default -> false;
    };
  }

  /**
   * The topics are in no order to each other: before its campaign is known an experiment is shown
   * only where nobody is asked who they are.
   */
  private boolean isOwn(ExperimentView experiment) {
    return view.definition(experiment.proposal().getCampaignId())
        .map(each -> caller.sees(each.getMeta().getTenant()))
        .orElseGet(() -> caller.subject().isEmpty());
  }
}
