package io.athanor.acquisition.analysis;

import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.topology.EventCodecs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * All that acquisition has folded of one campaign.
 *
 * @param campaignId the campaign
 * @param entries its journal, oldest first; empty where there is no such campaign
 * @param codecs decode and encode its events
 * @param grace how long the result of a succeeded experiment is awaited, as acquisition was told
 */
public record CaseFile(
    String campaignId, List<JournalEntry> entries, EventCodecs codecs, Duration grace) {
  /** Copies. */
  public CaseFile {
    Objects.requireNonNull(campaignId, "campaignId");
    Objects.requireNonNull(codecs, "codecs");
    Objects.requireNonNull(grace, "grace");
    entries = List.copyOf(entries);
  }
}
