package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.round.TrunkTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoursesTest {
  private static final Instant START = Events.NOW;
  private static final Duration EVERY = Duration.ofHours(24);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final TrunkTerms TERMS =
      TrunkTerms.first(Events.ROUND, 2, "d", List.of("heat_all"), 7);

  private final List<HubFold.Live> rounds = new ArrayList<>();
  private int said;

  private void opened(String coordinator, TrunkTerms terms, int second) {
    String id = "01936c00-0000-7000-8000-%012d".formatted(said++);
    Round round = new Round(id, coordinator, Step.Opened.of(new SumTerms(3, 40, 3, 4), terms));
    Instant at = START.plusSeconds(second);
    rounds.add(new HubFold.Live(round, at, at));
  }

  private void closed(Optional<String> problem, int second) {
    HubFold.Live last = rounds.remove(rounds.size() - 1);
    last.round().apply(last.round().coordinator(), new Step.Closed(problem));
    rounds.add(new HubFold.Live(last.round(), last.opened(), START.plusSeconds(second)));
  }

  private Optional<Courses.Due> due(int second) {
    return Courses.due(rounds, "a", EVERY, PAUSE, START.plusSeconds(second));
  }

  private static Optional<Courses.Due> next(TrunkTerms terms) {
    return Optional.of(new Courses.Due(Optional.of(terms)));
  }

  private static Optional<Courses.Due> another() {
    return Optional.of(new Courses.Due(Optional.empty()));
  }

  @Test
  void shouldGoThroughACourseSumBySumAndBeginTheNextInItsTime() {
    assertThat(due(0)).isEqualTo(another());
    opened("a", TERMS, 0);
    assertThat(due(1)).isEmpty();
    closed(Optional.empty(), 2);
    assertThat(due(2)).isEqualTo(next(TERMS.at(1)));
    opened("a", TERMS.at(1), 3);
    assertThat(due(1_000_000)).isEmpty();
    closed(Optional.empty(), 4);
    opened("a", TERMS.at(2), 5);
    closed(Optional.empty(), 6);
    assertThat(due(7)).isEmpty();
    assertThat(due(24 * 3600 - 1)).isEmpty();
    assertThat(due(24 * 3600)).isEqualTo(another());
  }

  @Test
  void shouldTryARoundWithoutASumAgainAndGiveTheCourseUpInTheEnd() {
    opened("a", TERMS.at(1), 0);
    for (int attempt = 1; attempt < Courses.ATTEMPTS; attempt++) {
      closed(Optional.of("only 2 sites were there in time"), attempt * 100);
      assertThat(due(attempt * 100 + 29)).isEmpty();
      assertThat(due(attempt * 100 + 30)).isEqualTo(next(TERMS.at(1)));
      opened("a", TERMS.at(1), attempt * 100 + 30);
    }
    closed(Optional.of("only 2 sites were there in time"), 1_000);
    assertThat(due(2_000)).isEmpty();
    assertThat(due(24 * 3600)).isEqualTo(another());
  }

  /** Partitions of the hub's topic come in no order, and others open courses too. */
  @Test
  void shouldGoByTheTimesOfItsOwnRounds() {
    opened("a", TERMS, 0);
    closed(Optional.empty(), 1);
    opened("a", TERMS.at(1), 2);
    closed(Optional.empty(), 3);
    opened("b", TERMS, 4);
    Collections.reverse(rounds);
    assertThat(due(5)).isEqualTo(next(TERMS.at(2)));
    assertThat(Courses.due(rounds, "c", EVERY, PAUSE, START)).isEqualTo(another());
  }
}
