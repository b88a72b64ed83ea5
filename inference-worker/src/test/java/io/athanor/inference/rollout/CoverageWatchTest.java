package io.athanor.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CoverageWatchTest {
  private final CoverageWatch watch = new CoverageWatch();

  @Test
  void shouldSpeakOfWindowsThatLieWhollyWithinItsTime() {
    assertThat(watch.report("band_gap", 0.9, 0.3, 100, 500)).isEmpty();
    assertThat(watch.report("band_gap", 0.9, 0.3, 100, 599)).isEmpty();
    assertThat(watch.report("band_gap", 0.9, 0.3, 100, 600))
        .contains("its 90 % intervals of band_gap covered 30 % of the last 100 outcomes");
  }

  @Test
  void shouldForgiveWhatChanceExplains() {
    watch.report("band_gap", 0.9, 0.9, 100, 0);
    assertThat(watch.report("band_gap", 0.9, 0.75, 100, 100)).isEmpty();
    assertThat(watch.report("band_gap", 0.9, 0.65, 100, 100)).isPresent();
    assertThat(watch.report("bulk_modulus", 0.9, 0.1, 5, 1_000)).isEmpty();
  }

  @Test
  void shouldDemoteNobodyForAReportThatIsNone() {
    watch.report("band_gap", 0.9, 0.9, 100, 0);
    assertThat(watch.report("band_gap", 0.9, Double.NaN, 100, 200)).isEmpty();
    assertThat(watch.report("band_gap", 0.9, 1.1, 100, 200)).isEmpty();
    assertThat(watch.report("band_gap", 0.9, -0.1, 100, 200)).isEmpty();
    assertThat(watch.report("band_gap", Double.NaN, 0.9, 100, 200)).isEmpty();
    assertThat(watch.report("band_gap", 0.01, 0.9, 100, 200)).isEmpty();
    assertThat(watch.report("band_gap", 1.2, 0.9, 100, 200)).isEmpty();
  }

  @Test
  void shouldKnowTheBinomialDistribution() {
    assertThat(CoverageWatch.tail(1, 3, 0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(CoverageWatch.tail(100, 100, 0.85)).isCloseTo(1, within(1e-9));
    assertThat(CoverageWatch.tail(0, 10, 0.2)).isCloseTo(Math.pow(0.8, 10), within(1e-12));
  }
}
