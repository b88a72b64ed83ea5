package io.athanor.acquisition.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowBenchTest {
  private static final int SIZE = 30;

  private static DiscoveryPool pool() {
    List<Double> places = IntStream.range(0, SIZE).mapToObj(i -> i / (SIZE - 1.0)).toList();
    return new DiscoveryPool(
        "hill",
        "height",
        true,
        List.of(new Parameter.Continuous("x", 0, 1)),
        places.stream().map(x -> new Point(List.of(x))).toList(),
        places.stream().map(x -> -(x - 0.3) * (x - 0.3)).toList());
  }

  @Test
  void shouldHoldJudgementsAgainstTheTruth() {
    List<ShadowBench.Result> results = new ShadowBench(10, 4, 0.3, 4).on(pool());
    assertThat(results)
        .extracting(ShadowBench.Result::shadow)
        .containsExactly("greedy", "log-ei", "random", "thompson");
    ShadowBench.Result greedy = results.get(0);
    assertThat(greedy.agreement()).isGreaterThan(results.get(2).agreement());
    assertThat(greedy.estimate().tested()).isEqualTo(4);
    assertThat(greedy.doublyRobust()).isLessThan(1);
    assertThat(greedy.estimate().halfWidth()).isLessThan(results.get(2).estimate().halfWidth());
    assertThat(greedy.ownBest().tested()).isEqualTo(4);
    assertThat(results.get(3).ownBest().tested()).as("a posterior draw a step is dear").isZero();
    assertThat(results).isEqualTo(new ShadowBench(10, 4, 0.3, 4).on(pool()));
  }

  @Test
  void shouldKnowTheTruthOfWhatItJudges() {
    ShadowTrial trial = new ShadowTrial(pool(), 10, 1);
    ShadowTrial.Log log = trial.log(Policy.standard().exploring(0.5), ShadowBench.shadows());
    List<Witnessed> seen = log.seen().get("log-ei");
    double sum = 0;
    int counted = 0;
    for (Witnessed each : seen) {
      if (each.expected().isPresent()) {
        sum += pool().values().get(each.candidate().getAsInt());
        counted++;
      }
    }
    assertThat(trial.worth(seen)).isCloseTo(sum / counted, within(1e-12));
    assertThat(log.scores().get("log-ei").estimate().orElseThrow().decisions()).isEqualTo(counted);
    Regret regret = log.scores().get("log-ei").regret().orElseThrow();
    assertThat(regret.lower()).isLessThanOrEqualTo(regret.mean());
    assertThat(regret.mean()).isLessThanOrEqualTo(regret.upper());
    assertThat(trial.real(Policy.standard()).best()).isGreaterThan(-0.01);
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatThrownBy(() -> new ShadowBench(0, 1, 0.1, 0)).hasMessageContaining("experiments");
    assertThatThrownBy(() -> new ShadowBench(1, 1, 0, 0)).hasMessageContaining("exploration");
    assertThatThrownBy(() -> new ShadowBench(1, 1, 0.1, 2)).hasMessageContaining("worlds");
  }
}
