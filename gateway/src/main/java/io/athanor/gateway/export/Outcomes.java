package io.athanor.gateway.export;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.FeedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a feed says of each experiment. */
final class Outcomes {
  private final Map<String, Position> proposals = new HashMap<>();
  private final Map<String, List<ObservationDerived>> observations = new HashMap<>();
  private final Map<String, List<ObservationDerived>> before = new LinkedHashMap<>();
  private final Map<String, ExperimentProgressed> begun = new HashMap<>();

  Outcomes(List<FeedItem> feed) {
    for (FeedItem item : feed) {
      if (item.event() instanceof ExperimentProposed proposal) {
        proposals.put(proposal.getExperimentId(), item.position());
      } else if (item.event() instanceof ObservationDerived observation) {
        Map<String, List<ObservationDerived>> into =
            observation.getExperimentId() == null ? before : observations;
        String key =
            observation.getExperimentId() == null
                ? observation.getReadingId()
                : observation.getExperimentId();
        into.computeIfAbsent(key, id -> new ArrayList<>()).add(observation);
      } else if (item.event() instanceof ExperimentProgressed step && step.getWorker() != null) {
        begun.putIfAbsent(step.getExperimentId(), step);
      }
    }
  }

  /** Where its proposal lies in the log; null where it is not in the feed. */
  Position proposal(String experimentId) {
    return proposals.get(experimentId);
  }

  /** What was measured of it, in the order of the log. */
  List<ObservationDerived> of(String experimentId) {
    return observations.getOrDefault(experimentId, List.of());
  }

  /** What was measured without an experiment, by reading. */
  Map<String, List<ObservationDerived>> before() {
    return before;
  }

  /** The first step by which somebody took it; null where nobody did. */
  ExperimentProgressed begun(String experimentId) {
    return begun.get(experimentId);
  }
}
