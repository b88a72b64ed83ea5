package io.athanor.schemas.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedEventTest {
  private static final Instant LAY = Instant.parse("2026-01-02T03:04:05Z");

  private static DeadLetter letter(long offset, byte[] value, Instant now) {
    return new RefusedEvent("invention-requested", 1, offset, LAY, null, value)
        .letter("generator", now)
        .setCode("undecodable")
        .setReason("no magic byte")
        .build();
  }

  @Test
  void shouldHaveTheSameIdWheneverItIsRefused() {
    String id = letter(7, new byte[3], LAY).getMeta().getId();
    assertThat(letter(7, new byte[3], LAY.plusSeconds(9)).getMeta().getId()).isEqualTo(id);
    assertThat(letter(8, new byte[3], LAY).getMeta().getId()).isNotEqualTo(id);
  }

  @Test
  void shouldLeaveAValueThatCannotBeSentTwiceWhereItLies() {
    assertThat(letter(7, new byte[900_000], LAY).getValue().remaining()).isEqualTo(900_000);
    assertThat(letter(7, new byte[900_001], LAY).getValue()).isNull();
    assertThat(letter(7, null, LAY).getValue()).isNull();
    assertThat(letter(7, null, LAY).getKey()).isNull();
  }
}
