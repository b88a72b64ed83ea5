package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A campaign's journal as what the campaign was told, in the order in which it was accepted. */
public final class Chronicle {
  private Chronicle() {}

  /**
   * One accepted event.
   *
   * @param topic it came from, or went to where the campaign said it itself
   * @param partition it lay in; -1 for the campaign's own
   * @param offset it lay at; -1 for the campaign's own
   * @param event what it says
   * @param eventId of the event
   * @param recordedAt when the event was recorded; the moment of decision for the campaign's own
   */
  public record Told(
      String topic,
      int partition,
      long offset,
      CampaignEvent event,
      String eventId,
      Instant recordedAt) {}

  /**
   * Decodes a journal.
   *
   * @param entries oldest first, none left out
   * @param grace as acquisition was told
   * @throws IllegalStateException where an entry is not accepted: the journal has gaps
   */
  public static List<Told> read(
      String campaignId, List<JournalEntry> entries, EventCodecs codecs, Duration grace) {
    LiveCampaign live = new LiveCampaign(codecs, grace);
    List<Told> told = new ArrayList<>();
    for (JournalEntry entry : entries) {
      byte[] bytes = new byte[entry.getEvent().remaining()];
      entry.getEvent().duplicate().get(bytes);
      Origin origin = new Origin(entry.getTopic(), entry.getPartition(), entry.getOffset());
      Optional<Outcome> outcome =
          live.take(
              campaignId,
              origin,
              bytes,
              fact ->
                  told.add(
                      new Told(
                          origin.topic(),
                          origin.partition(),
                          origin.offset(),
                          fact.event(),
                          fact.meta().getId(),
                          fact.meta().getRecordedAt())));
      if (outcome.filter(Outcome.Accepted.class::isInstance).isEmpty()) {
        throw new IllegalStateException(
            "journal of campaign %s: entry %d is not accepted: %s"
                .formatted(campaignId, told.size(), outcome));
      }
    }
    return List.copyOf(told);
  }
}
