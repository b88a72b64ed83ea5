package io.athanor.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinutesTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void shouldSpreadATimeOverItsMinutes() {
    Minutes minutes = new Minutes();
    minutes.spread(NOON.minusSeconds(150), NOON.minusSeconds(30));
    assertThat(minutes.sum(Duration.ofHours(1), NOON)).isCloseTo(120, within(1e-9));
    assertThat(minutes.sum(Duration.ofMinutes(1), NOON)).isCloseTo(30, within(1e-9));
  }

  @Test
  void shouldForgetWhatIsADayOld() {
    Minutes minutes = new Minutes();
    minutes.spread(NOON.minus(Duration.ofDays(3)), NOON);
    assertThat(minutes.sum(Duration.ofHours(1), NOON)).isCloseTo(3_600, within(1e-6));
    assertThat(minutes.sum(Duration.ofHours(24), NOON)).isBetween(86_300.0, 86_400.0);
    minutes.add(NOON.plus(Duration.ofDays(2)), 1);
    assertThat(minutes.sum(Duration.ofHours(1), NOON.plus(Duration.ofDays(2)))).isEqualTo(1);
    minutes.add(NOON.minus(Duration.ofDays(2)), 5);
    assertThat(minutes.sum(Duration.ofHours(1), NOON.plus(Duration.ofDays(2)))).isEqualTo(1);
  }
}
