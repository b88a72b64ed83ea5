package io.athanor.acquisition.planner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.space.Parameter;
import io.athanor.materials.space.RecipeSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter.Whole("n", 0, 2),
          new Parameter.Ordinal("level", List.of("low", "mid", "high")),
          new Parameter.Categorical(
              "solvent",
              List.of("water", "ethanol", "hexane"),
              List.of(List.of(80.0, -1.0), List.of(25.0, 0.0), List.of(2.0, 4.0))),
          new Parameter.Categorical("gas", List.of("argon", "air")));

  private static final List<Point> POINTS =
      List.of(
          new Point(List.of(0.0, 0.0, 0.0, 0.0)),
          new Point(List.of(1.0, 1.0, 1.0, 1.0)),
          new Point(List.of(2.0, 2.0, 2.0, 0.0)));

  /** Ranks and descriptors in the same numbers, be the points a table or part of a space. */
  @Test
  void shouldEncodeATableAsItEncodesASpaceOfTheSameSpread() {
    FeatureMatrix table = FeatureEncoder.pool(new SearchSpace.Pool(PARAMETERS, POINTS));
    FeatureMatrix space =
        FeatureEncoder.process(
            new SearchSpace.Process(new RecipeSpace(PARAMETERS, List.of(), List.of())), POINTS);
    assertThat(space.columns()).isEqualTo(1 + 1 + 2 + 2);
    assertThat(space.groups()).isEqualTo(4);
    assertThat(table.columns()).isEqualTo(space.columns());
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 6; column++) {
        assertThat(table.at(row, column)).isCloseTo(space.at(row, column), within(1e-12));
      }
    }
  }

  @Test
  void shouldStandardiseDescriptorsInPlaceOfNames() {
    FeatureMatrix features = FeatureEncoder.pool(new SearchSpace.Pool(PARAMETERS, POINTS));
    double mean = 107.0 / 3;
    double deviation = Math.sqrt((6400 + 625 + 4) / 3.0 - mean * mean);
    assertThat(features.at(0, 2)).isCloseTo((80 - mean) / deviation, within(1e-12));
    assertThat(features.groupOf(2)).isEqualTo(features.groupOf(3));
    assertThat(features.squaredDistance(1, features, 2))
        .as("ethanol is nearer to hexane than water is")
        .isLessThan(features.squaredDistance(0, features, 2));
  }

  @Test
  void shouldLeaveOutAColumnThatIsTheSameEverywhereAndNameIt() {
    List<Parameter> parameters =
        List.of(new Parameter.Continuous("x", 0, 9), new Parameter.Continuous("same", 0, 9));
    SearchSpace.Pool pool =
        new SearchSpace.Pool(
            parameters, List.of(new Point(List.of(1.0, 4.0)), new Point(List.of(2.0, 4.0))));
    assertThat(pool.constants()).containsExactly("same");
    assertThat(FeatureEncoder.pool(pool).columns()).isEqualTo(1);
  }
}
