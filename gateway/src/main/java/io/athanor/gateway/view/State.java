package io.athanor.gateway.view;

import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Everything the log has said, while it is being folded. Owned by {@link View}, which locks. */
final class State {
  /** Characters of questions and answers that are kept: 64 Mi. */
  private static final long INQUIRIES = 64L << 20;

  private final Map<String, CampaignFold> campaigns = new TreeMap<>();
  private final Map<String, InstrumentRegistered> instruments = new TreeMap<>();
  private final Map<String, WebhookRegistered> webhooks = new TreeMap<>();
  private final Map<String, String> campaignOfExperiment = new HashMap<>();
  private final Places places = new Places();
  private final Halts halts = new Halts();
  private final List<FeedItem> haltFeed = new ArrayList<>();
  private final Shadows shadows = new Shadows();
  private final Inquiries inquiries = new Inquiries(INQUIRIES);
  private final Waiting waiting;
  private final Function<ExperimentProposed, OptionalDouble> latency;

  /**
   * Nothing yet.
   *
   * @param waiting who is told of changes
   * @param latency reading to proposal (ms), where it is live
   */
  State(Waiting waiting, Function<ExperimentProposed, OptionalDouble> latency) {
    this.waiting = waiting;
    this.latency = latency;
  }

  /**
   * Folds one event.
   *
   * @param afterwards gets what is to be done once the lock is free
   */
  void on(Position position, SpecificRecord event, List<Runnable> afterwards) {
    if (event instanceof CampaignDefined defined) {
      campaign(defined.getCampaignId()).define(defined);
      waiting.changed(defined.getCampaignId(), afterwards);
    } else if (event instanceof InstrumentRegistered registered) {
      instruments.put(registered.getInstrumentId(), registered);
      waiting.changed(View.instrumentKey(registered.getInstrumentId()), afterwards);
    } else if (event instanceof ExperimentProposed proposed) {
      propose(position, proposed, afterwards);
    } else if (event instanceof ExperimentProgressed step) {
      step(position, step, afterwards);
    } else if (event instanceof HaltDeclared halt) {
      halts.on(halt);
      FeedItem item = new FeedItem(position, halt);
      haltFeed.add(item);
      campaigns.values().forEach(each -> each.feed().add(item));
      waiting.allChanged(afterwards);
    } else if (event instanceof WebhookRegistered registered) {
      webhooks.put(registered.getWebhookId(), registered);
    } else if (event instanceof CampaignConcluded concluded) {
      campaign(concluded.getCampaignId()).conclude(concluded);
      waiting.changed(concluded.getCampaignId(), afterwards);
    } else if (event instanceof CoverageReported report
        && report.getSubject().equals(report.getMeta().getCorrelationId())) {
      // a campaign's; a model's has no campaign to correlate with
      campaign(report.getSubject()).cover(report);
      tell(report.getSubject(), position, event, afterwards);
    } else if (event instanceof PolicyShadowed shadow) {
      shadows.on(shadow);
      tell(shadow.getCampaignId(), position, event, afterwards);
    } else if (event instanceof ShadowChosen choice) {
      shadows.on(choice);
      tell(choice.getCampaignId(), position, event, afterwards);
    } else if (event instanceof ShadowReported report) {
      shadows.on(report);
      tell(report.getCampaignId(), position, event, afterwards);
    } else if (event instanceof InventionRequested wave) {
      Optional<CampaignDefined> known = campaign(wave.getCampaignId()).definition();
      tell(wave.getCampaignId(), position, Waves.counted(wave, known), afterwards);
    } else if (event instanceof InquiryOpened opened) {
      inquiries.opened(opened);
    } else if (event instanceof InquiryAnswered answered) {
      answer(position, answered, afterwards);
    } else {
      campaignOf(event)
          .ifPresent(
              id -> {
                campaign(id).tell(position, event);
                waiting.changed(id, afterwards);
              });
    }
  }

  private void tell(
      String campaignId, Position position, SpecificRecord event, List<Runnable> afterwards) {
    campaign(campaignId).tell(position, event);
    waiting.changed(campaignId, afterwards);
  }

  private void answer(Position position, InquiryAnswered answered, List<Runnable> afterwards) {
    inquiries.answered(answered, afterwards);
    boolean about = !answered.getCampaignId().equals(answered.getInquiryId());
    if (about && answered.getKind() != InquiryKind.WHY) {
      // followers are told that it is there; the document is for who asks for it
      String document = answered.getDocument() == null ? null : "{}";
      campaign(answered.getCampaignId())
          .tell(position, InquiryAnswered.newBuilder(answered).setDocument(document).build());
      waiting.changed(answered.getCampaignId(), afterwards);
    }
  }

  private static Optional<String> campaignOf(SpecificRecord event) {
    if (event instanceof ObservationDerived observation) {
      return Optional.ofNullable(observation.getCampaignId());
    } else if (event instanceof ExperimentDecided decided) {
      return Optional.of(decided.getCampaignId());
    } else if (event instanceof CapacityGranted granted) {
      return Optional.of(granted.getCampaignId());
    } else if (event instanceof FailureDiagnosed diagnosed) {
      return Optional.of(diagnosed.getCampaignId());
    } else if (event instanceof DriftDetected alarm) {
      return Optional.ofNullable(alarm.getCampaignId());
    } else if (event instanceof InventionAnswered wave) {
      return Optional.of(wave.getCampaignId());
    }
    return Optional.empty();
  }

  private void propose(Position position, ExperimentProposed proposed, List<Runnable> afterwards) {
    String experimentId = proposed.getExperimentId();
    campaignOfExperiment.put(experimentId, proposed.getCampaignId());
    OptionalDouble millis = latency.apply(proposed);
    CampaignFold fold = campaign(proposed.getCampaignId());
    ExperimentLifecycle before = fold.lifecycle(experimentId);
    fold.propose(position, proposed, millis);
    moved(experimentId, before, fold, afterwards);
    waiting.changed(proposed.getCampaignId(), afterwards);
  }

  private void step(Position position, ExperimentProgressed step, List<Runnable> afterwards) {
    CampaignFold fold = campaign(step.getCampaignId());
    ExperimentLifecycle before = fold.lifecycle(step.getExperimentId());
    Transition transition = fold.step(position, step);
    moved(step.getExperimentId(), before, fold, afterwards);
    waiting.stepped(step.getMeta().getId(), transition, afterwards);
    waiting.changed(step.getCampaignId(), afterwards);
  }

  private void moved(
      String experimentId,
      ExperimentLifecycle before,
      CampaignFold fold,
      List<Runnable> afterwards) {
    ExperimentLifecycle after = fold.lifecycle(experimentId);
    if (after != null && !after.equals(before)) {
      places
          .moved(experimentId, before, after)
          .ifPresent(each -> waiting.changed(View.instrumentKey(each), afterwards));
    }
  }

  Map<String, CampaignFold> campaigns() {
    return campaigns;
  }

  Map<String, InstrumentRegistered> instruments() {
    return instruments;
  }

  Map<String, WebhookRegistered> webhooks() {
    return webhooks;
  }

  Shadows shadows() {
    return shadows;
  }

  Inquiries inquiries() {
    return inquiries;
  }

  Places places() {
    return places;
  }

  Halts halts() {
    return halts;
  }

  /** An experiment as it stands. */
  Optional<ExperimentView> experiment(String experimentId) {
    return Optional.ofNullable(campaignOfExperiment.get(experimentId))
        .map(campaigns::get)
        .map(each -> each.experiments().get(experimentId));
  }

  private CampaignFold campaign(String campaignId) {
    return campaigns.computeIfAbsent(campaignId, id -> new CampaignFold(haltFeed));
  }
}
