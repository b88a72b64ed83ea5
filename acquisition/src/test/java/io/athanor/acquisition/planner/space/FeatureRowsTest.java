package io.athanor.acquisition.planner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {
  @Test
  void shouldHoldExactFloatsAsFloatsAndWidenForOthers() {
    FeatureRows narrow = FeatureRows.builder(2, 2).add(0.5).add(-3).add(1e8).add(0.25f).build();
    assertThat(narrow.floats()).contains(new float[] {0.5f, -3, 1e8f, 0.25f});
    assertThat(narrow.at(1, 0)).isEqualTo(1e8);
    FeatureRows wide = FeatureRows.builder(2, 2).add(0.5).add(-3).add(0.1).add(0.25).build();
    assertThat(wide.floats()).isEmpty();
    assertThat(List.of(wide.at(0, 0), wide.at(0, 1), wide.at(1, 0), wide.at(1, 1)))
        .containsExactly(0.5, -3.0, 0.1, 0.25);
    assertThat(narrow)
        .isEqualTo(FeatureRows.of(2, 2, new float[] {0.5f, -3, 1e8f, 0.25f}))
        .hasSameHashCodeAs(FeatureRows.of(2, 2, new float[] {0.5f, -3, 1e8f, 0.25f}))
        .isNotEqualTo(wide);
  }

  @Test
  void shouldNameTheCellThatIsNoNumber() {
    assertThatThrownBy(() -> FeatureRows.of(2, 2, new float[] {1, 2, Float.NaN, 3}))
        .hasMessageContaining("pool.features[1][0] must be finite");
    assertThatThrownBy(() -> FeatureRows.builder(1, 2).add(1).add(Double.POSITIVE_INFINITY))
        .hasMessageContaining("pool.features[0][1] must be finite");
    assertThatThrownBy(() -> FeatureRows.builder(1, 2).add(1).build())
        .hasMessageContaining("1 values for 1 rows of 2");
    assertThatThrownBy(() -> FeatureRows.builder(1, 1).add(1).add(2))
        .hasMessageContaining("more than 1 rows of 1");
  }

  @Test
  void shouldCompareCoordinatesAsAnyListDoes() {
    Point point = new Point(List.of(1.0, 2.0));
    assertThat(point).isEqualTo(new Point(List.of(1.0, 2.0)));
    assertThat(point.coordinates()).isEqualTo(List.of(1.0, 2.0));
    assertThat(point.coordinates()).hasSameHashCodeAs(List.of(1.0, 2.0));
    assertThat(new Point(point.coordinates()).coordinates()).isSameAs(point.coordinates());
    assertThatThrownBy(() -> point.coordinates().set(0, 3.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
