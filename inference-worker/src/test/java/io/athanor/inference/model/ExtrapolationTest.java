package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;

  @Test
  void shouldWidenOnlyWhatTrainingDoesNotKnow() {
    MaterialGraph known = FamiliarityTest.graph("BaTiO3");
    MaterialGraph strange = FamiliarityTest.graph("BaTiO2N");
    Weights weights =
        Models.weights(4)
            .with(
                Familiarity.of(List.of(known), List.of(known), Models.SHAPE.elementRows())
                    .entries());
    Calibrations plain = Calibrations.none(Models.SHAPE.properties());
    Calibrations wide =
        plain.withBeyond(Map.of(InputMode.COMPOSITION, Map.of(ENERGY, new Extrapolation(0.3, 2))));
    try (MaterialModel before = MaterialModel.open(Models.SHAPE, weights, plain, 1, 1);
        MaterialModel after = MaterialModel.open(Models.SHAPE, weights, wide, 1, 1)) {
      List<MaterialPrediction> first = before.predict(List.of(known, strange));
      List<MaterialPrediction> second = after.predict(List.of(known, strange));
      assertThat(second.get(0).estimates()).isEqualTo(first.get(0).estimates());
      PropertyEstimate narrow = first.get(1).estimates().get(ENERGY);
      PropertyEstimate widened = second.get(1).estimates().get(ENERGY);
      assertThat(widened.mean()).isEqualTo(narrow.mean());
      assertThat(widened.aleatoric()).isEqualTo(narrow.aleatoric());
      assertThat(widened.epistemic()).isCloseTo(Math.hypot(narrow.epistemic(), 0.3), within(1e-9));
      assertThat(widened.upper() - widened.mean()).isCloseTo(2 * widened.deviation(), within(1e-6));
      assertThat(second.get(1).estimates().get(Property.BAND_GAP))
          .as("nothing was fitted for gaps")
          .isEqualTo(first.get(1).estimates().get(Property.BAND_GAP));
      assertThat(second.get(1).outOfDomain()).isGreaterThan(1);
    }
  }

  @Test
  void shouldRefuseWhatIsNoSpread() {
    assertThatThrownBy(() -> new Extrapolation(-1, 2)).hasMessageContaining("spread");
    assertThatThrownBy(() -> new Extrapolation(1, 0)).hasMessageContaining("intervalFactor");
  }
}
