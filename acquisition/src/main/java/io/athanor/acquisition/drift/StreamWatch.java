package io.athanor.acquisition.drift;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.materials.drift.Adwin;
import io.athanor.materials.drift.ConformalRank;
import io.athanor.materials.drift.PageHinkley;
import io.athanor.materials.drift.ShiryaevRoberts;
import java.util.List;
import java.util.Optional;

/**
 * Three detectors over one stream of numbers: bets, Page-Hinkley and ADWIN. They see the normal
 * score of each number's rank among those before it, so false alarms do not depend on the tails of
 * the stream. Immutable.
 *
 * @param rise whether only a rise is of interest
 * @param ranks what numbers are ranked by
 * @param bets e-detector on the scores
 * @param pageHinkley on the scores
 * @param adwin on the ranks
 */
public record StreamWatch(
    boolean rise, ConformalRank ranks, ShiryaevRoberts bets, PageHinkley pageHinkley, Adwin adwin) {
  /** Log of the mean number of events to a false alarm of the bets alone: 100,000 or more. */
  public static final double BETS_THRESHOLD = StrictMath.log(100_000);

  /** Half the change of level that Page-Hinkley looks for, in scores. */
  public static final double TOLERANCE = 0.5;

  /** Excursion in scores that Page-Hinkley alarms at: some 500,000 events to a false alarm. */
  public static final double EXCURSION = 12;

  /** Chance of a wrong cut of ADWIN, by its bound. */
  public static final double CONFIDENCE = 1e-4;

  /**
   * A detector's word.
   *
   * @param detector its name and version
   * @param statistic on its own scale
   * @param threshold exceeded
   */
  public record Alert(String detector, double statistic, double threshold) {}

  /**
   * After a number.
   *
   * @param watch what goes on watching
   * @param score normal score of the number's rank
   * @param alert the first detector that fires
   */
  public record Step(StreamWatch watch, double score, Optional<Alert> alert) {}

  /** Before any number. */
  public static StreamWatch begin(boolean rise, long seed) {
    return new StreamWatch(
        rise,
        ConformalRank.begin(seed),
        ShiryaevRoberts.begin(bets(rise)),
        PageHinkley.begin(TOLERANCE, EXCURSION),
        Adwin.begin(CONFIDENCE));
  }

  private static List<ShiryaevRoberts.Bet> bets(boolean rise) {
    return rise ? ShiryaevRoberts.RISE : ShiryaevRoberts.LEVEL_AND_SPREAD;
  }

  /** With one more number, finite. */
  public Step after(double number) {
    ConformalRank.Ranked ranked = ranks.after(number);
    double score = NormalMath.quantile(ranked.rank());
    ShiryaevRoberts betting = bets.after(score);
    PageHinkley level = pageHinkley.after(score);
    Adwin.Step window = adwin.after(ranked.rank());
    return new Step(
        new StreamWatch(rise, ranked.next(), betting, level, window.adwin()),
        score,
        alert(betting, level, window));
  }

  /** With a number that says what is usual and is no evidence of a change. */
  public StreamWatch learnt(double number) {
    return new StreamWatch(rise, ranks.after(number).next(), bets, pageHinkley, adwin);
  }

  private Optional<Alert> alert(ShiryaevRoberts betting, PageHinkley level, Adwin.Step window) {
    if (betting.statistic() >= BETS_THRESHOLD) {
      return Optional.of(new Alert("betting/1", betting.statistic(), BETS_THRESHOLD));
    }
    double excursion = rise ? level.rise() : level.statistic();
    if (excursion > EXCURSION) {
      return Optional.of(new Alert("page-hinkley/1", excursion, EXCURSION));
    }
    return window
        .cut()
        .filter(cut -> !rise || cut.difference() > 0)
        .map(cut -> new Alert("adwin/1", Math.abs(cut.difference()), cut.bound()));
  }

  /** As numbers, to be kept. */
  public List<double[]> state() {
    return List.of(ranks.state(), bets.state(), pageHinkley.state(), adwin.state());
  }

  /**
   * From its numbers.
   *
   * @throws IllegalArgumentException where they are none of {@link #state}
   */
  public static StreamWatch of(boolean rise, List<double[]> state) {
    if (state.size() != 4) {
      throw new IllegalArgumentException("state must have 4 parts, had " + state.size());
    }
    return new StreamWatch(
        rise,
        ConformalRank.of(state.get(0)),
        ShiryaevRoberts.of(bets(rise), state.get(1)),
        PageHinkley.of(state.get(2)),
        Adwin.of(state.get(3)));
  }
}
