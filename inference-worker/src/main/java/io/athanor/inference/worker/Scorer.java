package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import io.athanor.schemas.serde.UndecodableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * From record values to outcomes, one batch at a time: decode, build graphs, forward passes within
 * the budget of edges. A request that cannot be scored is refused by itself and never spoils its
 * batch.
 */
final class Scorer {
  private static final String NOT_SCORABLE = "not-scorable";

  private final Function<byte[], PredictionRequested> decoder;
  private final CandidateGraphs graphs;
  private final BatchScorer scorer;

  Scorer(
      Function<byte[], PredictionRequested> decoder, CandidateGraphs graphs, BatchScorer scorer) {
    this.decoder = decoder;
    this.graphs = graphs;
    this.scorer = scorer;
  }

  /** One outcome per value, in order. A registry outage comes through as its exception. */
  List<Outcome> score(List<byte[]> values) {
    Outcome[] outcomes = new Outcome[values.size()];
    List<Integer> rows = new ArrayList<>();
    List<PredictionRequested> requests = new ArrayList<>();
    List<MaterialGraph> inputs = new ArrayList<>();
    for (int row = 0; row < outcomes.length; row++) {
      try {
        PredictionRequested request = decoder.apply(values.get(row));
        inputs.add(graphs.of(request.getCandidate()));
        requests.add(request);
        rows.add(row);
      } catch (UndecodableException cause) {
        outcomes[row] = new Outcome.Refused(cause.code(), null, cause.getMessage());
      } catch (UnscorableException cause) {
        outcomes[row] =
            new Outcome.Refused(NOT_SCORABLE, CandidateGraphs.field(cause), cause.getMessage());
      }
    }
    List<Verdict> verdicts = scorer.score(inputs);
    for (int index = 0; index < rows.size(); index++) {
      outcomes[rows.get(index)] = outcome(requests.get(index), verdicts.get(index));
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
