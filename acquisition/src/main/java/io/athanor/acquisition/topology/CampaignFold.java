package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A campaign folded from its journal, one entry after the other, for whoever asks about a moment of
 * its past. Owned by one caller; not thread-safe.
 */
public final class CampaignFold {
  private final EventCodecs codecs;
  private final String campaignId;
  private final LiveCampaign live;

  /**
   * An empty campaign.
   *
   * @param grace how long the result of a succeeded experiment is awaited, as acquisition was told
   */
  public CampaignFold(EventCodecs codecs, Duration grace, String campaignId) {
    this.codecs = codecs;
    this.campaignId = campaignId;
    this.live = new LiveCampaign(codecs, grace);
  }

  /**
   * A fact of the journal.
   *
   * @param topic where it lies
   * @param partition -1 for what the campaign itself said
   * @param offset -1 for what the campaign itself said
   */
  public record Told(String topic, int partition, long offset, CampaignEvent event, Meta meta) {
    /** When the event was recorded; the moment of decision for the campaign's own. */
    public Instant recordedAt() {
      return meta.getRecordedAt();
    }
  }

  /**
   * A whole journal, in the order in which it was accepted.
   *
   * @param entries oldest first, none left out
   * @param grace as acquisition was told
   * @throws IllegalStateException where an entry is not accepted: the journal has gaps
   */
  public static List<Told> read(
      String campaignId, List<JournalEntry> entries, EventCodecs codecs, Duration grace) {
    CampaignFold fold = new CampaignFold(codecs, grace, campaignId);
    List<Told> told = new ArrayList<>();
    for (JournalEntry entry : entries) {
      told.add(
          fold.take(entry)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "journal of campaign %s: entry %d is not accepted"
                              .formatted(campaignId, told.size()))));
    }
    return List.copyOf(told);
  }

  /** Folds the next entry; empty where the campaign as it is now does not accept it. */
  public Optional<Told> take(JournalEntry entry) {
    LiveCampaign.Fact[] accepted = new LiveCampaign.Fact[1];
    Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
    try {
      Optional<Outcome> outcome =
          live.take(campaignId, origin, bytes(entry), fact -> accepted[0] = fact);
      return outcome
          .filter(Outcome.Accepted.class::isInstance)
          .map(
              fact ->
                  new Told(
                      entry.getTopic(),
                      entry.getPartition(),
                      entry.getOffset(),
                      accepted[0].event(),
                      accepted[0].meta()));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  /** The aggregate as it is now. */
  public Campaign campaign() {
    return live.campaign();
  }

  /** The definition that holds, as it was written; null before there is one. */
  public CampaignDefined definition() {
    return live.definition();
  }

  /** The entry's proposal, if it is one. */
  public static Optional<ExperimentProposed> proposal(EventCodecs codecs, JournalEntry entry) {
    return entry.getTopic().equals(Topics.EXPERIMENT_PROPOSED.name())
        ? Optional.of(codecs.proposal.decode(bytes(entry)))
        : Optional.empty();
  }

  /** Where the proposal of an experiment stands in a journal; empty if it has none. */
  public static OptionalInt indexOf(
      EventCodecs codecs, List<JournalEntry> journal, String experimentId) {
    return IntStream.range(0, journal.size())
        .filter(
            i ->
                proposal(codecs, journal.get(i))
                    .filter(each -> each.getExperimentId().equals(experimentId))
                    .isPresent())
        .findFirst();
  }

  /**
   * Where the decision begins that made a proposal: its proposals stand side by side, with one
   * time.
   *
   * @param index of the proposal
   */
  public static int firstOfDecision(EventCodecs codecs, List<JournalEntry> journal, int index) {
    Instant decided = proposal(codecs, journal.get(index)).orElseThrow().getProposedAt();
    int first = index;
    while (first > 0
        && proposal(codecs, journal.get(first - 1))
            .filter(each -> each.getProposedAt().equals(decided))
            .isPresent()) {
      first--;
    }
    return first;
  }

  /** The person's decision that the entry is, if it is one. */
  public static Optional<ExperimentDecided> decision(EventCodecs codecs, JournalEntry entry) {
    return entry.getTopic().equals(Topics.EXPERIMENT_DECIDED.name())
        ? Optional.of(codecs.decision.decode(bytes(entry)))
        : Optional.empty();
  }

  /** An entry as if this definition had been written next. */
  public JournalEntry redefined(CampaignDefined definition) {
    return JournalEntry.newBuilder()
        .setTopic(Topics.CAMPAIGN_DEFINED.name())
        .setPartition(-1)
        .setOffset(-1)
        .setEvent(
            ByteBuffer.wrap(codecs.campaign.encode(Topics.CAMPAIGN_DEFINED.name(), definition)))
        .build();
  }

  static byte[] bytes(JournalEntry entry) {
    byte[] bytes = new byte[entry.getEvent().remaining()];
    entry.getEvent().duplicate().get(bytes);
    return bytes;
  }
}
