package io.athanor.acquisition.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.space.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
  private static Diagnosis diagnose(Map<String, Double> evidence) {
    return diagnose(evidence, FailureHistory.NONE);
  }

  private static Diagnosis diagnose(Map<String, Double> evidence, FailureHistory history) {
    return Diagnostician.diagnose(new FailureCase("e", Optional.empty(), evidence, history));
  }

  @Test
  void saysThePriorWhereThereIsNoEvidence() {
    Diagnosis diagnosis = diagnose(Map.of());

    double sum = 0;
    for (Cause cause : Cause.values()) {
      assertThat(diagnosis.probability(cause)).isCloseTo(cause.prior(), within(1e-12));
      sum += cause.prior();
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(diagnosis.causes()).allSatisfy(each -> assertThat(each.evidence()).isEmpty());
    assertThat(diagnosis.infeasible()).isTrue();
  }

  /** Two deviations z = 2 by hand: prior times (1 - p) exp(-z^2/2) + p exp(-z^2/32) / 4. */
  @Test
  void followsBayesRule() {
    Diagnosis diagnosis = diagnose(Map.of("temperature_error", -10.0));

    double abnormal = Math.exp(-4.0 / 32) / 4;
    double normal = Math.exp(-2);
    double instrument = 0.16 * (0.35 * normal + 0.65 * abnormal);
    double unknown = 0.05 * (0.85 * normal + 0.15 * abnormal);
    double others = 0.79 * (0.92 * normal + 0.08 * abnormal);
    assertThat(diagnosis.probability(Cause.INSTRUMENT))
        .isCloseTo(instrument / (instrument + unknown + others), within(1e-12));
  }

  /** Beta(3, 2) against Beta(1.2, 6): two of two failed. */
  @Test
  void weighsHistoryByBetaBinomials() {
    double factor = (3.0 / 5 * 4 / 6) / (1.2 / 7.2 * 2.2 / 8.2);
    FailureHistory history =
        new FailureHistory(new Tally(2, 2), Tally.NONE, Tally.NONE, Tally.NONE);

    Diagnosis diagnosis = diagnose(Map.of(), history);

    assertThat(diagnosis.probability(Cause.INSTRUMENT))
        .isCloseTo(0.16 * factor / (0.16 * factor + 0.84), within(1e-12));
    assertThat(diagnosis.causes().get(0).evidence())
        .containsExactly("2 of 2 failed on this instrument");
    assertThat(Tally.NONE.logFactor()).isZero();
    assertThatThrownBy(() -> new Tally(2, 1)).hasMessageContaining("tally");
  }

  @Test
  void growsMoreCertainWithTheDeviation() {
    double last = 0;
    for (double error = 0; error <= 100; error += 2.5) {
      double now = diagnose(Map.of("temperature_error", error)).probability(Cause.INSTRUMENT);
      assertThat(now).isGreaterThanOrEqualTo(last - 1e-12);
      last = now;
    }
    double before = 0;
    for (double purity = 1; purity >= 0; purity -= 0.05) {
      double now = diagnose(Map.of("phase_purity", purity)).probability(Cause.PHASE_IMPURITY);
      assertThat(now).isGreaterThanOrEqualTo(before - 1e-12);
      before = now;
    }
    double history = 0;
    for (int failed = 0; failed <= 8; failed++) {
      FailureHistory record =
          new FailureHistory(Tally.NONE, new Tally(failed, 8), Tally.NONE, Tally.NONE);
      double now = diagnose(Map.of(), record).probability(Cause.ROBOT);
      assertThat(now).isGreaterThan(history);
      history = now;
    }
  }

  @Test
  void takesMissingAndUnknownEvidenceForNothing() {
    Map<String, Double> withHoles = new HashMap<>();
    withHoles.put("phase_purity", Double.NaN);
    withHoles.put("mood", 3.0);
    withHoles.put("mass_error", null);

    assertThat(diagnose(withHoles).causes()).isEqualTo(diagnose(Map.of()).causes());
    assertThat(new FailureCase("e", Optional.empty(), withHoles, FailureHistory.NONE).evidence())
        .isEmpty();
  }

  @Test
  void tellsHardwareFromRecipes() {
    Diagnosis furnace =
        diagnose(Map.of("temperature_error", 60.0, "calibration_age", 90.0, "phase_purity", 0.4));
    assertThat(furnace.first()).isEqualTo(Cause.INSTRUMENT);
    assertThat(furnace.infeasible()).isFalse();

    Diagnosis robot =
        Diagnostician.diagnose(
            new FailureCase(
                "e",
                Optional.of("lost"),
                Map.of("robot_errors", 3.0, "placement_error", 2.0),
                FailureHistory.NONE));
    assertThat(robot.first()).isEqualTo(Cause.ROBOT);
    assertThat(robot.infeasible()).isFalse();

    Diagnosis cold =
        diagnose(
            Map.of(
                "phase_purity",
                0.3,
                "precursor_phase",
                0.7,
                "temperature_error",
                1.0,
                "calibration_age",
                2.0));
    assertThat(cold.first()).isEqualTo(Cause.SYNTHESIS_CONDITION);
    assertThat(cold.infeasible()).isTrue();

    Diagnosis phases = diagnose(Map.of("phase_purity", 0.4, "competing_phase", 0.6));
    assertThat(phases.first()).isEqualTo(Cause.PHASE_IMPURITY);
    assertThat(phases.infeasible()).isTrue();
  }

  @Test
  void neverFailsAndAlwaysSumsToOne() {
    SplittableRandom random = Seeds.stream(1, "diagnosis-fuzz");
    String[] kinds = {"synthesis", "measurement", "lost", "rejected", "out-of-envelope", "x", ""};
    for (int i = 0; i < 5_000; i++) {
      Map<String, Double> evidence = new HashMap<>();
      for (Channel channel : Channel.values()) {
        if (random.nextBoolean()) {
          evidence.put(channel.label(), Double.longBitsToDouble(random.nextLong()));
        }
      }
      FailureCase failure =
          new FailureCase(
              "e",
              Optional.of(kinds[random.nextInt(kinds.length)]),
              evidence,
              new FailureHistory(tally(random), tally(random), tally(random), tally(random)));

      Diagnosis diagnosis = Diagnostician.diagnose(failure);

      assertThat(diagnosis.causes().stream().mapToDouble(RankedCause::probability).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(Diagnostician.diagnose(failure)).isEqualTo(diagnosis);
    }
  }

  private static Tally tally(SplittableRandom random) {
    int tried = random.nextInt(200);
    return new Tally(random.nextInt(tried + 1), tried);
  }

  private static final List<Parameter> SPACE =
      List.of(
          new Parameter.Continuous("anneal_temperature", 100, 300),
          new Parameter.Whole("anneal_time", 1, 11),
          new Parameter.Continuous("x", 0, 1));

  @Test
  void goesHotterWhereItDidNotReactAndStaysInTheSpace() {
    Map<String, Double> cold = Map.of("phase_purity", 0.3, "precursor_phase", 0.7);
    Remedy remedy =
        Remedies.of(
            diagnose(cold),
            cold,
            SPACE,
            Map.of("anneal_temperature", 120.0, "anneal_time", 11.0, "x", 0.5));

    assertThat(remedy.kind()).isEqualTo(Remedy.Kind.ADJUST);
    assertThat(remedy.parameters()).containsOnlyKeys("anneal_temperature");
    assertThat(remedy.parameters().get("anneal_temperature")).isCloseTo(150, within(1e-9));

    Map<String, Double> hot =
        Map.of(
            "phase_purity",
            0.3,
            "decomposition_phase",
            0.3,
            "precursor_phase",
            0.1,
            "exposure_time",
            1.0,
            "calibration_age",
            1.0);
    Diagnosis decomposed = diagnose(hot);
    assertThat(decomposed.first()).isEqualTo(Cause.SYNTHESIS_CONDITION);
    Remedy colder =
        Remedies.of(
            decomposed, hot, SPACE, Map.of("anneal_temperature", 110.0, "anneal_time", 5.0));
    assertThat(colder.parameters()).containsEntry("anneal_temperature", 100.0);
    assertThat(colder.parameters()).containsEntry("anneal_time", 3.0);
  }

  @Test
  void hasARemedyForEachCause() {
    Map<Cause, Remedy.Kind> expected =
        Map.of(
            Cause.ROBOT, Remedy.Kind.REPEAT_ELSEWHERE,
            Cause.INSTRUMENT, Remedy.Kind.RECALIBRATE,
            Cause.SAMPLE_HANDLING, Remedy.Kind.REPEAT_ELSEWHERE,
            Cause.PRECURSOR, Remedy.Kind.REPLACE_PRECURSOR,
            Cause.PHASE_IMPURITY, Remedy.Kind.EXCLUDE_REGION,
            Cause.SYNTHESIS_CONDITION, Remedy.Kind.EXCLUDE_REGION,
            Cause.OUT_OF_DOMAIN, Remedy.Kind.NONE,
            Cause.UNKNOWN, Remedy.Kind.NONE);
    for (Cause cause : Cause.values()) {
      Diagnosis certain =
          new Diagnosis(
              "e",
              List.of(Cause.values()).stream()
                  .map(each -> new RankedCause(each, each == cause ? 1 : 0, List.of()))
                  .toList());

      Remedy remedy = Remedies.of(certain, Map.of("calibration_age", 1.0), List.of(), Map.of());

      assertThat(remedy.kind()).as(cause.label()).isEqualTo(expected.get(cause));
    }
  }

  @Test
  void remembersWhatHappenedInTheSamePlaces() {
    HistoryBook book = new HistoryBook();
    for (int i = 0; i < 20; i++) {
      book.add(trial("furnace-1", "robot-" + i % 2, 0.1, i < 15));
    }

    FailureHistory history = book.before(trial("furnace-1", "robot-0", 0.15, true));

    // the last twelve on the instrument: trials 8 to 19, of which 8 to 14 failed
    assertThat(history.instrument()).isEqualTo(new Tally(7, 12));
    assertThat(history.robot()).isEqualTo(new Tally(8, 10));
    assertThat(history.precursor()).isEqualTo(Tally.NONE);
    assertThat(history.region()).isEqualTo(new Tally(15, 20));
    assertThat(book.before(trial("furnace-2", "robot-9", 0.9, true)))
        .isEqualTo(FailureHistory.NONE);
  }

  private static Trial trial(String instrument, String robot, double at, boolean failed) {
    return new Trial(
        Optional.of(instrument), Optional.of(robot), Optional.empty(), List.of(at), failed);
  }
}
