package io.athanor.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldLetABurstPassAndThenItsRate() {
    Quota quota = new Quota(2, 3);
    Quotas quotas = new Quotas(Optional.of(quota));
    Identity caller = identity("a", Optional.empty());

    for (int i = 0; i < 3; i++) {
      assertThat(quotas.take(caller, NOW)).isEmpty();
    }
    assertThat(quotas.take(caller, NOW)).contains(Duration.ofMillis(500));
    assertThat(quotas.take(caller, NOW.plusMillis(499)).orElseThrow())
        .isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
    assertThat(quotas.take(caller, NOW.plusMillis(500))).isEmpty();
    assertThat(quotas.take(caller, NOW.plusMillis(500))).isPresent();
  }

  @Test
  void shouldNeverGiveMoreThanBurstAndRate() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Quota quota = new Quota(0.1 + 20 * random.nextDouble(), 1 + random.nextInt(20));
      TokenBucket bucket = TokenBucket.full(quota, NOW);
      Instant at = NOW;
      int passed = 0;
      for (int i = 0; i < 300; i++) {
        at = at.plusMillis(random.nextInt(200));
        if (bucket.take(quota, at) instanceof TokenBucket.Passed taken) {
          bucket = taken.left();
          passed++;
        }
      }
      double seconds = Duration.between(NOW, at).toNanos() / 1e9;
      assertThat((double) passed).isLessThanOrEqualTo(quota.burst() + quota.perSecond() * seconds);
    }
  }

  @Test
  void shouldCountEveryIdentityForItself() {
    Quotas quotas = new Quotas(Optional.of(new Quota(1, 1)));

    assertThat(quotas.take(identity("a", Optional.empty()), NOW)).isEmpty();
    assertThat(quotas.take(identity("b", Optional.empty()), NOW)).isEmpty();
    assertThat(quotas.take(identity("a", Optional.of(new Quota(1, 5))), NOW)).isPresent();
    assertThat(quotas.take(Identity.OPEN, NOW)).isEmpty();
    assertThat(quotas.take(Identity.OPEN, NOW)).isEmpty();
  }

  @Test
  void shouldTakeNothingAwayWhenTheClockGoesBack() {
    Quota quota = new Quota(1, 2);
    TokenBucket bucket =
        ((TokenBucket.Passed) TokenBucket.full(quota, NOW).take(quota, NOW)).left();

    assertThat(bucket.take(quota, NOW.minusSeconds(100))).isInstanceOf(TokenBucket.Passed.class);
  }

  @Test
  void shouldRefuseAQuotaOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota(0, 1))
        .withMessageContaining("quota.perSecond");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota(1, 0))
        .withMessageContaining("quota.burst");
  }

  private static Identity identity(String subject, Optional<Quota> quota) {
    return new Identity(
        Optional.of(subject), Optional.empty(), Set.of(Role.ROBOT), Set.of(), quota);
  }
}
