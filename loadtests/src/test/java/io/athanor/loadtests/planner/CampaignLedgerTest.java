package io.athanor.loadtests.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CampaignLedgerTest {
  private final CampaignLedger ledger = new CampaignLedger(2, 2);

  private void propose(int campaign, int ordinal, String candidate, long millis) {
    ledger.proposed(campaign, ordinal, campaign + "/" + ordinal, candidate, millis * 1_000_000);
  }

  @Test
  void shouldCountWhatIsLostAndWhatIsDoubled() {
    propose(0, 0, "a", 1);
    propose(0, 1, "b", 2);
    propose(1, 0, "a", 3);
    assertThat(ledger.lost()).isEqualTo(1);
    assertThat(ledger.doubled()).isZero();
    propose(1, 0, "a", 4);
    assertThat(ledger.doubled()).isEqualTo(1);
    propose(1, 1, "a", 5);
    assertThat(ledger.doubled()).isEqualTo(2);
    propose(0, 2, "c", 6);
    assertThat(ledger.doubled()).isEqualTo(3);
    assertThat(ledger.complete()).isTrue();
  }

  @Test
  void shouldTellLatenciesBeforeOverAndAfterTheKillApart() {
    ledger.sent(0, 10_000_000);
    propose(0, 0, "a", 15);
    ledger.sent(0, 16_000_000);
    ledger.killed(20_000_000);
    propose(0, 1, "b", 40);
    ledger.sent(1, 41_000_000);
    propose(1, 0, "a", 43);
    Map<String, Object> figures = ledger.figures();
    assertThat(figures.get("silentAfterTheKillMillis")).isEqualTo(20.0);
    assertThat(figures.get("waitedOverTheKill")).isEqualTo(1L);
    assertThat(figures.get("resultToProposalMillis").toString()).contains("count=1");
    assertThat(figures.get("afterTheRestartMillis").toString()).contains("count=1");
  }
}
