package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.IntervalTest;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.Meta;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds every event into its campaign, keeps it in the journal, and publishes what the campaign
 * then decides, all in one transaction. The folded campaigns are a cache: it starts empty whenever
 * the task does, also after an aborted transaction, and is filled from the journal. Owned by one
 * stream thread.
 */
final class CampaignProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignProcessor.class);

  private final EventCodecs codecs;
  private final AcquisitionMetrics metrics;
  private final InstantSource clock;
  private final Duration grace;
  private final Duration expiryInterval;
  private final AtomicLong releasesEdition;
  private final Map<String, LiveCampaign> live = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;
  private Outlet outlet;
  private Journal journal;
  private ReadOnlyKeyValueStore<Bytes, byte[]> halts;
  private Releases releases;
  private ReadOnlyKeyValueStore<Bytes, byte[]> heads;
  private Lending lessons;
  private boolean loaded;

  CampaignProcessor(
      EventCodecs codecs,
      AcquisitionMetrics metrics,
      InstantSource clock,
      Duration grace,
      Duration expiryInterval,
      AtomicLong releasesEdition) {
    this.codecs = codecs;
    this.metrics = metrics;
    this.clock = clock;
    this.grace = grace;
    this.expiryInterval = expiryInterval;
    this.releasesEdition = releasesEdition;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    outlet = new Outlet(context, codecs::encode, Nodes.CAMPAIGN_DEAD_LETTER_SINK);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(Nodes.JOURNAL);
    halts = context.getStateStore(Nodes.HALTS);
    releases = new Releases(codecs, context.getStateStore(Nodes.RELEASES), releasesEdition);
    heads = context.getStateStore(Nodes.HEADS);
    lessons = new Lending(outlet, codecs);
    journal = new Journal(store, codecs);
    live.clear();
    loaded = false;
    context.schedule(expiryInterval, PunctuationType.WALL_CLOCK_TIME, time -> expire());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Origin origin = Origin.of(context.recordMetadata().orElseThrow(), record.headers());
    if (record.value() == null) {
      // a tombstone in a compacted topic: a campaign is closed by its state, not by forgetting it
      return;
    }
    try {
      take(new Incoming(origin, record.key(), record.value()));
    } catch (UndecodableException e) {
      refuse(record, origin, new RefusedException(e.code(), null, e.getMessage()));
    } catch (RefusedException e) {
      refuse(record, origin, e);
    }
  }

  private void take(Incoming incoming) {
    if (incoming.key() == null) {
      throw new RefusedException("invalid-field", "key", "the record has no key");
    }
    String campaignId = new String(incoming.key(), StandardCharsets.UTF_8);
    LiveCampaign campaign = campaign(campaignId);
    // before the fact, which is then the last thing known at its decision
    hearOthers(campaignId, campaign);
    Origin origin = incoming.origin();
    LiveCampaign.Fact[] accepted = new LiveCampaign.Fact[1];
    Optional<Outcome> outcome =
        fold(campaignId, campaign, origin, incoming.value(), fact -> accepted[0] = fact);
    if (outcome.isEmpty()) {
      return;
    }
    if (outcome.get() instanceof Outcome.Refused refused) {
      throw new RefusedException(refused.code(), refused.field(), refused.reason());
    }
    if (outcome.get() instanceof Outcome.Duplicate) {
      metrics.duplicate(origin.topic());
      return;
    }
    if (outcome.get() instanceof Outcome.Ignored ignored) {
      metrics.ignored(origin.topic());
      LOG.atDebug()
          .addKeyValue("campaignId", campaignId)
          .addKeyValue("topic", origin.topic())
          .addKeyValue("reason", ignored.reason())
          .log("An event changes nothing");
      return;
    }
    dispatched(campaign, accepted[0].event());
    if (accepted[0].event() instanceof CampaignEvent.CampaignDefined) {
      hearOthers(campaignId, campaign);
      lessons.request(campaign, accepted[0].meta());
    }
    decide(campaignId, campaign, Optional.of(accepted[0]));
  }

  /**
   * Folds an event, whoever said it; where it is a fact it is journalled, and what it tests, shows
   * to have moved or teaches others is said.
   */
  private Optional<Outcome> fold(
      String campaignId,
      LiveCampaign campaign,
      Origin origin,
      byte[] event,
      LiveCampaign.Consumption consumption) {
    long sequence = campaign.nextSequence();
    LiveCampaign.Fact[] facts = new LiveCampaign.Fact[1];
    Optional<Outcome> outcome = campaign.take(campaignId, origin, event, fact -> facts[0] = fact);
    if (outcome.isPresent() && outcome.get() instanceof Outcome.Accepted accepted) {
      LiveCampaign.Fact fact = facts[0];
      journal.append(campaignId, sequence, origin, event);
      accepted.tested().forEach(test -> report(campaignId, test, fact.meta()));
      accepted.alarms().forEach(alarm -> alert(campaignId, alarm, fact.meta()));
      lessons.lend(campaign, fact);
      consumption.accepted(fact);
    }
    return outcome;
  }

  private void dispatched(LiveCampaign campaign, CampaignEvent event) {
    if (event instanceof CampaignEvent.ExperimentMoved moved
        && moved.step().getState() == ExperimentState.LEASED) {
      campaign.campaign().staleness(moved.step().getExperimentId()).ifPresent(metrics::dispatched);
    }
  }

  /**
   * Emergency stops and releases of models are few and concern campaigns of every partition: each
   * looks for its own.
   */
  private void hearOthers(String campaignId, LiveCampaign campaign) {
    if (campaign.definition() == null) {
      return;
    }
    if (campaign.seesModels() && campaign.firstLook(releases.edition())) {
      for (byte[] release : releases.all()) {
        hear(campaignId, campaign, Topics.MODEL_RELEASED.name(), release);
      }
    }
    for (String scope : campaign.haltScopes()) {
      byte[] halt = halts.get(Bytes.wrap(scope.getBytes(StandardCharsets.UTF_8)));
      if (halt != null && campaign.isNews(scope, halt)) {
        hear(campaignId, campaign, Topics.HALT_DECLARED.name(), halt);
        campaign.heard(scope, halt);
      }
    }
    hearHead(campaignId, campaign);
  }

  /** A word for many campaigns; one that cannot be taken stops none of them. */
  private void hear(String campaignId, LiveCampaign campaign, String topic, byte[] event) {
    try {
      fold(campaignId, campaign, new Origin(topic, -1, -1), event, fact -> {});
    } catch (UndecodableException | RefusedException e) {
      LOG.atWarn()
          .addKeyValue("campaignId", campaignId)
          .addKeyValue("topic", topic)
          .addKeyValue("reason", e.getMessage())
          .log("A word for many campaigns is not taken");
    }
  }

  /** What several sites know of the objective is told once they say it, and once a round. */
  private void hearHead(String campaignId, LiveCampaign campaign) {
    campaign
        .headKey()
        .map(key -> heads.get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8))))
        .filter(campaign::isNews)
        .ifPresent(
            said -> {
              hear(campaignId, campaign, Topics.HEAD_FEDERATED.name(), said);
              campaign.heard(said);
            });
  }

  /** Says what an interval came to: here for the campaign, at the model's own place for a model. */
  private void report(String campaignId, IntervalTest test, Meta cause) {
    metrics.tested();
    if (test instanceof IntervalTest.OfCampaign own) {
      outlet.forward(
          campaignId,
          codecs.encode(CoverageMapper.ofCampaign(campaignId, own, cause)),
          cause.getRecordedAt(),
          Nodes.CAMPAIGN_COVERAGE_SINK);
    } else if (test instanceof IntervalTest.OfModel model) {
      outlet.forward(
          model.modelName(),
          codecs.encode(CoverageMapper.tested(model, cause)),
          cause.getRecordedAt(),
          Nodes.entrance(Nodes.TEST_BY_MODEL));
    }
  }

  private void alert(String campaignId, DriftAlarm alarm, Meta cause) {
    DriftDetected event = DriftMapper.event(alarm, campaignId, Optional.of(campaignId), cause);
    outlet.forward(
        event.getSubject(), codecs.encode(event), cause.getRecordedAt(), Nodes.CAMPAIGN_DRIFT_SINK);
    LOG.atWarn()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("detector", alarm.detector())
        .addKeyValue("kind", alarm.kind())
        .addKeyValue("answers", alarm.answers())
        .log("Outcomes are no longer what they were");
  }

  private LiveCampaign campaign(String campaignId) {
    LiveCampaign known = live.get(campaignId);
    if (known != null) {
      return known;
    }
    LiveCampaign campaign = new LiveCampaign(codecs, grace);
    journal.read(
        campaignId,
        entry -> {
          byte[] event = new byte[entry.getEvent().remaining()];
          entry.getEvent().duplicate().get(event);
          Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
          Optional<Outcome> outcome = campaign.take(campaignId, origin, event, fact -> {});
          if (outcome.filter(Outcome.Accepted.class::isInstance).isEmpty()) {
            throw new IllegalStateException(
                "journal of campaign %s: an entry is no longer accepted: %s"
                    .formatted(campaignId, outcome));
          }
        });
    // what the journal holds was told in the transaction that wrote it
    campaign.lentAll();
    if (campaign.nextSequence() > 0) {
      // only campaigns that exist are kept, or a client with made-up names could fill the memory
      live.put(campaignId, campaign);
    }
    return campaign;
  }

  private void expire() {
    if (!loaded) {
      journal.campaigns().forEach(this::campaign);
      loaded = true;
    }
    // sorted, so that the order of events does not depend on a hash
    live.keySet().stream()
        .sorted()
        .forEach(
            campaignId -> {
              hearOthers(campaignId, live.get(campaignId));
              decide(campaignId, live.get(campaignId), Optional.empty());
            });
  }

  private void decide(
      String campaignId, LiveCampaign campaign, Optional<LiveCampaign.Fact> trigger) {
    live.putIfAbsent(campaignId, campaign);
    long start = System.nanoTime();
    Instant now = clock.instant();
    boolean something = false;
    Optional<LiveCampaign.Fact> diagnosed = Optional.empty();
    for (Decision decision : campaign.campaign().decide(now)) {
      if (decision instanceof Decision.Propose proposal) {
        propose(
            campaignId,
            campaign,
            codecs.seal(
                DecisionMapper.proposed(proposal, campaign, trigger), campaign.definition()));
        something = true;
      } else if (decision instanceof Decision.Diagnose diagnose) {
        diagnosed =
            diagnose(
                campaignId, campaign, ActionMapper.diagnosed(diagnose, campaign, trigger, now));
        something = true;
      } else if (decision instanceof Decision.Conclude conclude) {
        conclude(campaignId, campaign, DecisionMapper.concluded(conclude, campaign, trigger, now));
        something = true;
      } else if (decision instanceof Decision.Invent invent) {
        invent(campaignId, campaign, InventionMapper.requested(invent, campaign, trigger));
        something = true;
      } else if (decision instanceof Decision.EndWave end) {
        endWave(campaignId, campaign, InventionMapper.ended(end, campaign, now));
        something = true;
      } else if (decision instanceof Decision.Expire expiry
          && campaign.firstExpiry(expiry.experimentId(), expiry.epoch(), expiry.since())) {
        metrics.expired();
        outlet.forward(
            campaignId,
            codecs.encode(DecisionMapper.expired(expiry, campaign, now)),
            now,
            Nodes.PROGRESS_SINK);
        something = true;
      } else if (decision instanceof Decision.Settle settle && campaign.firstSettlement(settle)) {
        metrics.settled(settle.state().name().toLowerCase(Locale.ROOT));
        outlet.forward(
            campaignId,
            codecs.encode(DecisionMapper.settled(settle, campaign, trigger, now)),
            now,
            Nodes.PROGRESS_SINK);
        something = true;
      }
    }
    metrics.decided(Duration.ofNanos(System.nanoTime() - start));
    if (something) {
      // somebody waits for this: do not sit out the commit interval
      context.commit();
    }
    if (diagnosed.isPresent()) {
      decide(campaignId, campaign, diagnosed);
    }
  }

  private void propose(String campaignId, LiveCampaign campaign, ExperimentProposed event) {
    byte[] bytes = codecs.encode(event);
    keep(campaignId, campaign, Topics.EXPERIMENT_PROPOSED.name(), bytes);
    outlet.forward(campaignId, bytes, event.getProposedAt(), Nodes.PROPOSAL_SINK);
    metrics.proposed();
    if (event.getTriggerRecordedAt() != null) {
      metrics.answered(Duration.between(event.getTriggerRecordedAt(), event.getProposedAt()));
    }
    LOG.atInfo()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("experimentId", event.getExperimentId())
        .addKeyValue("candidateId", event.getCandidateId())
        .addKeyValue("reason", event.getWhy().getFunction())
        .log("Proposed an experiment");
    if (event.getOrdinal() == 0 && !campaign.campaign().constantColumns().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("campaignId", campaignId)
          .addKeyValue("columns", campaign.campaign().constantColumns())
          .log("Left out columns that are the same for every candidate of the pool");
    }
  }

  private Optional<LiveCampaign.Fact> diagnose(
      String campaignId, LiveCampaign campaign, FailureDiagnosed event) {
    byte[] bytes = codecs.encode(event);
    LiveCampaign.Fact fact = keep(campaignId, campaign, Topics.FAILURE_DIAGNOSED.name(), bytes);
    outlet.forward(campaignId, bytes, event.getMeta().getRecordedAt(), Nodes.DIAGNOSIS_SINK);
    LOG.atInfo()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("experimentId", event.getExperimentId())
        .addKeyValue("reason", event.getCauses().get(0).getKind())
        .log("Diagnosed a failure");
    return Optional.of(fact);
  }

  private void invent(String campaignId, LiveCampaign campaign, InventionRequested event) {
    byte[] bytes = codecs.encode(event);
    keep(campaignId, campaign, Topics.INVENTION_REQUESTED.name(), bytes);
    outlet.forward(campaignId, bytes, event.getMeta().getRecordedAt(), Nodes.INVENTION_SINK);
    LOG.atInfo()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("wave", event.getWave())
        .addKeyValue("count", event.getCount())
        .log("Asked for new candidates");
  }

  /** Nobody but the campaign needs to know that it waits no longer. */
  private void endWave(String campaignId, LiveCampaign campaign, InventionAnswered event) {
    keep(campaignId, campaign, Topics.INVENTION_ANSWERED.name(), codecs.encode(event));
    LOG.atInfo()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("wave", event.getWave())
        .addKeyValue("reason", event.getProblem())
        .log("Waits no longer for new candidates");
  }

  private void conclude(String campaignId, LiveCampaign campaign, CampaignConcluded event) {
    byte[] bytes = codecs.encode(event);
    keep(campaignId, campaign, Topics.CAMPAIGN_CONCLUDED.name(), bytes);
    outlet.forward(campaignId, bytes, event.getMeta().getRecordedAt(), Nodes.CONCLUSION_SINK);
    LOG.atInfo()
        .addKeyValue("campaignId", campaignId)
        .addKeyValue("reason", event.getRule())
        .log("Concluded a campaign");
  }

  /** A decision takes effect by being folded and journalled like any other event. */
  private LiveCampaign.Fact keep(
      String campaignId, LiveCampaign campaign, String topic, byte[] event) {
    LiveCampaign.Fact[] kept = new LiveCampaign.Fact[1];
    Optional<Outcome> outcome =
        fold(campaignId, campaign, new Origin(topic, -1, -1), event, fact -> kept[0] = fact);
    if (outcome.filter(Outcome.Accepted.class::isInstance).isEmpty()) {
      throw new IllegalStateException(
          "campaign %s does not accept its own decision: %s".formatted(campaignId, outcome));
    }
    return kept[0];
  }

  private void refuse(Record<byte[], byte[]> record, Origin origin, RefusedException refused) {
    metrics.deadLetter(refused.code());
    outlet.refuse(record, origin, refused, clock.instant());
  }
}
