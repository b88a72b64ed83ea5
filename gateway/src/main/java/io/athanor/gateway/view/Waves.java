package io.athanor.gateway.view;

import io.athanor.event.CampaignDefined;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservedCandidate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** Waves of inventions as a view holds them. */
final class Waves {
  private static final ObservedCandidate COUNTED = new ObservedCandidate("", 0, null, Map.of());

  private Waves() {}

  /**
   * Followers are told of how many candidates outcomes were known. What they are and what came of
   * them, once more in every wave, is for who invents, and would be held for good.
   *
   * @param definition of the campaign, where the view has it already
   */
  static InventionRequested counted(InventionRequested wave, Optional<CampaignDefined> definition) {
    return new InventionRequested(
        wave.getMeta(),
        wave.getCampaignId(),
        wave.getWave(),
        wave.getSeed(),
        wave.getFirstIndex(),
        wave.getCount(),
        definition.orElse(wave.getDefinition()),
        Collections.nCopies(wave.getObserved().size(), COUNTED),
        wave.getExpectedImprovement(),
        wave.getFirstExpectedImprovement(),
        wave.getModelDigest());
  }
}
