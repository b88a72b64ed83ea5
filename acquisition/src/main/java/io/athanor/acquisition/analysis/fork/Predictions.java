package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.Meta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What one model said, and no other. */
final class Predictions {
  private Predictions() {}

  /**
   * The log as it were had only that model spoken.
   *
   * @param digest the model's files
   * @throws AnalysisException where the log does not have all that the campaign needs
   */
  static List<Told> only(List<Told> told, String digest) throws AnalysisException {
    Set<String> candidates = new HashSet<>();
    Set<String> scored = new HashSet<>();
    Set<String> digests = new TreeSet<>();
    boolean needed = false;
    for (Told each : told) {
      if (each.event() instanceof CampaignEvent.CampaignDefined defined) {
        needed |= defined.definition().needsPredictions();
      } else if (each.event() instanceof CampaignEvent.CandidateAdmitted admitted) {
        candidates.add(admitted.candidateId());
      } else if (each.event() instanceof PredictionReceived said && !said.modelDigest().isEmpty()) {
        digests.add(said.modelDigest());
        if (said.modelDigest().equals(digest)) {
          scored.add(said.candidateId());
        }
      }
    }
    if (!needed) {
      throw new AnalysisException("modelDigest", "the campaign uses no model");
    }
    if (!scored.containsAll(candidates)) {
      throw new AnalysisException(
          "modelDigest",
          "the log has predictions of that model for %d of %d candidates; it has %s"
              .formatted(
                  candidates.stream().filter(scored::contains).count(),
                  candidates.size(),
                  digests.isEmpty() ? "none at all" : "those of " + String.join(", ", digests)));
    }
    List<Told> own =
        told.stream()
            .filter(
                each ->
                    !(each.event() instanceof CampaignEvent.ModelReleased)
                        && (!(each.event() instanceof PredictionReceived said)
                            || said.modelDigest().equals(digest)))
            .toList();
    return early(own);
  }

  /** What was only said after the campaign had begun with another version is said before. */
  private static List<Told> early(List<Told> told) {
    int first = 0;
    while (first < told.size()
        && !(told.get(first).event() instanceof CampaignEvent.ExperimentProposed)) {
      first++;
    }
    List<Told> early = new ArrayList<>(told.subList(0, first));
    List<Told> rest = new ArrayList<>();
    for (Told each : told.subList(first, told.size())) {
      if (each.event() instanceof PredictionReceived) {
        Meta before = told.get(first - 1).meta();
        early.add(new Told(each.topic(), each.partition(), each.offset(), each.event(), before));
      } else {
        rest.add(each);
      }
    }
    early.addAll(rest);
    return List.copyOf(early);
  }
}
