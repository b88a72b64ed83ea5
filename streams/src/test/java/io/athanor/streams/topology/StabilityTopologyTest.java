package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.DecompositionPhase;
import io.athanor.event.StabilityAssessed;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StabilityTopologyTest {
  private static final String ENERGY = StabilityBench.ENERGY;

  @TempDir private Path directory;

  private StabilityBench bench(String name) {
    return new StabilityBench(directory.resolve(name), "mock://StabilityTopologyTest-" + name);
  }

  @Test
  void shouldAssessComputationsAndPredictionsAgainstWhatWasComputed() {
    try (StabilityBench bench = bench("assess")) {
      bench.computed("Fe2O3", -1.9, "high");
      bench.computed("Li2O", -2.0, "high");
      bench.computed("LiFeO2", null, "");
      bench.predicted("LiFeO2", ENERGY, -2.1, 0.05);
      Map<String, StabilityAssessed> said = bench.byFormula();
      assertThat(said).containsOnlyKeys("Fe2O3", "FeLiO2", "Li2O");
      StabilityAssessed ferrite = said.get("FeLiO2");
      // 5/8 Fe2O3 and 3/8 Li2O; the shared error cancels, those of the three remain
      assertThat(ferrite.getEnergyAboveHull()).isEqualTo(-2.1 + 1.9 * 5 / 8 + 0.75, within(0.01));
      double own = Math.hypot(0.024, 0.05);
      double rivals = 0.024 * Math.hypot(5 / 8.0, 3 / 8.0);
      assertThat(ferrite.getStandardDeviation()).isEqualTo(Math.hypot(own, rivals), within(0.01));
      assertThat(ferrite.getProbabilityStable()).isGreaterThan(0.99);
      assertThat(ferrite.getProbabilityMetastable()).isGreaterThan(0.99);
      assertThat(ferrite.getMargin()).isEqualTo(0.1);
      assertThat(ferrite.getBasis()).isEqualTo("prediction");
      assertThat(ferrite.getModelDigest()).isEqualTo("ab12");
      assertThat(ferrite.getEntries()).isEqualTo(2);
      assertThat(ferrite.getDecomposition())
          .extracting(DecompositionPhase::getFormula, DecompositionPhase::getCandidateId)
          .containsExactly(
              tuple("Fe2O3", Events.idOf("Fe2O3")), tuple("Li2O", Events.idOf("Li2O")));
      assertThat(said.get("Li2O").getBasis()).isEqualTo("simulation");
      assertThat(said.get("Li2O").getModelDigest()).isNull();
      assertThat(said.get("Li2O").getEnergyAboveHull()).isEqualTo(-2, within(1e-3));
      assertThat(said.get("Li2O").getMeta().getCausedBy()).containsExactly("m-Li2O-2.0");
    }
  }

  @Test
  void shouldAssessAgainWhoeverAnEntryConcernsAndNobodyElse() {
    try (StabilityBench bench = bench("again")) {
      bench.predicted("LiFeO2", ENERGY, -1.5, 0.05);
      bench.computed("LiFeO2", null, "");
      bench.computed("MgO", -3.0, "high");
      assertThat(bench.byFormula().get("FeLiO2").getEnergyAboveHull())
          .isEqualTo(-1.5, within(1e-3));
      bench.computed("Li2O", -2.0, "high");
      Map<String, StabilityAssessed> said = bench.byFormula();
      assertThat(said).containsOnlyKeys("FeLiO2", "Li2O");
      assertThat(said.get("FeLiO2").getEnergyAboveHull()).isEqualTo(-1.5 + 0.75, within(0.01));
      assertThat(said.get("FeLiO2").getMeta().getCausedBy()).containsExactly("m-Li2O-2.0");
      // the same again says nothing new
      bench.computed("Li2O", -2.0, "high");
      bench.predicted("LiFeO2", ENERGY, -1.5, 0.05);
      assertThat(bench.assessments()).isEmpty();
      // its own computation outweighs the prediction
      bench.computed("LiFeO2", -1.6, "high");
      assertThat(bench.byFormula().get("FeLiO2").getBasis()).isEqualTo("simulation");
    }
  }

  @Test
  void shouldFindTheEnergyBesideAnEntryThatIsNone() {
    try (StabilityBench bench = bench("units")) {
      bench.known(
          "Li2O",
          "m-1",
          Map.of(
              ENERGY,
              StabilityBench.summary(4, "V", "high"),
              ENERGY + " (eV)",
              StabilityBench.summary(-2, "eV", "high")));
      assertThat(bench.byFormula().get("Li2O").getEnergyAboveHull()).isEqualTo(-2, within(1e-3));
    }
  }

  @Test
  void shouldLeaveAsideWhatSaysNothingOfEnergies() {
    try (StabilityBench bench = bench("aside")) {
      bench.computed("Fe2O3", -1.9, "not converged");
      bench.computed("GaAs", null, "");
      bench.predicted("GaAs", "band_gap", 1.4, 0.1);
      bench.pipe(Topics.MATERIAL_UPDATED, "c-1", new byte[] {1, 2, 3});
      assertThat(bench.assessments()).isEmpty();
      assertThat(bench.deadLetters()).isEqualTo(1);
    }
  }

  /** Every order of the same facts ends in the same words. */
  @Test
  void shouldSayTheSameInTheEndWhateverTheOrder() {
    List<String> formulas =
        List.of("Li2O", "Fe2O3", "Fe3O4", "FeO", "LiFeO2", "Li5FeO4", "LiFe5O8");
    Map<String, StabilityAssessed> expected = null;
    for (int order = 0; order < 3; order++) {
      List<Integer> facts = new ArrayList<>();
      for (int i = 0; i < 2 * formulas.size(); i++) {
        facts.add(i);
      }
      Collections.shuffle(facts, new Random(order));
      Map<String, StabilityAssessed> last = new TreeMap<>();
      try (StabilityBench bench = bench("order-" + order)) {
        for (int fact : facts) {
          String formula = formulas.get(fact / 2);
          if (fact % 2 == 0) {
            bench.computed(formula, fact < 8 ? -1.5 - 0.05 * fact : null, "high");
          } else {
            bench.predicted(formula, ENERGY, -1.6 - 0.03 * fact, 0.02);
          }
          last.putAll(bench.byFormula());
        }
      }
      last.replaceAll(
          (formula, each) ->
              StabilityAssessed.newBuilder(each).setMeta(Events.meta("any").build()).build());
      assertThat(last).hasSize(7);
      expected = expected == null ? last : expected;
      assertThat(last).isEqualTo(expected);
    }
  }

  @Test
  void shouldBeTheTopologyThatWasReviewed() throws IOException {
    try (EventCodecs codecs = Bench.codecs("mock://StabilityGolden");
        InputStream golden = getClass().getResourceAsStream("/stability-topology.txt")) {
      assertThat(StabilityBench.topology(codecs).describe().toString())
          .as("if this change is meant, put it into src/test/resources/stability-topology.txt")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
