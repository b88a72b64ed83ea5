package io.athanor.allinone.bench.continual;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.GateRules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateAttemptTest {
  private static List<Comparison> outcomes(double advantage, double covered) {
    return Collections.nCopies(500, new Comparison(advantage, 0.9, covered));
  }

  private static GateAttempt run(double advantage, double covered) {
    return GateAttempt.run(outcomes(advantage, covered), GateRules.USUAL, 1);
  }

  @Test
  void shouldGoAllTheWayOrBack() {
    assertThat(run(0.5, 0.9)).matches(each -> each.full() && each.canary());
    assertThat(run(-0.5, 0.9)).matches(each -> !each.full() && !each.canary());
    assertThat(run(0.5, 0.4))
        .as("better scores, and intervals that do not hold")
        .matches(each -> !each.full());
    assertThat(run(0, 0.9).outcomes()).isEqualTo(GateRules.USUAL.most());
  }

  @Test
  void shouldCountAttemptsAndSayWhatIsTrueOfTheVersions() {
    Map<String, Object> figures =
        GateAttempt.figures(
            List.of(
                new GateAttempt(true, true, 40),
                new GateAttempt(true, false, 60),
                new GateAttempt(false, false, 20)),
            List.of(outcomes(5, 0.8)),
            2);
    assertThat(figures)
        .containsEntry("full", 1L)
        .containsEntry("canary", 2L)
        .containsEntry("trueAdvantage", List.of(2.0));
    assertThat((Map<?, ?>) figures.get("toVerdict")).isNotNull();
    assertThat(((Map<?, ?>) figures.get("toVerdict")).get("mean")).isEqualTo(40.0);
  }
}
