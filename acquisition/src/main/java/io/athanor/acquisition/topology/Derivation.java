package io.athanor.acquisition.topology;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.ExperimentProposed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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

  /**
   * For one campaign whose journal is at hand.
   *
   * @param journal oldest entry first
   */
  public static Derivation of(
      EventCodecs codecs, Duration grace, String campaignId, List<JournalEntry> journal) {
    Derivation derivation = new Derivation(codecs, grace, campaignId);
    journal.forEach(each -> derivation.entries.put((long) derivation.entries.size(), each));
    return derivation;
  }

  /** Topic that holds the journals of an acquisition application. */
  public static String journalTopic(AcquisitionConfig config) {
    return config.applicationId() + "-" + Nodes.JOURNAL + "-changelog";
  }

  /** Takes a record of the journals' topic; those of other campaigns are passed over. */
  public void take(byte[] key, byte[] value) {
    if (JournalRecord.isOf(campaignId, key)) {
      JournalRecord.of(codecs, key, value)
          .ifPresent(record -> entries.put(record.sequence(), record.entry()));
    }
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
    OptionalInt index = CampaignFold.indexOf(codecs, journal, experimentId);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    int first = CampaignFold.firstOfDecision(codecs, journal, index.getAsInt());
    List<Derived> batch = new ArrayList<>();
    walk(journal, first, first + 1, batch::add);
    return batch.stream()
        .filter(each -> each.proposal().getExperimentId().equals(experimentId))
        .findFirst();
  }

  /** Derives every proposal, oldest first, in one pass over the journal. */
  public void deriveAll(Consumer<Derived> reader) {
    List<JournalEntry> journal = List.copyOf(entries.values());
    walk(journal, 0, journal.size(), reader);
  }

  /** Folds the journal and decides again where decisions begin, from one index up to another. */
  private void walk(List<JournalEntry> journal, int from, int to, Consumer<Derived> reader) {
    LiveCampaign live = new LiveCampaign(codecs, grace);
    List<LiveCampaign.Fact> last = new ArrayList<>();
    Optional<Instant> decided = Optional.empty();
    boolean whole = true;
    for (int i = 0; i < to; i++) {
      Optional<Instant> at =
          CampaignFold.proposal(codecs, journal.get(i)).map(ExperimentProposed::getProposedAt);
      if (i >= from && at.isPresent() && !at.equals(decided)) {
        batch(journal, i, live, last, whole, reader);
      }
      decided = at;
      last.clear();
      whole &= isTaken(live, journal.get(i), last);
    }
  }

  private boolean isTaken(LiveCampaign live, JournalEntry entry, List<LiveCampaign.Fact> facts) {
    Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
    return live.take(campaignId, origin, CampaignFold.bytes(entry), facts::add)
        .filter(Outcome.Accepted.class::isInstance)
        .isPresent();
  }

  private void batch(
      List<JournalEntry> journal,
      int first,
      LiveCampaign live,
      List<LiveCampaign.Fact> last,
      boolean whole,
      Consumer<Derived> reader) {
    List<ExperimentProposed> recorded = new ArrayList<>();
    Instant at = CampaignFold.proposal(codecs, journal.get(first)).orElseThrow().getProposedAt();
    for (JournalEntry entry : journal.subList(first, journal.size())) {
      Optional<ExperimentProposed> proposal = CampaignFold.proposal(codecs, entry);
      if (proposal.filter(each -> each.getProposedAt().equals(at)).isEmpty()) {
        break;
      }
      recorded.add(proposal.get());
    }
    Map<String, byte[]> derived = whole ? decideAgain(live, last, at, recorded) : Map.of();
    for (int i = 0; i < recorded.size(); i++) {
      ExperimentProposed proposal = recorded.get(i);
      reader.accept(
          new Derived(
              CampaignFold.bytes(journal.get(first + i)),
              Optional.ofNullable(derived.get(proposal.getExperimentId())),
              proposal,
              first));
    }
  }

  /** What is decided at that moment, encoded, by experiment. */
  private Map<String, byte[]> decideAgain(
      LiveCampaign live,
      List<LiveCampaign.Fact> last,
      Instant at,
      List<ExperimentProposed> recorded) {
    Map<String, byte[]> derived = new HashMap<>();
    for (Decision decision : live.campaign().decide(at)) {
      if (decision instanceof Decision.Propose proposal) {
        recorded.stream()
            .filter(each -> each.getExperimentId().equals(proposal.experimentId()))
            .findFirst()
            .ifPresent(
                each ->
                    derived.put(
                        proposal.experimentId(),
                        codecs.encode(
                            OrderSeal.repeat(
                                DecisionMapper.proposed(proposal, live, trigger(last, each)),
                                live.definition(),
                                each))));
      }
    }
    return derived;
  }

  /** A decision follows a fact, or the clock alone; the record says which. */
  private static Optional<LiveCampaign.Fact> trigger(
      List<LiveCampaign.Fact> last, ExperimentProposed recorded) {
    return last.stream()
        .filter(fact -> recorded.getMeta().getCausedBy().contains(fact.meta().getId()))
        .findFirst();
  }
}
