package io.athanor.federation.round;

import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import java.util.Locale;
import java.util.Optional;

/**
 * Whoever coordinates: counts, and says when a phase is over. It learns nothing that the others do
 * not, and cannot say who is in: that is in the log.
 */
public final class Clerk {
  private Clerk() {}

  /**
   * What to say next.
   *
   * @param late whether the phase has lasted as long as it may
   * @param expected how many sites there are; joining need not wait for more
   */
  public static Optional<Step> next(Round round, boolean late, int expected) {
    if (round.phase() == Phase.CLOSED) {
      return Optional.empty();
    }
    if (round.phase() == Phase.UNMASKING) {
      return round.done() >= round.threshold()
          ? Optional.of(new Closed(problem(round)))
          : failing(round, late);
    }
    boolean all = round.done() >= Math.min(expected, round.expected());
    if (!all && !late) {
      return Optional.empty();
    }
    int least =
        round.phase() == Phase.JOINING ? round.opened().sum().fewest() : Participant.least(round);
    return round.done() >= least
        ? Optional.of(new PhaseEnded(round.phase()))
        : failing(round, late);
  }

  private static Optional<Step> failing(Round round, boolean late) {
    if (!late) {
      return Optional.empty();
    }
    return Optional.of(
        new Closed(
            Optional.of(
                "only %d sites were there in time while %s"
                    .formatted(round.done(), round.phase().name().toLowerCase(Locale.ROOT)))));
  }

  private static Optional<String> problem(Round round) {
    try {
      Unmasking.sum(round);
      return Optional.empty();
    } catch (RoundException e) {
      return Optional.of(e.getMessage());
    }
  }
}
