package io.athanor.acquisition.topology;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Derives a proposal again from the log: folds the journal of its campaign up to the decision,
 * decides, and encodes. A decision is a function of the campaign's definition, the events folded so
 * far, the seed and the moment it was asked for (which only decides what has expired); that moment
 * is the recorded one. The same code on the same journal gives the same bytes. Only the signature
 * cannot be made without the private key: it is taken from the record, for whoever has the public
 * one to check it over the bytes derived.
 */
public final class Derivation {
  private final EventCodecs codecs;
  private final Duration grace;
  private final SortedMap<Long, JournalEntry> entries = new TreeMap<>();
  private final String campaignId;

  /**
   * For one campaign.
   *
   * @param grace how long the result of a succeeded experiment is awaited, as acquisition was told
   */
  public Derivation(EventCodecs codecs, Duration grace, String campaignId) {
    this.codecs = codecs;
    this.grace = grace;
    this.campaignId = campaignId;
  }

  /** Topic that holds the journals of an acquisition application. */
  public static String journalTopic(AcquisitionConfig config) {
    return config.applicationId() + "-" + Nodes.JOURNAL + "-changelog";
  }

  /** Takes a record of the journals' topic; those of other campaigns are passed over. */
  public void take(byte[] key, byte[] value) {
    Journal.place(key)
        .filter(place -> value != null && place.campaignId().equals(campaignId))
        .ifPresent(place -> entries.put(place.sequence(), codecs.entry(value)));
  }

  /**
   * What came of it.
   *
   * @param recorded bytes in the journal
   * @param derived bytes decided and encoded now; empty where nothing like it is decided
   * @param proposal the recorded event
   * @param events journal entries folded before the decision
   */
  public record Derived(
      byte[] recorded, Optional<byte[]> derived, ExperimentProposed proposal, int events) {
    /** Whether both are the same to the last byte. */
    public boolean isExact() {
      return derived.isPresent() && Arrays.equals(recorded, derived.get());
    }
  }

  /** Derives one proposal; empty if the journal has none of that id. */
  public Optional<Derived> derive(String experimentId) {
    List<JournalEntry> journal = List.copyOf(entries.values());
    for (int i = 0; i < journal.size(); i++) {
      Optional<ExperimentProposed> proposal = proposal(journal.get(i));
      if (proposal.filter(each -> each.getExperimentId().equals(experimentId)).isPresent()) {
        int first = firstOfBatch(journal, i, proposal.get().getProposedAt());
        return Optional.of(
            new Derived(
                bytes(journal.get(i)),
                decideAgain(journal.subList(0, first), proposal.get()),
                proposal.get(),
                first));
      }
    }
    return Optional.empty();
  }

  /** Proposals of one decision stand side by side in the journal, with one time. */
  private int firstOfBatch(List<JournalEntry> journal, int index, Instant proposedAt) {
    int first = index;
    while (first > 0
        && proposal(journal.get(first - 1))
            .filter(each -> each.getProposedAt().equals(proposedAt))
            .isPresent()) {
      first--;
    }
    return first;
  }

  private Optional<byte[]> decideAgain(List<JournalEntry> before, ExperimentProposed recorded) {
    LiveCampaign live = new LiveCampaign(codecs, grace);
    List<LiveCampaign.Fact> last = new ArrayList<>();
    for (JournalEntry entry : before) {
      last.clear();
      Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
      Optional<Outcome> outcome = live.take(campaignId, origin, bytes(entry), last::add);
      if (outcome.filter(Outcome.Accepted.class::isInstance).isEmpty()) {
        return Optional.empty();
      }
    }
    // a decision follows a fact, or the clock alone; the record says which
    Optional<LiveCampaign.Fact> trigger =
        last.stream()
            .filter(fact -> recorded.getMeta().getCausedBy().contains(fact.meta().getId()))
            .findFirst();
    List<byte[]> derived = new ArrayList<>();
    for (Decision decision : live.campaign().decide(recorded.getProposedAt())) {
      if (decision instanceof Decision.Propose proposal) {
        byte[] event =
            codecs.encode(
                OrderSeal.repeat(
                    DecisionMapper.proposed(proposal, live, trigger), live.definition(), recorded));
        if (proposal.experimentId().equals(recorded.getExperimentId())) {
          derived.add(event);
        }
        live.take(
            campaignId, new Origin(Topics.EXPERIMENT_PROPOSED.name(), -1, -1), event, fact -> {});
      }
    }
    return derived.stream().findFirst();
  }

  private Optional<ExperimentProposed> proposal(JournalEntry entry) {
    return entry.getTopic().equals(Topics.EXPERIMENT_PROPOSED.name())
        ? Optional.of(codecs.proposal.decode(bytes(entry)))
        : Optional.empty();
  }

  private static byte[] bytes(JournalEntry entry) {
    byte[] bytes = new byte[entry.getEvent().remaining()];
    entry.getEvent().duplicate().get(bytes);
    return bytes;
  }
}
