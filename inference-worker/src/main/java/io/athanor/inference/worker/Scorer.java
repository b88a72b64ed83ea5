package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.modality.Known;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From requests to outcomes, one batch at a time: read what is known, forward passes within the
 * budget of edges. A request that cannot be scored is refused by itself and never spoils its batch.
 */
final class Scorer {
  private static final String NOT_SCORABLE = "not-scorable";

  private final RequestedMaterials materials;
  private final BatchScorer<Known> scorer;

  Scorer(RequestedMaterials materials, BatchScorer<Known> scorer) {
    this.materials = materials;
    this.scorer = scorer;
  }

  /** One outcome per request, in order. */
  List<Outcome> score(List<PredictionRequested> requests) {
    Outcome[] outcomes = new Outcome[requests.size()];
    List<Integer> rows = new ArrayList<>();
    List<Known> inputs = new ArrayList<>();
    for (int row = 0; row < outcomes.length; row++) {
      try {
        inputs.add(materials.of(requests.get(row)));
        rows.add(row);
      } catch (UnscorableException cause) {
        outcomes[row] =
            new Outcome.Refused(NOT_SCORABLE, RequestedMaterials.field(cause), cause.getMessage());
      }
    }
    List<Verdict> verdicts = scorer.score(inputs);
    for (int index = 0; index < rows.size(); index++) {
      outcomes[rows.get(index)] = outcome(requests.get(rows.get(index)), verdicts.get(index));
    }
    return Arrays.asList(outcomes);
  }

  private static Outcome outcome(PredictionRequested request, Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      return new Outcome.Scored(request, scored.prediction());
    }
    return new Outcome.Refused(NOT_SCORABLE, "candidate", ((Verdict.Refused) verdict).reason());
  }
}
