package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.ExperimentState;
import io.athanor.event.OffsetSeen;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final double EXACT = 1e-9;

  private static Window window(double from, double to) {
    return new Window(Facts.at(from), Facts.at(to));
  }

  private static Actuation at(String instrument, String campaign, double from, double to) {
    return new Actuation(
        instrument,
        campaign,
        campaign + from,
        0,
        1,
        instrument,
        Facts.at(from),
        to < 0 ? null : Facts.at(to));
  }

  @Test
  void shouldCountSlotsOnlyWithinTheWindow() {
    List<Actuation> actuations =
        List.of(at("a", "x", 0, 4), at("b", "x", 3, 8), at("b", "x", 9, -1));
    // 2 of a, 5 of b, and 1 of what has not ended, of 2 slots for 8 seconds
    assertThat(Figures.utilisation(actuations, 2, List.of(), window(2, 10)))
        .isEqualTo(8.0 / 16, within(EXACT));
    assertThat(
            Figures.utilisation(
                actuations, 2, List.of(new Figures.Service("a", 1, window(6, 20))), window(2, 10)))
        .isEqualTo(8.0 / 12, within(EXACT));
  }

  @Test
  void shouldBeSteadyFromTheLastInstrumentsFirstToTheFirstCampaignsLast() {
    List<Actuation> actuations =
        List.of(
            at("a", "x", 0, 1),
            at("b", "y", 2, 3),
            at("a", "y", 4, 5),
            at("a", "x", 7, 8),
            at("b", "y", 9, 10));
    assertThat(Figures.steady(actuations, List.of("a", "b"))).contains(window(2, 7));
    assertThat(Figures.steady(actuations, List.of("a", "b", "c"))).isEmpty();
  }

  @Test
  void shouldGiveJainsIndex() {
    assertThat(Figures.jain(List.of(3.0, 3.0, 3.0))).isEqualTo(1, within(EXACT));
    assertThat(Figures.jain(List.of(9.0, 0.0, 0.0))).isEqualTo(1.0 / 3, within(EXACT));
    assertThat(Figures.jain(List.of(1.0, 2.0, 3.0))).isEqualTo(36.0 / 42, within(EXACT));
  }

  @Test
  void shouldCountCampaignsThatGotNothing() {
    List<Actuation> actuations = List.of(at("a", "x", 0, 4), at("a", "y", 9, 12));
    List<String> campaigns = List.of("x", "y", "z");
    assertThat(Figures.begun(actuations, campaigns, window(0, 9)).values())
        .containsExactly(1.0, 0.0, 0.0);
    assertThat(Figures.served(actuations, campaigns, window(1, 10)).values())
        .containsExactly(3.0, 1.0, 0.0);
  }

  @Test
  void shouldCountOutcomesThatCameBetweenChoiceAndLease() {
    Facts facts = new Facts();
    LogFold log = new LogFold();
    log.proposed(Facts.proposal("e", 1, new OffsetSeen("observation-derived", 0, 4L)));
    log.progressed(facts.said("e", ExperimentState.LEASED, 1, 10), Facts.place(0, 10));
    for (long offset = 3; offset < 9; offset++) {
      log.outcome(
          Facts.CAMPAIGN,
          new LogFold.Outcome("observation-derived", 0, offset, Facts.at(offset + 3)));
    }
    // offsets 3 and 4 were read, 5 to 7 came by second 10, 8 later
    assertThat(Figures.staleness(log)).containsExactly(3);
  }

  @Test
  void shouldTakeTheNearestRank() {
    List<Integer> values = List.of(5, 1, 4, 2, 3);
    assertThat(Figures.quantile(values, 0.5)).isEqualTo(3);
    assertThat(Figures.quantile(values, 0.95)).isEqualTo(5);
    assertThat(Figures.quantile(List.of(), 0.5)).isZero();
  }
}
