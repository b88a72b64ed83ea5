package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DocumentVector;
import io.athanor.event.MeasuredPattern;
import io.athanor.event.PredictionRequested;
import io.athanor.inference.batch.Predictor;
import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.KnownAdmission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final RequestedMaterials MATERIALS =
      new RequestedMaterials(
          new KnownAdmission(
              new Admission(new GraphBuilder(Models.SHAPE), number -> number < 90),
              Optional.of(new LiteratureInput.Model("words", 3))));

  private final List<Integer> batches = new ArrayList<>();
  private final List<Known> seen = new ArrayList<>();

  private List<MaterialPrediction> predict(List<Known> materials) {
    batches.add(materials.size());
    seen.addAll(materials);
    for (Known known : materials) {
      if (known.graph().elements()[0] == 2) {
        throw new IllegalArgumentException("mean must be finite");
      }
    }
    return materials.stream().map(each -> Requests.prediction(each.graph())).toList();
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

  @Test
  void shouldReadWhatWasMeasuredAndWrittenBesideTheCandidate() {
    PredictionRequested request =
        PredictionRequested.newBuilder(Requests.formula("NaCl", "NaCl"))
            .setPattern(pattern(1.5406))
            .setLiterature(
                List.of(
                    new DocumentVector("other", 1, List.of(1f, 2f, 3f)),
                    new DocumentVector("words", 1, List.of(1f, 2f)),
                    new DocumentVector("words", 9, List.of(3f, 0f, 0f))))
            .build();
    List<Outcome> outcomes =
        new Scorer(MATERIALS, BatchScorer.ofKnown(this::predict, 100))
            .score(List.of(request, Requests.formula("Fe", "Fe")));
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Scored.class);
    assertThat(seen.get(0).pattern().measured()).contains(1f);
    assertThat(seen.get(0).literature().values())
        .as("three numbers, length, nine documents that are known")
        .containsExactly((float) Math.sqrt(3), 0, 0, (float) Math.log10(Math.sqrt(3)), 1, 1);
    assertThat(seen.get(1)).isEqualTo(Known.of(seen.get(1).graph()));
  }

  @Test
  void shouldRefuseAPatternThatIsNone() {
    PredictionRequested request =
        PredictionRequested.newBuilder(Requests.formula("NaCl", "NaCl"))
            .setPattern(pattern(-1))
            .build();
    List<Outcome> outcomes =
        new Scorer(MATERIALS, BatchScorer.ofKnown(this::predict, 100)).score(List.of(request));
    assertRefused(outcomes.get(0), "pattern", "wavelength");
  }

  private static MeasuredPattern pattern(double wavelength) {
    List<Double> angles = IntStream.range(0, 1_400).mapToObj(step -> 10 + 0.05 * step).toList();
    List<Double> counts =
        angles.stream()
            .flatMapToDouble(
                angle -> DoubleStream.of(100 + 900 * Math.exp(-Math.pow((angle - 32) / 0.2, 2))))
            .boxed()
            .toList();
    return new MeasuredPattern(angles, counts, wavelength);
  }

  private static List<Outcome> score(
      Predictor<Known, MaterialPrediction> predictor, String... formulas) {
    return new Scorer(MATERIALS, BatchScorer.ofKnown(predictor, 100))
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
