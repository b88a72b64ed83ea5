package io.athanor.acquisition.analysis;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.acquisition.topology.JournalRecord;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads journals of campaigns from the log, as far as they are committed now. */
public final class JournalReader {
  private final AcquisitionConfig config;
  private final EventCodecs codecs;
  private final LogScan log;

  /** Of the acquisition application that the configuration names. */
  public JournalReader(AcquisitionConfig config, EventCodecs codecs) {
    this.config = config;
    this.codecs = codecs;
    this.log = new LogScan(config.connection());
  }

  /** One campaign, wherever its journal lies. */
  public CaseFile read(String campaignId) {
    return read(campaignId, OptionalInt.empty());
  }

  /**
   * One campaign.
   *
   * @param partition where its events and therefore its journal lie, if known
   */
  public CaseFile read(String campaignId, OptionalInt partition) {
    SortedMap<Long, JournalEntry> entries = new TreeMap<>();
    log.read(
        Derivation.journalTopic(config),
        partition,
        each -> {
          if (JournalRecord.isOf(campaignId, each.key())) {
            JournalRecord.of(codecs, each.key(), each.value())
                .ifPresent(record -> entries.put(record.sequence(), record.entry()));
          }
        });
    return new CaseFile(
        campaignId, List.copyOf(entries.values()), codecs, config.observationGrace());
  }
}
