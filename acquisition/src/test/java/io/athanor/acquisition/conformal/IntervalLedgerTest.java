package io.athanor.acquisition.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalLedgerTest {
  @Test
  void shouldKeepOwnAndRepairedCoverageApart() {
    IntervalLedger ledger = IntervalLedger.begin(0.9);
    assertThat(ledger.ownCoverage()).isEmpty();
    assertThat(ledger.repairedCoverage()).isEmpty();
    ledger = ledger.after(1.5, 1).after(1.5, 2).after(0.5, 0.2).after(0.5, 1);
    assertThat(ledger.ownCoverage()).hasValue(0.5);
    assertThat(ledger.repairedCoverage()).hasValue(0.5);
    assertThat(ledger.recent())
        .containsExactly(
            new IntervalLedger.Tested(false, false),
            new IntervalLedger.Tested(false, true),
            new IntervalLedger.Tested(true, false),
            new IntervalLedger.Tested(true, true));
    assertThat(ledger.total()).isEqualTo(4);
  }

  @Test
  void shouldForgetOutcomesThatAreLongPast() {
    IntervalLedger ledger = IntervalLedger.begin(0.9);
    for (int i = 0; i < 30; i++) {
      ledger = ledger.after(5, 1);
    }
    assertThat(ledger.repairedCoverage()).hasValue(0);
    for (int i = 0; i < IntervalLedger.WINDOW; i++) {
      ledger = ledger.after(0.1, 1);
    }
    assertThat(ledger.repairedCoverage()).hasValue(1);
    assertThat(ledger.recent()).hasSize(IntervalLedger.WINDOW);
    assertThat(ledger.total()).isEqualTo(30 + IntervalLedger.WINDOW);
  }
}
