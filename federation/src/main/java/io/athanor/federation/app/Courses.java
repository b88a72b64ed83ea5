package io.athanor.federation.app;

import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.TrunkTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which sum of a course is due, by the rounds that a coordinator has opened. A round that gave no
 * sum is tried again; a course that is not to be had ends, and the next begins in its time. Pure.
 */
final class Courses {
  /** Rounds that may give no sum one after another before a course is given up. */
  static final int ATTEMPTS = 5;

  private Courses() {}

  /**
   * What is to be opened.
   *
   * @param terms of a course that goes on; empty where a new one begins
   */
  record Due(Optional<TrunkTerms> terms) {}

  /**
   * What is due now, if anything.
   *
   * @param every from the beginning of one course to that of the next
   * @param pause before a round that gave no sum is tried again
   */
  static Optional<Due> due(
      Collection<HubFold.Live> rounds,
      String coordinator,
      Duration every,
      Duration pause,
      Instant now) {
    // whatever order they are given in, the times of the log say which was last
    List<HubFold.Live> own =
        rounds.stream()
            .filter(live -> live.round().coordinator().equals(coordinator))
            .filter(live -> live.round().opened().trunk().isPresent())
            .sorted(
                Comparator.comparing(HubFold.Live::opened).thenComparing(live -> live.round().id()))
            .toList();
    if (own.isEmpty()) {
      return Optional.of(new Due(Optional.empty()));
    }
    HubFold.Live last = own.get(own.size() - 1);
    TrunkTerms terms = terms(last);
    if (last.round().phase() != Step.Phase.CLOSED) {
      return Optional.empty();
    }
    if (!hasFailed(last.round()) && !terms.isLast()) {
      return Optional.of(new Due(Optional.of(terms.at(terms.round() + 1))));
    }
    List<HubFold.Live> course =
        own.stream().filter(live -> terms(live).course().equals(terms.course())).toList();
    long failures =
        course.stream()
            .filter(live -> terms(live).equals(terms) && hasFailed(live.round()))
            .count();
    if (hasFailed(last.round()) && failures < ATTEMPTS) {
      return last.since().plus(pause).isAfter(now)
          ? Optional.empty()
          : Optional.of(new Due(Optional.of(terms)));
    }
    return course.get(0).opened().plus(every).isAfter(now)
        ? Optional.empty()
        : Optional.of(new Due(Optional.empty()));
  }

  private static boolean hasFailed(Round round) {
    return round.closed().flatMap(Step.Closed::problem).isPresent();
  }

  private static TrunkTerms terms(HubFold.Live live) {
    return live.round().opened().trunk().orElseThrow();
  }
}
