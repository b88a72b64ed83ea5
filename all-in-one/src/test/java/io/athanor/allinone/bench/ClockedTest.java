package io.athanor.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockedTest {
  /** Processor time comes in ticks of 10 ms. */
  @Test
  void shouldTellProcessorTimeOfWhatIsShorterThanATick() {
    Clocked clocked = new Clocked();
    for (int i = 0; i < 100; i++) {
      clocked.time(ClockedTest::spin);
    }
    assertThat(clocked.processorMean()).isPositive();
  }

  private static void spin() {
    long until = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }
}
