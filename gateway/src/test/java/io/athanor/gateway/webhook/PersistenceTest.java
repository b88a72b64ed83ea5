package io.athanor.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.gateway.webhook.Persistence.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistenceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Persistence persistence =
      new Persistence(4, SECOND, Duration.ofSeconds(5), 6, Duration.ofMinutes(1));

  @Test
  void shouldDoubleThePauseUpToTheLongestWithHalfOfItAtRandom() {
    assertThat(pauses(0)).containsExactly(500L, 1000L, 2000L, 2500L);
    assertThat(pauses(0.5)).containsExactly(750L, 1500L, 3000L, 3750L);
  }

  @Test
  void shouldGiveAnEventUpAfterSoManyCalls() {
    Standing standing = Standing.FRESH;
    for (int call = 1; call <= 4; call++) {
      assertThat(persistence.isSpent(standing)).isFalse();
      standing = persistence.failed(standing, NOW, 0);
    }
    assertThat(persistence.isSpent(standing)).isTrue();
    Standing next = standing.next();
    assertThat(persistence.isSpent(next)).isFalse();
    assertThat(next.notBefore()).as("the address is as it was").isEqualTo(standing.notBefore());
  }

  @Test
  void shouldOnlyTryNowAndThenOnceTheCircuitIsOpen() {
    Standing standing = Standing.FRESH;
    for (int i = 0; i < 5; i++) {
      standing = persistence.failed(standing, NOW, 0);
    }
    assertThat(persistence.isOpen(standing)).isFalse();
    standing = persistence.failed(standing.next(), NOW, 0);
    assertThat(persistence.isOpen(standing)).as("failures of all events count").isTrue();
    assertThat(standing.notBefore()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    assertThat(standing.delivered()).isEqualTo(Standing.FRESH);
  }

  @Test
  void shouldStandManyFailures() {
    Persistence patient = new Persistence(1_000, SECOND, Duration.ofDays(1), 1_000, Duration.ZERO);
    Standing standing = Standing.FRESH;
    for (int i = 0; i < 999; i++) {
      standing = patient.failed(standing, NOW, 0.999);
    }
    assertThat(standing.notBefore()).isBefore(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void shouldRefuseNumbersThatCannotBe() {
    assertThatThrownBy(() -> new Persistence(0, SECOND, SECOND, 1, SECOND))
        .hasMessageContaining("persistence.most");
    assertThatThrownBy(() -> new Persistence(1, SECOND, Duration.ZERO, 1, SECOND))
        .hasMessageContaining("persistence.longest");
    assertThatThrownBy(() -> new Persistence(1, SECOND, SECOND, 0, SECOND))
        .hasMessageContaining("persistence.circuitFailures");
  }

  private List<Long> pauses(double jitter) {
    List<Long> pauses = new ArrayList<>();
    Standing standing = Standing.FRESH;
    for (int i = 0; i < 4; i++) {
      standing = persistence.failed(standing, NOW, jitter);
      pauses.add(Duration.between(NOW, standing.notBefore()).toMillis());
    }
    return pauses;
  }
}
