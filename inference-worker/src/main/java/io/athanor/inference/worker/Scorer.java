package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From requests to outcomes, one batch at a time: build graphs, forward passes within the budget of
 * edges. A request that cannot be scored is refused by itself and never spoils its batch.
 */
final class Scorer {
  private static final String NOT_SCORABLE = "not-scorable";

  private final CandidateGraphs graphs;
  private final BatchScorer scorer;

  Scorer(CandidateGraphs graphs, BatchScorer scorer) {
    this.graphs = graphs;
    this.scorer = scorer;
  }

  /** One outcome per request, in order. */
  List<Outcome> score(List<PredictionRequested> requests) {
    Outcome[] outcomes = new Outcome[requests.size()];
    List<Integer> rows = new ArrayList<>();
    List<MaterialGraph> inputs = new ArrayList<>();
    for (int row = 0; row < outcomes.length; row++) {
      try {
        inputs.add(graphs.of(requests.get(row).getCandidate()));
        rows.add(row);
      } catch (UnscorableException cause) {
        outcomes[row] =
            new Outcome.Refused(NOT_SCORABLE, CandidateGraphs.field(cause), cause.getMessage());
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
