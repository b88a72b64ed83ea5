package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Follows the journals of campaigns that have shadows, asks the shadows at every proposal, and says
 * now and then how they stand. Campaigns without shadows cost a look at a key. Owned by one stream
 * thread.
 */
final class ShadowProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final ShadowCodecs codecs;
  private final ShadowTopology.Past past;
  private final InstantSource clock;
  private final Duration mostLag;
  private final Duration reportInterval;
  private final Map<String, WatchedCampaign> watched = new HashMap<>();
  private final TreeSet<String> changed = new TreeSet<>();
  private ProcessorContext<byte[], byte[]> context;
  private Journal shadows;
  private Outlet outlet;
  private boolean loaded;

  ShadowProcessor(
      ShadowCodecs codecs,
      ShadowTopology.Past past,
      InstantSource clock,
      Duration mostLag,
      Duration reportInterval) {
    this.codecs = codecs;
    this.past = past;
    this.clock = clock;
    this.mostLag = mostLag;
    this.reportInterval = reportInterval;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(ShadowTopology.STORE);
    shadows = new Journal(store, codecs.events);
    outlet = new Outlet(context, codecs::encode, ShadowTopology.DEAD_LETTER_SINK);
    watched.clear();
    changed.clear();
    loaded = false;
    context.schedule(reportInterval, PunctuationType.WALL_CLOCK_TIME, time -> report());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    if (!loaded) {
      shadows.campaigns().forEach(id -> watched.put(id, load(id)));
      loaded = true;
    }
    Origin origin = Origin.of(context.recordMetadata().orElseThrow(), record.headers());
    try {
      if (origin.topic().equals(Topics.POLICY_SHADOWED.name())) {
        hear(origin, record.key(), record.value());
      } else {
        Journal.place(record.key())
            .ifPresent(place -> follow(place, origin.partition(), record.value()));
      }
    } catch (UndecodableException e) {
      outlet.refuse(
          record, origin, new RefusedException(e.code(), null, e.getMessage()), clock.instant());
    } catch (RefusedException e) {
      outlet.refuse(record, origin, e, clock.instant());
    }
  }

  private void hear(Origin origin, byte[] key, byte[] value) {
    PolicyShadowed event = codecs.shadow.decode(value);
    String campaignId = event.getCampaignId();
    if (!campaignId.equals(new String(key, StandardCharsets.UTF_8))) {
      throw new RefusedException("invalid-field", "campaignId", "is not the record's key");
    }
    WatchedCampaign campaign = watched.computeIfAbsent(campaignId, id -> new WatchedCampaign());
    if (campaign.isNews(event)) {
      shadows.append(campaignId, campaign.nextSequence(), origin, value);
      campaign.hear(event);
    }
  }

  private void follow(Journal.Place place, int partition, byte[] value) {
    WatchedCampaign campaign = watched.get(place.campaignId());
    if (campaign == null || !campaign.isWatched()) {
      return;
    }
    if (campaign.live().map(LiveCampaign::nextSequence).orElse(-1L) < place.sequence()) {
      catchUp(campaign, place, partition);
    }
    LiveCampaign live = campaign.live().orElseThrow();
    if (live.nextSequence() > place.sequence()) {
      return;
    }
    JournalEntry entry = codecs.events.entry(value);
    Optional<ExperimentProposed> proposal = proposal(entry);
    proposal
        .filter(WatchedCampaign::isChoice)
        .ifPresent(
            each -> {
              Instant now = clock.instant();
              boolean late = Duration.between(each.getProposedAt(), now).compareTo(mostLag) > 0;
              campaign.ask(each, late).forEach(answer -> say(campaign, answer));
            });
    fold(campaign, place.campaignId(), entry);
    if (proposal.isPresent() || entry.getTopic().equals(Topics.OBSERVATION_DERIVED.name())) {
      changed.add(place.campaignId());
    }
  }

  /** Folds what lies before an entry, from the log. */
  private void catchUp(WatchedCampaign campaign, Journal.Place place, int partition) {
    List<JournalEntry> entries = past.entries(place.campaignId(), partition);
    if (entries.size() < place.sequence()) {
      throw new IllegalStateException(
          "journal of campaign %s: %d entries before the one numbered %d"
              .formatted(place.campaignId(), entries.size(), place.sequence()));
    }
    campaign.follow(new LiveCampaign(codecs.events, past.grace()));
    entries
        .subList(0, (int) place.sequence())
        .forEach(entry -> fold(campaign, place.campaignId(), entry));
  }

  private void fold(WatchedCampaign campaign, String campaignId, JournalEntry entry) {
    Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
    LiveCampaign live = campaign.live().orElseThrow();
    long before = live.nextSequence();
    live.take(campaignId, origin, bytes(entry), fact -> {});
    if (live.nextSequence() == before) {
      throw new IllegalStateException(
          "journal of campaign %s: entry %d is not accepted".formatted(campaignId, before));
    }
    proposal(entry).ifPresent(campaign::remember);
  }

  private void say(WatchedCampaign campaign, ShadowChosen answer) {
    byte[] bytes = codecs.encode(answer);
    Origin own = new Origin(Topics.SHADOW_CHOSEN.name(), -1, -1);
    shadows.append(answer.getCampaignId(), campaign.nextSequence(), own, bytes);
    campaign.hear(answer);
    outlet.forward(
        answer.getCampaignId(),
        bytes,
        answer.getMeta().getRecordedAt(),
        ShadowTopology.CHOICE_SINK);
  }

  private void report() {
    Instant now = clock.instant();
    for (String campaignId : changed) {
      WatchedCampaign campaign = watched.get(campaignId);
      if (campaign.isWatched() && campaign.live().isPresent()) {
        for (ShadowReported each : campaign.report(now)) {
          outlet.forward(campaignId, codecs.encode(each), now, ShadowTopology.REPORT_SINK);
        }
      }
    }
    changed.clear();
  }

  private WatchedCampaign load(String campaignId) {
    WatchedCampaign campaign = new WatchedCampaign();
    shadows.read(
        campaignId,
        entry -> {
          if (entry.getTopic().equals(Topics.POLICY_SHADOWED.name())) {
            campaign.hear(codecs.shadow.decode(bytes(entry)));
          } else {
            campaign.hear(codecs.choice.decode(bytes(entry)));
          }
        });
    return campaign;
  }

  private Optional<ExperimentProposed> proposal(JournalEntry entry) {
    return entry.getTopic().equals(Topics.EXPERIMENT_PROPOSED.name())
        ? Optional.of(codecs.events.proposal.decode(bytes(entry)))
        : Optional.empty();
  }

  private static byte[] bytes(JournalEntry entry) {
    byte[] bytes = new byte[entry.getEvent().remaining()];
    entry.getEvent().duplicate().get(bytes);
    return bytes;
  }
}
