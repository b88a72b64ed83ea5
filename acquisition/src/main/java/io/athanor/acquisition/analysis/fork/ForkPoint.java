package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Where a campaign is taken up again.
 *
 * @param events of the journal that have happened by then
 * @param ordinal number of proposals made by then
 */
record ForkPoint(int events, int ordinal) {
  private static final String AT = "at";

  /**
   * Finds it.
   *
   * @param at {@code {ordinal}}: before the decision that made that proposal; {@code {offset:
   *     {topic, partition, offset}}}: after that record was taken, before what was decided upon it;
   *     {@code {time}}: before the first event recorded after that moment; missing: before the
   *     first proposal
   */
  static ForkPoint of(JsonNode at, List<Told> told) throws AnalysisException {
    if (at.isMissingNode() || at.isNull() || (at.isObject() && at.isEmpty())) {
      return beforeOrdinal(0, told);
    }
    if (at.has("ordinal")) {
      if (!at.get("ordinal").canConvertToInt() || at.get("ordinal").asInt() < 0) {
        throw new AnalysisException("at.ordinal", "must be a whole number, 0 or more");
      }
      return beforeOrdinal(at.get("ordinal").asInt(), told);
    }
    if (at.has("offset")) {
      return after(at.get("offset"), told);
    }
    if (at.has("time")) {
      return atTime(at.get("time").asText(), told);
    }
    throw new AnalysisException(AT, "needs one of ordinal, offset and time");
  }

  private static ForkPoint beforeOrdinal(int ordinal, List<Told> told) throws AnalysisException {
    int proposals = 0;
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).event() instanceof ExperimentProposed) {
        int end = endOfBatch(told, i);
        if (proposals + (end - i) > ordinal) {
          return new ForkPoint(i, proposals);
        }
        proposals += end - i;
        i = end - 1;
      }
    }
    if (ordinal > proposals) {
      throw new AnalysisException(
          "at.ordinal", "is %d, but the campaign has %d proposals".formatted(ordinal, proposals));
    }
    return new ForkPoint(told.size(), proposals);
  }

  private static ForkPoint after(JsonNode offset, List<Told> told) throws AnalysisException {
    String topic = offset.path("topic").asText("");
    if (topic.isEmpty() || !offset.path("offset").canConvertToLong()) {
      throw new AnalysisException("at.offset", "needs topic, partition and offset");
    }
    int partition = offset.path("partition").asInt(0);
    long last = offset.path("offset").asLong();
    int events = -1;
    for (int i = 0; i < told.size(); i++) {
      Told each = told.get(i);
      if (each.topic().equals(topic) && each.partition() == partition && each.offset() <= last) {
        events = i + 1;
      }
    }
    if (events < 0) {
      throw new AnalysisException(
          "at.offset",
          "the campaign has read nothing of %s-%d up to %d".formatted(topic, partition, last));
    }
    return at(events, told);
  }

  private static ForkPoint atTime(String time, List<Told> told) throws AnalysisException {
    Instant moment;
    try {
      moment = Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new AnalysisException(
          "at.time", "'" + time + "' is no time such as 2026-01-31T12:00:00Z");
    }
    int events = 0;
    while (events < told.size() && !told.get(events).recordedAt().isAfter(moment)) {
      events++;
    }
    if (events == 0) {
      throw new AnalysisException("at.time", "the campaign was defined after " + moment);
    }
    return at(events, told);
  }

  private static ForkPoint at(int events, List<Told> told) {
    long proposals =
        told.subList(0, events).stream()
            .filter(each -> each.event() instanceof ExperimentProposed)
            .count();
    return new ForkPoint(events, (int) proposals);
  }

  /** Proposals of one decision stand side by side, with one time. */
  static int endOfBatch(List<Told> told, int first) {
    int end = first + 1;
    while (end < told.size()
        && told.get(end).event() instanceof ExperimentProposed
        && told.get(end).recordedAt().equals(told.get(first).recordedAt())) {
      end++;
    }
    return end;
  }
}
