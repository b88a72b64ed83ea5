package io.athanor.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final GateRules RULES = GateRules.USUAL;

  /** What a forecaster says of a truth whose noise has a standard deviation of 1. */
  private record Forecaster(double error, double deviation) {
    Forecast of(double signal, Random random) {
      return Forecast.normal(signal + error * random.nextGaussian(), deviation);
    }
  }

  private static final Forecaster GOOD = new Forecaster(0.5, Math.hypot(1, 0.5));
  private static final Forecaster BAD = new Forecaster(1.5, Math.hypot(1, 1.5));

  private static String run(Forecaster champion, Forecaster challenger, long seed) {
    Random random = new Random(seed);
    Gate gate = Gate.begin(RULES);
    while (true) {
      double signal = 3 * random.nextGaussian();
      double value = signal + random.nextGaussian();
      gate =
          gate.after(
              Comparison.of(
                  List.of(
                      new Comparison.Pair(
                          value, champion.of(signal, random), challenger.of(signal, random)))));
      GateVerdict verdict = gate.verdict();
      if (verdict instanceof GateVerdict.RollBack back) {
        return back.reason();
      }
      if (verdict instanceof GateVerdict.Advance) {
        if (gate.stage() == Gate.Stage.CANARY) {
          return "full";
        }
        gate = gate.advanced();
      }
    }
  }

  private static long full(Function<Long, String> attempt) {
    long full = 0;
    for (long seed = 0; seed < 50; seed++) {
      full += attempt.apply(seed).equals("full") ? 1 : 0;
    }
    return full;
  }

  @Test
  void shouldNeverLetAWorseOneServeEverybody() {
    assertThat(full(seed -> run(GOOD, BAD, seed))).isZero();
    assertThat(run(GOOD, BAD, 1)).startsWith("it predicts worse than the champion: -0.");
  }

  @Test
  void shouldLetABetterOneServeEverybody() {
    assertThat(full(seed -> run(BAD, GOOD, seed))).isGreaterThanOrEqualTo(45);
  }

  @Test
  void shouldSeldomTakeAnEqualForABetterOne() {
    long wrong = 0;
    for (long seed = 0; seed < 400; seed++) {
      wrong += run(GOOD, GOOD, seed).equals("full") ? 1 : 0;
    }
    assertThat(wrong).as("1 % of 400 are 4").isLessThanOrEqualTo(8);
  }

  @Test
  void shouldRefuseOneWhoseIntervalsDoNotCover() {
    Gate gate = Gate.begin(RULES);
    GateVerdict verdict = gate.verdict();
    for (int outcome = 0; verdict instanceof GateVerdict.KeepWatching; outcome++) {
      gate = gate.after(new Comparison(0.05, 0.9, outcome % 2));
      verdict = gate.verdict();
    }
    assertThat(verdict).isInstanceOf(GateVerdict.RollBack.class);
    assertThat(((GateVerdict.RollBack) verdict).reason()).contains("intervals cover");
    assertThat(gate.outcomes()).isLessThan(RULES.most());
  }

  @Test
  void shouldNotAdvanceOneThatWinsByScoreAndLosesByCoverage() {
    Gate gate = Gate.begin(RULES);
    for (int outcome = 0; outcome < 30; outcome++) {
      gate = gate.after(new Comparison(2, 1, outcome % 5 == 0 ? 0 : 1));
    }
    assertThat(gate.verdict()).isNotInstanceOf(GateVerdict.Advance.class);
  }

  @Test
  void shouldLetGoOfOneThatNeverShowsAnything() {
    Gate gate = Gate.begin(RULES);
    for (int outcome = 0; outcome < RULES.most(); outcome++) {
      assertThat(gate.verdict()).isInstanceOf(GateVerdict.KeepWatching.class);
      gate = gate.after(new Comparison(outcome % 2 == 0 ? 0.5 : -0.5, 1, 1));
    }
    assertThat(((GateVerdict.RollBack) gate.verdict()).reason()).contains("do not show");
  }

  @Test
  void shouldGoOnFromWhatWasPublished() {
    Gate gate = Gate.begin(RULES);
    for (int outcome = 0; outcome < 20; outcome++) {
      gate = gate.after(new Comparison(1, 1, 1));
    }
    Map<String, Double> published = gate.advanced().figures();
    assertThat(published).containsEntry("gate/outcomes", 20.0);
    Gate resumed = Gate.resume(RULES, Gate.Stage.CANARY, published);
    assertThat(resumed.figures().get("gate/log-e-value"))
        .isEqualTo(gate.figures().get("gate/log-e-value"));
    assertThat(resumed.outcomes()).isZero();
    assertThat(resumed.verdict())
        .as("evidence enough, and too few outcomes in its stage")
        .isInstanceOf(GateVerdict.KeepWatching.class);
  }

  @Test
  void shouldHoldItsErrorWheneverOneLooks() {
    int refuted = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      BettingProcess process = BettingProcess.begin(-1, 0);
      boolean ever = false;
      for (int step = 0; step < 200; step++) {
        process = process.after(random.nextBoolean() ? 1 : -1);
        ever |= process.refuted(0.05);
      }
      refuted += ever ? 1 : 0;
    }
    assertThat(refuted / 2_000.0).isLessThan(0.05);
  }

  @Test
  void shouldBeADensityOfTheVarianceItSays() {
    Forecast forecast = new Forecast(1, 2, 0, 2);
    double mass = 0;
    double variance = 0;
    double step = 0.01;
    for (double value = -400; value < 400; value += step) {
      double density = Math.exp(forecast.logDensity(value)) * step;
      mass += density;
      variance += density * (value - 1) * (value - 1);
    }
    assertThat(mass).isCloseTo(1, within(1e-6));
    assertThat(variance).isCloseTo(4, within(1e-2));
    assertThat(forecast.covers(2) && !forecast.covers(2.1)).isTrue();
  }

  @Test
  void shouldNameWhatIsWrongWithRules() {
    assertThatThrownBy(() -> new GateRules(0.05, 0.1, 0.02, 4, 0.05, 12, 400))
        .hasMessageContaining("fullError");
    assertThatThrownBy(() -> new GateRules(0.05, 0.01, 0.02, 4, 0.05, 12, 20))
        .hasMessageContaining("most");
    assertThatThrownBy(() -> new Comparison(Double.NaN, 1, 1)).hasMessageContaining("advantage");
    assertThatThrownBy(() -> Comparison.of(List.of())).hasMessageContaining("pairs");
    assertThatThrownBy(() -> BettingProcess.begin(0, 0)).hasMessageContaining("least");
    assertThatThrownBy(() -> BettingProcess.begin(-1, 0).after(-2)).hasMessageContaining("value");
  }
}
