package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.FusedModel;
import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.Given;
import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PatternInput;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.FusionRows.Measured;
import io.athanor.inference.training.report.FusedFigures;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolRowsTest {
  private static final LiteratureInput.Model WORDS = new LiteratureInput.Model("words", 8);
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;
  private static final Given PATTERN = new Given(InputMode.COMPOSITION, true, false);
  private static final Given BOTH = new Given(InputMode.COMPOSITION, true, true);
  private static final Given WORDS_ONLY = new Given(InputMode.COMPOSITION, false, true);

  @Test
  void shouldHearWhoIsRightInEverySubsetAndServeThat() {
    Weights weights = Models.weights(3).with(Fusion.initial(Models.SHAPE, WORDS, 5).entries());
    Calibrations none = Calibrations.none(Models.SHAPE.properties());
    try (MaterialModel model = MaterialModel.open(Models.SHAPE, weights, none, 1, 1);
        FusedModel asked = FusedModel.of(model, weights, WORDS, Pools.NONE, 1)) {
      List<Measured> rows = labelledByThePattern(asked);
      Pools pools = PoolRows.fit(asked, List.of(ENERGY), rows);
      assertThat(pools.byGiven()).hasSize(6);
      assertThat(pools.isFused(PATTERN)).isTrue();
      assertThat(pools.of(PATTERN, ENERGY).shares().get(Expert.PATTERN).weight())
          .isGreaterThan(0.9);
      assertThat(pools.of(BOTH, ENERGY).shares()).containsKey(Expert.PATTERN);
      List<FusedFigures> figures =
          PoolRows.figures(asked, pools, List.of(ENERGY), rows, 1).stream()
              .filter(each -> each.given().mode() == InputMode.COMPOSITION)
              .toList();
      assertThat(figures)
          .extracting(FusedFigures::given)
          .containsExactly(PATTERN, WORDS_ONLY, BOTH);
      assertThat(figures.get(0).best()).isEqualTo(Expert.PATTERN);
      assertThat(figures.get(0).mae().value())
          .isLessThan(0.2 * figures.get(0).single().get(Expert.NETWORK));
      served(model, weights, pools, rows, figures.get(0));
    }
  }

  /** What is judged is what is served. */
  private static void served(
      MaterialModel model,
      Weights weights,
      Pools pools,
      List<Measured> rows,
      FusedFigures figures) {
    try (FusedModel fused = FusedModel.of(model, weights, WORDS, pools, 1)) {
      List<Known> known = rows.stream().map(row -> row.known(PATTERN)).toList();
      var predictions = fused.predict(known);
      double error = 0;
      for (int row = 0; row < rows.size(); row++) {
        error +=
            Math.abs(
                    predictions.get(row).estimates().get(ENERGY).mean()
                        - rows.get(row).sample().label(ENERGY))
                / rows.size();
      }
      assertThat(error).isCloseTo(figures.mae().value(), within(1e-6));
    }
  }

  /** Rows whose label is what the pattern alone is heard to say. */
  private static List<Measured> labelledByThePattern(FusedModel asked) {
    List<Measured> rows = new ArrayList<>();
    GraphBuilder builder = new GraphBuilder(Models.SHAPE);
    for (int index = 0; index < 60; index++) {
      Crystal crystal =
          new Crystal(
              Lattice.cubic(3.6 + 0.02 * index),
              List.of(
                  new Site(Element.ofAtomicNumber(19 + 18 * (index % 3)), 0, 0, 0),
                  new Site(Element.ofAtomicNumber(17 + 18 * (index % 2)), .5, .5, .5)));
      float[] words = new float[8];
      words[index % 8] = 1;
      MaterialGraph bare = builder.composition(crystal.composition());
      PatternInput pattern = PatternInput.of(crystal);
      double label =
          asked
              .experts(PATTERN, List.of(new Known(bare, pattern, null)))
              .get(Expert.PATTERN)
              .get(0)
              .estimates()
              .get(ENERGY)
              .mean();
      rows.add(
          new Measured(
              new Sample(
                  "s" + index,
                  0,
                  builder.crystal(crystal),
                  bare,
                  Map.of(ENERGY, label + 1e-4 * Math.sin(7 * index))),
              pattern,
              LiteratureInput.of(WORDS, "words", words, index)));
    }
    return rows;
  }
}
