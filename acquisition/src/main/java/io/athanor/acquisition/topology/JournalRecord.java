package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.JournalEntry;
import java.util.Optional;

/**
 * One record of the topic that holds the journals.
 *
 * @param campaignId whose journal
 * @param sequence 0-based place in it
 * @param entry what was folded
 */
public record JournalRecord(String campaignId, long sequence, JournalEntry entry) {
  /** Reads it; empty for what is no entry. */
  public static Optional<JournalRecord> of(EventCodecs codecs, byte[] key, byte[] value) {
    return value == null
        ? Optional.empty()
        : Journal.place(key)
            .map(
                place ->
                    new JournalRecord(place.campaignId(), place.sequence(), codecs.entry(value)));
  }

  /** Whether a record is of this campaign, without reading it. */
  public static boolean isOf(String campaignId, byte[] key) {
    return Journal.place(key).filter(place -> place.campaignId().equals(campaignId)).isPresent();
  }
}
