package io.athanor.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignDefined;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservedCandidate;
import io.athanor.gateway.Events;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WavesTest {
  private static final String CAMPAIGN = "a";
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

  /** A wave says again what every wave before it said. */
  @Test
  void shouldHoldOfAWaveHowMuchWasKnownAndNotWhat() {
    View view = new View(InstantSource.fixed(START), millis -> {});
    ObservedCandidate observed = new ObservedCandidate("c-1", 3, null, Map.of("gap", 1.5));
    CampaignDefined definition = new CampaignDefined();
    InventionRequested wave =
        new InventionRequested(
            Events.meta("w-1", START),
            CAMPAIGN,
            0,
            7L,
            10,
            32,
            definition,
            List.of(observed, observed),
            0.01,
            0.5,
            null);
    view.on(new Position(Topics.INVENTION_REQUESTED.name(), 0, 0), wave);
    InventionRequested held =
        (InventionRequested) view.feed(CAMPAIGN, 0, Integer.MAX_VALUE).get(0).event();
    assertThat(held.getObserved()).hasSize(2).doesNotContain(observed);
    assertThat(held.getFirstIndex()).isEqualTo(10);
    assertThat(held.getExpectedImprovement()).isEqualTo(0.01);
    assertThat(wave.getObserved()).contains(observed);
  }
}
