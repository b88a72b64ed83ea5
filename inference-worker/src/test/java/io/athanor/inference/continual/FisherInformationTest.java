package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FisherInformationTest {
  @Test
  void shouldBeTheMeanSquareOfGradientsWithMeanOne() {
    FisherInformation.Sum sum = new FisherInformation.Sum(List.of("a", "b"));
    sum.add(List.of(new float[] {1, 0}, new float[] {3}));
    sum.add(List.of(new float[] {-1, 2}, new float[] {1}));
    FisherInformation fisher = sum.normalised();
    // squares sum to 2, 4 and 10, 16 / 3 on average
    assertThat(fisher.byTensor().get("a")).containsExactly(0.375f, 0.75f);
    assertThat(fisher.byTensor().get("b")).containsExactly(1.875f);
  }

  @Test
  void shouldHoldAllAlikeWhereNothingIsKnown() {
    FisherInformation.Sum sum = new FisherInformation.Sum(List.of("a"));
    sum.add(List.of(new float[3]));
    assertThat(sum.normalised().byTensor().get("a")).containsExactly(1, 1, 1);
  }
}
