package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleModelTest {
  private static final Map<String, Double> RECIPE = Map.of("x1", 0.6, "x2", 0.1);
  private final SampleModel model = new SampleModel(1);

  @Test
  void shouldTakeTheMeanTimeOnAverage() {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      times.add(model.seconds(new StepKey("e" + i, 0), 10));
    }
    double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double deviation =
        Math.sqrt(times.stream().mapToDouble(t -> (t - mean) * (t - mean)).sum() / times.size());
    assertThat(mean).isCloseTo(10, within(0.3));
    assertThat(deviation / mean).isCloseTo(0.354, within(0.03));
  }

  @Test
  void shouldFailAsOftenAsItSaysAndSayHow() {
    int failed = 0;
    Set<String> causes = new HashSet<>();
    for (int i = 0; i < 4_000; i++) {
      for (int step = 0; step < 3; step++) {
        Sample sample = model.sample(new StepKey("e" + i, step), RECIPE, 3, 0);
        if (sample instanceof Sample.Bad bad) {
          failed++;
          causes.add(bad.cause());
          assertThat(bad.evidence()).isNotEmpty();
          break;
        }
      }
    }
    assertThat(failed / 4_000.0).isCloseTo(SampleModel.FAILING, within(0.012));
    assertThat(causes)
        .containsExactlyInAnyOrder(
            "precursor",
            "robot",
            "phase-impurity",
            "synthesis-condition",
            "instrument",
            "sample-handling");
  }

  @Test
  void shouldGiveTheSameWhenAskedAgainAndShowDrift() {
    StepKey key = new StepKey("e1", 2);
    Sample.Good first = (Sample.Good) model.sample(key, RECIPE, 3, 0);
    assertThat(model.sample(key, RECIPE, 3, 0)).isEqualTo(first);
    Sample.Good drifted = (Sample.Good) model.sample(key, RECIPE, 3, 0.25);
    assertThat(drifted.value() - first.value()).isCloseTo(0.25, within(1e-9));
  }
}
