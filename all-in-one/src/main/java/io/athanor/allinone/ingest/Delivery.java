package io.athanor.allinone.ingest;

import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Experiments;
import io.athanor.event.CandidateProposed;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
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

  /** Sends all; what is wrong with the first that the door refuses, or has no place for. */
  Optional<String> send(List<FileEvent> events) {
    List<CandidateProposed> candidates = new ArrayList<>();
    int homeless = 0;
    try {
      for (FileEvent event : events) {
        if (event.value() instanceof CandidateProposed candidate) {
          homeless += candidate.getCampaignId() == null ? 1 : 0;
          candidates.add(candidate);
        } else {
          acknowledge(event, send(event).id());
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
    return homeless == 0
        ? Optional.empty()
        : Optional.of(
            "the door takes structures into the pool of a campaign only, and "
                + homeless
                + " were not sent: name it with --campaign");
  }

  private Experiments.Acknowledgement send(FileEvent event) {
    if (event.value() instanceof ReadingReported reading) {
      return door.report(DoorBody.reading(reading, event.timed()), event.idempotencyKey());
    }
    if (event.value() instanceof SimulationCompleted simulation) {
      return door.reportSimulation(DoorBody.simulation(simulation), event.idempotencyKey());
    }
    return door.reportLiterature(
        DoorBody.literature((LiteratureEmbedded) event.value()), event.idempotencyKey());
  }

  private void acknowledge(FileEvent event, String id) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("topic", event.topic().name());
    line.put("key", event.key());
    line.put("id", id);
    acknowledged.accept(EventJson.text(line));
  }
}
