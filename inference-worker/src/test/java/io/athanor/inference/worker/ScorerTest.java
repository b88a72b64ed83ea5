package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.batch.Predictor;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.BatchScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final CandidateGraphs GRAPHS =
      new CandidateGraphs(new Admission(new GraphBuilder(Models.SHAPE), number -> number < 90));

  private final List<Integer> batches = new ArrayList<>();

  private List<MaterialPrediction> predict(List<MaterialGraph> graphs) {
    batches.add(graphs.size());
    for (MaterialGraph graph : graphs) {
      if (graph.elements()[0] == 2) {
        throw new IllegalArgumentException("mean must be finite");
      }
    }
    return graphs.stream().map(Requests::prediction).toList();
  }

  @Test
  void shouldScoreABatchInOneRun() {
    List<Outcome> outcomes = score(this::predict, "NaCl", "CsPbI3", "Fe");
    assertThat(batches).containsExactly(3);
    assertThat(outcomes).extracting(ScorerTest::energy).containsExactly(2.0, 3.0, 1.0);
  }

  @Test
  void shouldRefuseOneByOneAndKeepTheOrder() {
    List<Outcome> outcomes = score(this::predict, "NaCl", "Xq2", "UO2", "Fe");
    assertThat(batches).containsExactly(2);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Scored.class);
    assertRefused(outcomes.get(1), "candidate.formula", "unknown element 'Xq'");
    assertRefused(outcomes.get(2), "candidate.formula", "not trained on element U");
    assertThat(energy(outcomes.get(3))).isEqualTo(1.0);
  }

  @Test
  void shouldFindTheOneThatHasNoFiniteAnswer() {
    List<Outcome> outcomes = score(this::predict, "NaCl", "He", "Fe");
    assertThat(energy(outcomes.get(0))).isEqualTo(2.0);
    assertRefused(outcomes.get(1), "candidate", "mean must be finite");
    assertThat(energy(outcomes.get(2))).isEqualTo(1.0);
  }

  @Test
  void shouldCutABatchIntoPassesByEdges() {
    String[] formulas = new String[70];
    Arrays.fill(formulas, "NaCl");
    List<Outcome> outcomes = score(this::predict, formulas);
    assertThat(batches)
        .as("100 edges are 25 materials of 2 nodes that see both")
        .containsExactly(25, 25, 20);
    assertThat(outcomes).extracting(ScorerTest::energy).hasSize(70).containsOnly(2.0);
  }

  private static List<Outcome> score(
      Predictor<MaterialGraph, MaterialPrediction> predictor, String... formulas) {
    return new Scorer(GRAPHS, new BatchScorer(predictor, 100))
        .score(Arrays.stream(formulas).map(each -> Requests.formula(each, each)).toList());
  }

  private static double energy(Outcome outcome) {
    return ((Outcome.Scored) outcome)
        .prediction()
        .estimates()
        .get(Property.FORMATION_ENERGY_PER_ATOM)
        .mean();
  }

  private static void assertRefused(Outcome outcome, String field, String reason) {
    Outcome.Refused refused = (Outcome.Refused) outcome;
    assertThat(refused.code()).isEqualTo("not-scorable");
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.reason()).contains(reason);
  }
}
