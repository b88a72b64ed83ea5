package io.athanor.acquisition.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecasterTest {
  private static final int CAMPAIGNS = 4;
  private static final int ROUNDS = 120;

  /** One outcome of each campaign, with these gains; hints are what the next round is expected. */
  private static SortedMap<String, Standing> round(
      Forecaster forecaster, SortedMap<String, Standing> before, double[] gains, double[] hints) {
    SortedMap<String, Standing> heard = new TreeMap<>();
    for (int k = 0; k < gains.length; k++) {
      String id = "c" + k;
      heard.put(
          id,
          new Standing(
              Optional.of(new Prospect(1, hints[k], 0)), before.get(id).weight(), gains[k], 1));
    }
    return forecaster.settled(heard);
  }

  private static SortedMap<String, Standing> fresh(double[] hints) {
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (int k = 0; k < hints.length; k++) {
      standings.put("c" + k, new Standing(Optional.of(new Prospect(1, hints[k], 0)), 1, 0, 0));
    }
    return standings;
  }

  @Test
  void shouldStayWithinItsRegretBoundWhateverTheGainsAndHints() {
    Forecaster forecaster = new Forecaster(0.6, 1, 0.05);
    SplittableRandom random = new SplittableRandom(5);
    for (int game = 0; game < 200; game++) {
      boolean hinted = game % 2 == 1;
      int shifts = random.nextInt(3);
      double[][] gains = new double[ROUNDS][CAMPAIGNS];
      for (int t = 0; t < ROUNDS; t++) {
        int good = t * (shifts + 1) / ROUNDS % CAMPAIGNS;
        for (int k = 0; k < CAMPAIGNS; k++) {
          gains[t][k] = k == good ? 0.5 + 0.5 * random.nextDouble() : random.nextDouble();
        }
      }
      double own = 0;
      double best = 0;
      SortedMap<String, Standing> standings = fresh(hints(random, gains[0], hinted));
      for (int t = 0; t < ROUNDS; t++) {
        int good = t * (shifts + 1) / ROUNDS % CAMPAIGNS;
        SortedMap<String, Double> shares = forecaster.shares(standings);
        assertThat(shares.values().stream().mapToDouble(each -> each).sum())
            .isCloseTo(1, within(1e-12));
        for (int k = 0; k < CAMPAIGNS; k++) {
          own += shares.get("c" + k) * gains[t][k];
        }
        best += gains[t][good];
        double[] next = gains[Math.min(t + 1, ROUNDS - 1)];
        standings = round(forecaster, standings, gains[t], hints(random, next, hinted));
      }
      assertThat(best - own).isLessThanOrEqualTo(bound(forecaster, shifts, hinted));
    }
  }

  /** None, or any at all: some right, some wrong. */
  private static double[] hints(SplittableRandom random, double[] truth, boolean hinted) {
    double[] hints = new double[truth.length];
    for (int k = 0; hinted && k < hints.length; k++) {
      hints[k] = random.nextBoolean() ? truth[k] : random.nextDouble();
    }
    return hints;
  }

  private static double bound(Forecaster forecaster, int shifts, boolean hinted) {
    double cost =
        (shifts + 1) * Math.log(CAMPAIGNS)
            + shifts * Math.log(1 / forecaster.mixing())
            + (ROUNDS - shifts - 1) * Math.log(1 / (1 - forecaster.mixing()));
    return cost / forecaster.eta() + forecaster.eta() * ROUNDS / (hinted ? 2 : 8);
  }

  @Test
  void shouldMoveToWhatGainsAndBackWhenItChanges() {
    Forecaster forecaster = Forecaster.standard();
    double[] none = new double[2];
    SortedMap<String, Standing> standings = fresh(none);
    for (int t = 0; t < 30; t++) {
      standings = round(forecaster, standings, new double[] {0.1, 0}, none);
    }
    assertThat(forecaster.shares(standings).get("c0")).isGreaterThan(0.9);
    for (int t = 0; t < 3; t++) {
      standings = round(forecaster, standings, new double[] {0, 0.1}, none);
    }
    assertThat(forecaster.shares(standings).get("c1")).isGreaterThan(0.9);
  }

  @Test
  void shouldTakeNoNarrowedScaleForAGain() {
    Standing start = Standing.fresh().heard(new Prospect(11, 0.1, 1.0));
    // ten outcomes more at the mean narrow the deviation by the square root of two
    Standing narrowed = start.heard(new Prospect(21, 0.1, Math.sqrt(2)));
    assertThat(narrowed.gain()).isCloseTo(0, within(1e-12));
    assertThat(narrowed.outcomes()).isEqualTo(10);
    Standing gained = start.heard(new Prospect(12, 0.1, 1.5));
    assertThat(gained.gain()).isBetween(0.4, 0.5);
    assertThat(gained.heard(new Prospect(12, 0.1, 9))).as("no news").isEqualTo(gained);
  }

  @Test
  void shouldEndARoundThatOneCampaignHoldsUp() {
    SortedMap<String, Standing> standings = fresh(new double[2]);
    standings.put("c0", new Standing(standings.get("c0").last(), 1, 0.8, 7));
    assertThat(Forecaster.standard().settled(standings)).isEqualTo(standings);
    standings.put("c0", new Standing(standings.get("c0").last(), 1, 0.8, 8));
    SortedMap<String, Standing> settled = Forecaster.standard().settled(standings);
    assertThat(settled.get("c0").outcomes()).isZero();
    assertThat(settled.get("c0").weight())
        .as("who had no outcome loses nothing")
        .isCloseTo(settled.get("c1").weight(), within(1e-12));
  }

  @Test
  void shouldRefuseWhatIsNoNumber() {
    assertThatThrownBy(() -> new Forecaster(0, 1, 0.1)).hasMessageContaining("eta 0.0");
    assertThatThrownBy(() -> new Prospect(1, Double.NaN, 0))
        .hasMessageContaining("prospect.expectedImprovement");
  }
}
