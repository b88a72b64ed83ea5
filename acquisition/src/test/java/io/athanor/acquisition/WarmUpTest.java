package io.athanor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void shouldPlanItsMadeUpCampaignToTheEnd() {
    assertThat(WarmUp.run()).isEqualTo(40);
  }
}
