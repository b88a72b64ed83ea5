package io.athanor.generator.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BanditTest {
  private static final List<String> NAMES = List.of("evolution", "latent", "substitution");
  private static final double[] MEANS = {0.15, 0.6, 0.1};
  private static final double BEST = 0.6;

  @Test
  void shouldShareAlikeBeforeAnyReward() {
    Bandit.fresh()
        .shares(NAMES, Bandit.FLOOR, 1)
        .values()
        .forEach(share -> assertThat(share).isCloseTo(1.0 / 3, within(0.04)));
  }

  @Test
  void shouldGiveMoreAndMoreToTheBest() {
    Bandit bandit = Bandit.fresh();
    SplittableRandom random = new SplittableRandom(4);
    double early = 0;
    for (int wave = 0; wave < 60; wave++) {
      Map<String, Double> shares = bandit.shares(NAMES, Bandit.FLOOR, wave);
      early = wave == 3 ? shares.get("latent") : early;
      bandit = pulled(bandit, Bandit.split(shares, 8), random);
    }
    double late = bandit.shares(NAMES, Bandit.FLOOR, 61).get("latent");
    assertThat(late).isGreaterThan(0.75).isGreaterThan(early);
    assertThat(bandit.arm("latent").count()).isGreaterThan(bandit.arm("evolution").count());
  }

  @Test
  void shouldRegretLessAndLessWithoutAFloor() {
    double first = 0;
    double last = 0;
    for (long seed = 0; seed < 20; seed++) {
      Bandit bandit = Bandit.fresh();
      SplittableRandom random = new SplittableRandom(seed);
      for (int wave = 0; wave < 400; wave++) {
        Map<String, Integer> counts = Bandit.split(bandit.shares(NAMES, 0, wave), 1);
        double regret = 0;
        for (int arm = 0; arm < MEANS.length; arm++) {
          regret += counts.get(NAMES.get(arm)) * (BEST - MEANS[arm]);
        }
        first += wave < 100 ? regret : 0;
        last += wave >= 300 ? regret : 0;
        bandit = pulled(bandit, counts, random);
      }
    }
    // linear regret would be the same in every hundred
    assertThat(last).isLessThan(0.25 * first);
  }

  @Test
  void shouldNeverLetAShareFallBelowTheFloor() {
    Bandit bandit = Bandit.fresh();
    for (int reward = 0; reward < 200; reward++) {
      bandit = bandit.rewarded("latent", 2).rewarded("substitution", 0);
    }
    Map<String, Double> shares = bandit.shares(NAMES, 0.1, 3);
    assertThat(shares.get("substitution")).isCloseTo(0.1, within(1e-12));
    assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(bandit.shares(NAMES, 0.9, 3).values())
        .allSatisfy(share -> assertThat(share).isCloseTo(1.0 / 3, within(1e-12)));
  }

  @Test
  void shouldSplitTheWholeBudgetAndLeaveNobodyOut() {
    Map<String, Double> shares = Map.of("a", 0.9, "b", 0.06, "c", 0.04);
    assertThat(Bandit.split(shares, 32)).containsEntry("b", 3).containsEntry("c", 2);
    assertThat(Bandit.split(shares, 32).values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(32);
    assertThat(Bandit.split(shares, 2)).isEqualTo(Map.of("a", 2, "b", 0, "c", 0));
  }

  @Test
  void shouldGiveTheSameSharesForTheSameRewardsAndSeed() {
    Bandit bandit = Bandit.fresh().rewarded("latent", 0.3).rewarded("evolution", 0.1);
    Bandit again = new Bandit(bandit.arms());
    assertThat(again.shares(NAMES, 0.1, 9)).isEqualTo(bandit.shares(NAMES, 0.1, 9));
    assertThat(bandit.shares(List.of("substitution", "latent", "evolution"), 0.1, 9))
        .isEqualTo(bandit.shares(NAMES, 0.1, 9));
  }

  @Test
  void shouldRefuseWhatCannotBeShared() {
    Bandit bandit = Bandit.fresh();
    List<String> nobody = List.of();
    assertThatThrownBy(() -> bandit.shares(nobody, 0.1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("generators");
    assertThatThrownBy(() -> bandit.shares(NAMES, 1.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floor");
    assertThatThrownBy(() -> bandit.rewarded("latent", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arm.");
  }

  private static Bandit pulled(
      Bandit bandit, Map<String, Integer> counts, SplittableRandom random) {
    Bandit next = bandit;
    for (int arm = 0; arm < MEANS.length; arm++) {
      for (int pull = 0; pull < counts.get(NAMES.get(arm)); pull++) {
        double reward = Math.max(0, MEANS[arm] + 0.5 * random.nextGaussian());
        next = next.rewarded(NAMES.get(arm), reward);
      }
    }
    return next;
  }
}
