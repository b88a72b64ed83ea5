package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.batch.Predictor;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.schemas.serde.UndecodableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * From record values to outcomes, one batch at a time: decode, build graphs, one forward pass. A
 * request that cannot be scored is refused by itself and never spoils its batch.
 */
final class Scorer {
  private final Function<byte[], PredictionRequested> decoder;
  private final CandidateGraphs graphs;
  private final Predictor<MaterialGraph, MaterialPrediction> predictor;

  Scorer(
      Function<byte[], PredictionRequested> decoder,
      CandidateGraphs graphs,
      Predictor<MaterialGraph, MaterialPrediction> predictor) {
    this.decoder = decoder;
    this.graphs = graphs;
    this.predictor = predictor;
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
      } catch (CandidateGraphs.UnscorableException cause) {
        outcomes[row] = new Outcome.Refused("not-scorable", cause.field(), cause.getMessage());
      }
    }
    List<Outcome> scored = predict(requests, inputs);
    for (int index = 0; index < rows.size(); index++) {
      outcomes[rows.get(index)] = scored.get(index);
    }
    return Arrays.asList(outcomes);
  }

  private List<Outcome> predict(List<PredictionRequested> requests, List<MaterialGraph> inputs) {
    try {
      return outcomes(requests, predictor.predict(inputs));
    } catch (IllegalArgumentException cause) {
      if (inputs.size() == 1) {
        return List.of(new Outcome.Refused("not-scorable", "candidate", cause.getMessage()));
      }
      // one of them has no finite answer: find it, keep the rest
      List<Outcome> outcomes = new ArrayList<>();
      for (int index = 0; index < inputs.size(); index++) {
        outcomes.addAll(predict(List.of(requests.get(index)), List.of(inputs.get(index))));
      }
      return outcomes;
    }
  }

  private static List<Outcome> outcomes(
      List<PredictionRequested> requests, List<MaterialPrediction> predictions) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int index = 0; index < requests.size(); index++) {
      outcomes.add(new Outcome.Scored(requests.get(index), predictions.get(index)));
    }
    return outcomes;
  }
}
