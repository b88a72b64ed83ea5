package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private final Facts facts = new Facts();
  private final LogFold log = new LogFold();
  private long offset;

  private void say(String experiment, ExperimentState state, int epoch, int step, double when) {
    log.progressed(facts.said(experiment, state, epoch, step, when), Facts.place(offset++, when));
  }

  private Verdict verdict(List<Actuation> actuations, List<Told> told) {
    return Verdict.of(new Ledger.Books(actuations, told), log, Map.of(Facts.ROBOT, 1));
  }

  /** Two steps, each under its own lease, done by second 6. */
  private void goesWell() {
    log.proposed(Facts.proposal("e", 2));
    say("e", ExperimentState.LEASED, 1, 0, 1);
    say("e", ExperimentState.RUNNING, 1, 0, 2);
    say("e", ExperimentState.PARTIAL, 1, 0, 3);
    say("e", ExperimentState.LEASED, 2, 1, 4);
    say("e", ExperimentState.RUNNING, 2, 1, 5);
    say("e", ExperimentState.SUCCEEDED, 2, 1, 6);
  }

  private static final List<Actuation> BOTH =
      List.of(Facts.actuation("e", 0, 1, 2, 3), Facts.actuation("e", 1, 2, 5, 6));

  @Test
  void shouldFindNothingWrongWhereAllIsWell() {
    goesWell();
    log.reading("r");
    Verdict verdict =
        verdict(
            BOTH,
            List.of(
                new Told(Told.What.STEP_DONE, "e", 0, 1, ""),
                new Told(Told.What.READING, "e", 1, 2, "r"),
                new Told(Told.What.SUCCEEDED, "e", 1, 2, "")));
    assertThat(verdict.isClean()).as("%s", verdict).isTrue();
    assertThat(verdict.states()).isEqualTo(Map.of("SUCCEEDED", 1));
  }

  @Test
  void shouldSeeAStepActuatedTwice() {
    goesWell();
    Verdict verdict =
        verdict(List.of(BOTH.get(0), BOTH.get(1), Facts.actuation("e", 1, 2, 7, 8)), List.of());
    assertThat(verdict.actuatedTwice()).isEqualTo(1);
    assertThat(verdict.doubleBookings()).isEqualTo(1);
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void shouldSeeAnInstrumentAboveItsSlots() {
    goesWell();
    log.proposed(Facts.proposal("f", 1));
    Verdict verdict = verdict(List.of(BOTH.get(0), Facts.actuation("f", 0, 1, 2.5, 4)), List.of());
    assertThat(verdict.overCapacity()).isEqualTo(1);
    assertThat(verdict(List.of(BOTH.get(0), Facts.actuation("f", 0, 1, 3, 4)), List.of()))
        .extracting(Verdict::overCapacity)
        .isEqualTo(0);
  }

  @Test
  void shouldSeeWhatNobodyPermitted() {
    log.proposed(Facts.proposal("e", 1));
    say("e", ExperimentState.LEASED, 1, 0, 1);
    assertThat(verdict(List.of(Facts.actuation("e", 0, 1, 2, 3)), List.of()).unpermitted())
        .isEqualTo(1);
    say("e", ExperimentState.EXPIRED, 1, 0, 100);
    say("e", ExperimentState.LEASED, 2, 0, 101);
    say("e", ExperimentState.RUNNING, 2, 0, 102);
    assertThat(verdict(List.of(Facts.actuation("e", 0, 1, 103, 104)), List.of()).unpermitted())
        .as("the permission is the next lease's")
        .isEqualTo(1);
    assertThat(verdict(List.of(Facts.actuation("e", 0, 2, 103, 104)), List.of()).unpermitted())
        .isZero();
  }

  @Test
  void shouldSeeAStepThatRanAhead() {
    goesWell();
    assertThat(verdict(List.of(BOTH.get(1)), List.of()).outOfOrder()).isEqualTo(1);
    assertThat(
            verdict(List.of(Facts.actuation("e", 0, 1, 2, 5.5), BOTH.get(1)), List.of())
                .outOfOrder())
        .isEqualTo(1);
  }

  @Test
  void shouldSeeWhatTheDoorAcknowledgedAndTheLogLost() {
    goesWell();
    Verdict verdict =
        verdict(
            BOTH,
            List.of(
                new Told(Told.What.READING, "e", 1, 2, "nowhere"),
                new Told(Told.What.FAILED, "e", 1, 2, ""),
                new Told(Told.What.STEP_DONE, "e", 0, 7, "")));
    assertThat(verdict.lostReadings()).isEqualTo(1);
    assertThat(verdict.lostOutcomes()).isEqualTo(2);
    assertThat(verdict.lost()).isEqualTo(3);
  }

  @Test
  void shouldSeeWhatNeverEndedAndWhatWasGivenUp() {
    log.proposed(Facts.proposal("e", 1));
    log.proposed(Facts.proposal("f", 1));
    log.proposed(Facts.proposal("f", 1));
    say("e", ExperimentState.LEASED, 1, 0, 1);
    say("e", ExperimentState.RUNNING, 1, 0, 2);
    Verdict verdict = verdict(List.of(), List.of());
    assertThat(verdict.unfinished()).isEqualTo(2);
    assertThat(verdict.permittedOnly()).isEqualTo(1);
    assertThat(verdict.repeatedProposals()).isEqualTo(1);
    assertThat(verdict.states()).isEqualTo(Map.of("RUNNING", 1, "PROPOSED", 1));
  }
}
