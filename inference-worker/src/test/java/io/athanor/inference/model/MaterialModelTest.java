package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaterialModelTest {
  private static final List<MaterialGraph> BATCH =
      List.of(Cells.random(1).graph(), Cells.rockSalt(11, 17, 5.64).graph());

  @Test
  void shouldAnswerFromConstantsWhatItsVariablesSay() {
    try (MaterialModel model = Models.open(1)) {
      List<MaterialPrediction> expected =
          model
              .estimator()
              .read(BATCH, model.session().forward(GraphBatch.of(model.shape(), BATCH)));
      List<MaterialPrediction> said = model.predict(BATCH);
      for (int row = 0; row < BATCH.size(); row++) {
        for (Property property : Models.SHAPE.properties()) {
          PropertyEstimate each = said.get(row).estimates().get(property);
          PropertyEstimate other = expected.get(row).estimates().get(property);
          assertThat(each.mean()).isCloseTo(other.mean(), within(1e-5));
          assertThat(each.aleatoric()).isCloseTo(other.aleatoric(), within(1e-5));
        }
        assertThat(said.get(row).embedding())
            .containsExactly(expected.get(row).embedding(), within(1e-5f));
      }
    }
  }

  @Test
  void shouldOpenItsVariablesOnceAndNotAfterClosing() {
    MaterialModel model = Models.open(2);
    try (model) {
      assertThat(model.session()).isSameAs(model.session());
    }
    assertThatThrownBy(model::session)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
