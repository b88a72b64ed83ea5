package io.athanor.allinone.ingest;

import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Experiments;
import io.athanor.event.CandidateProposed;
import io.athanor.event.ReadingReported;
import io.athanor.gateway.file.DoorBody;
import io.athanor.gateway.file.FileEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Events of one file to a door over REST: once each, however often they are sent. */
final class Delivery {
  private final DoorClient door;
  private final Consumer<String> acknowledged;

  /** Acknowledgements go to {@code acknowledged} as lines of JSON. */
  Delivery(DoorClient door, Consumer<String> acknowledged) {
    this.door = door;
    this.acknowledged = acknowledged;
  }

  /** Sends all; what is wrong with the first that the door refuses, or has no operation for. */
  Optional<String> send(List<FileEvent> events) {
    List<CandidateProposed> candidates = new ArrayList<>();
    int simulations = 0;
    int homeless = 0;
    try {
      for (FileEvent event : events) {
        if (event.value() instanceof ReadingReported reading) {
          Experiments.Acknowledgement answer =
              door.report(DoorBody.reading(reading, event.timed()), event.idempotencyKey());
          acknowledge(event, answer.id());
        } else if (event.value() instanceof CandidateProposed candidate) {
          homeless += candidate.getCampaignId() == null ? 1 : 0;
          candidates.add(candidate);
        } else {
          simulations++;
        }
      }
      if (homeless == 0 && !candidates.isEmpty()) {
        door.addCandidates(
            candidates.get(0).getCampaignId(),
            candidates.stream().map(DoorBody::candidate).toList());
        events.stream()
            .filter(each -> each.value() instanceof CandidateProposed)
            .forEach(
                each -> acknowledge(each, ((CandidateProposed) each.value()).getMeta().getId()));
      }
    } catch (DoorException e) {
      return Optional.of(e.getMessage());
    }
    if (homeless > 0) {
      return Optional.of(
          "the door takes structures into the pool of a campaign only, and "
              + homeless
              + " were not sent: name it with --campaign");
    }
    return simulations == 0
        ? Optional.empty()
        : Optional.of(
            "the door has no operation for results of computations over REST: "
                + simulations
                + " were not sent (without --to they are printed as events)");
  }

  private void acknowledge(FileEvent event, String id) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("topic", event.topic().name());
    line.put("key", event.key());
    line.put("id", id);
    acknowledged.accept(EventJson.text(line));
  }
}
