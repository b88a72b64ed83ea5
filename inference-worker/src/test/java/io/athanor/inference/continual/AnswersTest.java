package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final NetworkShape OLDER = Champions.SHAPE;
  private static final NetworkShape YOUNGER =
      OLDER.withProperties(
          List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.PEROVSKITE_HEAT));
  private static final Sample LABELLED = Champions.salts("row", new int[] {3}, 9, 1).get(0);
  private static final Sample BARE = Champions.bare(List.of(LABELLED)).get(0);

  @Test
  void shouldHoldOnlyWhatHasNoLabelAndTheOlderNetworkKnows() {
    float[] said = new float[2 * OLDER.members() * OLDER.headOutputs()];
    Answers answers = Answers.of(List.of(LABELLED, BARE), YOUNGER, OLDER, said, 2);
    assertThat(answers.weights())
        .as("energy, gap, heat of either row")
        .containsExactly(0, 2, 2, 2, 0, 0);
  }

  @Test
  void shouldPutAnswersIntoTheYoungerNetworksColumns() {
    float[] said = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    Answers answers = Answers.of(List.of(BARE), YOUNGER, OLDER, said, 1);
    assertThat(answers.outputs()).containsExactly(1, 2, 3, 4, 5, 0, 0, 6, 7, 8, 9, 10, 0, 0);
  }

  @Test
  void shouldHoldNothingWhereNobodyAnswers() {
    Answers none = Answers.none(YOUNGER, 3);
    assertThat(none.weights()).hasSize(9).containsOnly(0);
    assertThat(none.outputs()).hasSize(3 * YOUNGER.members() * YOUNGER.headOutputs());
  }
}
