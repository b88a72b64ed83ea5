package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
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
import java.util.Map;
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

  @BeforeAll
  static void open() {
    weights = Models.weights(3).with(Fusion.initial(Models.SHAPE, WORDS, 5).entries());
    model =
        MaterialModel.open(
            Models.SHAPE, weights, Calibrations.none(Models.SHAPE.properties()), 1, 1);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void shouldAnswerAStructureAloneAsTheNetworkDoes() {
    MaterialGraph graph = composition("CsCl");
    float[] feature = model.forward(List.of(graph)).embeddings();
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
    float[] feature = model.forward(List.of(composition("CsCl"))).embeddings();
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
  void shouldMixWhatIsGivenAsItsPoolsSay() {
    MaterialGraph crystal = Cells.rockSalt(11, 17, 5.64).graph();
    MaterialGraph bare = composition("NaCl");
    Map<Expert, Pool.Share> half = Map.of(Expert.NETWORK, share(0.5), Expert.PATTERN, share(0.5));
    Pools pools =
        new Pools(
            Map.of(
                new Given(InputMode.COMPOSITION, true, false).key(),
                Map.of(Property.BAND_GAP, new Pool(half, 1, 1))));
    try (FusedModel fused = FusedModel.of(model, weights, WORDS, pools, 1)) {
      List<Known> materials =
          List.of(
              new Known(crystal, PATTERN, LITERATURE),
              new Known(bare, PATTERN, null),
              new Known(bare, null, LITERATURE),
              Known.of(bare));
      List<MaterialPrediction> predictions = fused.predict(materials);
      List<MaterialPrediction> plain = model.predict(materials.stream().map(Known::graph).toList());
      for (int row : new int[] {0, 2, 3}) {
        assertThat(predictions.get(row).estimates()).isEqualTo(plain.get(row).estimates());
      }
      Given given = materials.get(1).given();
      Map<Expert, List<MaterialPrediction>> said = fused.experts(given, materials.subList(1, 2));
      double pattern = gap(said.get(Expert.PATTERN).get(0));
      assertThat(pattern).isNotCloseTo(gap(plain.get(1)), within(1e-3));
      assertThat(gap(predictions.get(1)))
          .isCloseTo((pattern + gap(plain.get(1))) / 2, within(1e-5));
      assertThat(predictions.get(1).embedding()).isEqualTo(plain.get(1).embedding());
      assertThat(predictions.get(1).estimates().get(Property.FORMATION_ENERGY_PER_ATOM))
          .isEqualTo(plain.get(1).estimates().get(Property.FORMATION_ENERGY_PER_ATOM));
      assertThat(fused.predict(List.of())).isEmpty();
    }
  }

  @Test
  void shouldHearEveryExpertOfEverySubset() {
    MaterialGraph bare = composition("NaCl");
    try (FusedModel fused = FusedModel.of(model, weights, WORDS, Pools.NONE, 1)) {
      for (Given given : Given.fused()) {
        Known known =
            new Known(
                bare, given.pattern() ? PATTERN : null, given.literature() ? LITERATURE : null);
        Map<Expert, List<MaterialPrediction>> said = fused.experts(given, List.of(known));
        assertThat(said.keySet())
            .hasSize(given.pattern() && given.literature() ? 7 : 3)
            .contains(Expert.NETWORK);
        assertThat(said.values().stream().map(each -> gap(each.get(0))).distinct().count())
            .isEqualTo(said.size());
      }
    }
  }

  private static Pool.Share share(double weight) {
    return new Pool.Share(weight, 0);
  }

  private static double gap(MaterialPrediction prediction) {
    return prediction.estimates().get(Property.BAND_GAP).mean();
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
