package io.athanor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void shouldDeriveSomethingFromEveryMadeUpCurve() {
    assertThat(WarmUp.run()).isEqualTo(90);
  }
}
