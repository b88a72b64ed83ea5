package io.athanor.generator.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.generator.bandit.Ledger.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger LEDGER =
      Ledger.fresh().made("new-1", "latent").made("new-2", "evolution").made("new-3", "latent");

  @Test
  void shouldRewardAnInventionByWhatItGainedOverTheOthers() {
    Ledger after =
        LEDGER.measured(
            List.of(
                new Measured("old-1", 1),
                new Measured("old-2", 2),
                new Measured("new-1", 3),
                new Measured("new-2", 1.5)));
    double spread = Math.sqrt((0.875 * 0.875 + 0.125 * 0.125 + 1.125 * 1.125 + 0.375 * 0.375) / 3);
    assertThat(after.bandit().arm("latent").mean()).isCloseTo(1 / spread, within(1e-9));
    assertThat(after.bandit().arm("evolution")).isEqualTo(Arm.fresh().rewarded(0));
    assertThat(after.judged()).containsExactly("new-1", "new-2");
  }

  @Test
  void shouldRewardEachInventionOnceAndLateOnesWhenTheyCome() {
    List<Measured> early = List.of(new Measured("old-1", 1), new Measured("old-2", 2));
    Ledger waiting = LEDGER.measured(early);
    assertThat(waiting).isEqualTo(LEDGER);
    List<Measured> later =
        List.of(new Measured("old-1", 1), new Measured("old-2", 2), new Measured("new-3", 2.5));
    Ledger judged = waiting.measured(later);
    assertThat(judged.bandit().arm("latent").count()).isEqualTo(1);
    assertThat(judged.measured(later)).isEqualTo(judged);
  }

  @Test
  void shouldCapOneStrokeOfLuck() {
    Ledger after =
        LEDGER.measured(
            List.of(
                new Measured("old-1", 0),
                new Measured("old-2", 1e-3),
                new Measured("old-3", 1e-3),
                new Measured("old-4", 0),
                new Measured("old-5", 0),
                new Measured("old-6", 0),
                new Measured("old-7", 0),
                new Measured("old-8", 0),
                new Measured("old-9", 0),
                new Measured("old-10", 0),
                new Measured("old-11", 0),
                new Measured("new-1", 100)));
    assertThat(after.bandit().arm("latent").mean()).isEqualTo(Ledger.MOST_REWARD);
  }

  @Test
  void shouldNotRewardWhatHasNothingToCompareWith() {
    Ledger after = LEDGER.measured(List.of(new Measured("new-1", 3), new Measured("new-2", 4)));
    assertThat(after.bandit().arm("latent").mean()).isZero();
    assertThat(after.bandit().arm("evolution").mean()).isZero();
  }

  @Test
  void shouldKeepTheFirstMaker() {
    assertThat(LEDGER.made("new-1", "evolution")).isEqualTo(LEDGER);
  }

  @Test
  void shouldRefuseAMeritThatIsNoNumber() {
    assertThatThrownBy(() -> new Measured("old-1", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("measured.merit");
  }
}
