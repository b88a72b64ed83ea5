package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final LiteratureInput.Model WORDS = new LiteratureInput.Model("words", 8);
  private static final PatternInput PATTERN =
      PatternInput.of(
          new Crystal(
              Lattice.cubic(4.123),
              List.of(new Site(Element.Cs, 0, 0, 0), new Site(Element.Cl, .5, .5, .5))));
  private static final LiteratureInput LITERATURE =
      LiteratureInput.of(WORDS, "words", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 12);

  private static Weights weights;
  private static MaterialModel model;
  private static FusedModel fused;

  @BeforeAll
  static void open() {
    weights = Models.weights(3).with(Fusion.initial(Models.SHAPE, WORDS, 5).entries());
    model =
        MaterialModel.open(
            Models.SHAPE, weights, Calibrations.none(Models.SHAPE.properties()), 1, 1);
    fused = FusedModel.of(model, weights, WORDS, 1);
  }

  @AfterAll
  static void close() {
    fused.close();
    model.close();
  }

  @Test
  void shouldAnswerAStructureAloneAsTheNetworkDoes() {
    MaterialGraph graph = composition("CsCl");
    float[] feature = model.features(List.of(graph)).get(0);
    try (Fusion fusion = new Fusion(Models.SHAPE, WORDS, 1)) {
      fusion.assign(weights, weights);
      NetworkSession.Forward forward =
          fusion.forward(List.of(new Fusion.Input(feature, null, null)));
      MaterialPrediction alone = model.estimator().read(List.of(graph), forward).get(0);
      double expected =
          model.predict(List.of(graph)).get(0).estimates().get(Property.BAND_GAP).mean();
      assertThat(alone.estimates().get(Property.BAND_GAP).mean()).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void shouldTakeAnySubset() {
    float[] feature = model.features(List.of(composition("CsCl"))).get(0);
    try (Fusion fusion = new Fusion(Models.SHAPE, WORDS, 1)) {
      fusion.assign(weights, weights);
      List<Fusion.Input> inputs =
          List.of(
              new Fusion.Input(feature, null, null),
              new Fusion.Input(null, PATTERN, null),
              new Fusion.Input(null, null, LITERATURE),
              new Fusion.Input(feature, PATTERN, null),
              new Fusion.Input(feature, null, LITERATURE),
              new Fusion.Input(null, PATTERN, LITERATURE),
              new Fusion.Input(feature, PATTERN, LITERATURE));
      float[] together = fusion.forward(inputs).heads();
      int stride = together.length / inputs.size();
      for (int row = 0; row < inputs.size(); row++) {
        // a row says the same alone: absent modalities of its neighbours do not leak
        float[] alone = fusion.forward(inputs.subList(row, row + 1)).heads();
        assertThat(alone)
            .as("row " + row)
            .containsExactly(
                Arrays.copyOfRange(together, row * stride, (row + 1) * stride), within(1e-4f));
      }
    }
    assertThatThrownBy(() -> new Fusion.Input(null, null, null)).hasMessageContaining("neither");
  }

  @Test
  void shouldFuseOnlyWhereTheStructureIsNotKnown() {
    MaterialGraph crystal = Cells.rockSalt(11, 17, 5.64).graph();
    MaterialGraph bare = composition("NaCl");
    List<MaterialPrediction> predictions =
        fused.predict(
            List.of(
                new FusedModel.Known(crystal, PATTERN, LITERATURE),
                new FusedModel.Known(bare, PATTERN, null),
                new FusedModel.Known(bare, null, null)));
    List<MaterialPrediction> plain = model.predict(List.of(crystal, bare));
    assertThat(predictions.get(0).estimates()).isEqualTo(plain.get(0).estimates());
    assertThat(predictions.get(1).estimates()).isNotEqualTo(plain.get(1).estimates());
    assertThat(predictions.get(2).estimates().get(Property.BAND_GAP).mean())
        .isCloseTo(plain.get(1).estimates().get(Property.BAND_GAP).mean(), within(1e-5));
    assertThat(fused.predict(List.of())).isEmpty();
  }

  @Test
  void shouldRefuseAVectorOfAnotherLength() {
    LiteratureInput other = new LiteratureInput(new float[5]);
    try (Fusion fusion = new Fusion(Models.SHAPE, WORDS, 1)) {
      assertThatThrownBy(() -> fusion.forward(List.of(new Fusion.Input(null, null, other))))
          .hasMessageContaining("5 numbers");
    }
  }

  private static MaterialGraph composition(String formula) {
    return new GraphBuilder(Models.SHAPE).composition(Composition.parse(formula));
  }
}
