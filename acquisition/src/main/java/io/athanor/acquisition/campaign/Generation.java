package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one version of a model said of the candidates of a campaign. The one without a digest takes
 * whatever any version said last. Part of the aggregate: owned by its thread.
 */
final class Generation {
  private final Optional<String> digest;
  private final Map<String, PredictionReceived> said = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private int settled;
  private int words;

  Generation(Optional<String> digest) {
    this.digest = digest;
  }

  /** Empty for whichever spoke last. */
  Optional<String> digest() {
    return digest;
  }

  boolean is(Optional<String> other) {
    return digest.isPresent() && digest.equals(other);
  }

  /** What was said of a candidate, a refusal included where no version is told apart. */
  Optional<PredictionReceived> of(String candidateId) {
    return Optional.ofNullable(said.get(candidateId));
  }

  /** Whether the candidate is scored, or this version said that it cannot be. */
  boolean knows(String candidateId) {
    return said.containsKey(candidateId) || refused.contains(candidateId);
  }

  /**
   * Takes a prediction.
   *
   * @param pooled whether its candidate is in the pool
   */
  void put(PredictionReceived prediction, boolean pooled) {
    words += pooled ? 1 : 0;
    said.put(prediction.candidateId(), prediction);
    refused.remove(prediction.candidateId());
  }

  /** This version cannot score the candidate; whether that is news. */
  boolean refuse(String candidateId) {
    return !said.containsKey(candidateId) && refused.add(candidateId);
  }

  /** Places of the pool of which it is known what to make. */
  int settled() {
    return settled;
  }

  void settle(int places) {
    settled += places;
  }

  /** Predictions taken so far of candidates in the pool. */
  int words() {
    return words;
  }

  /** How many predictions it keeps. */
  int size() {
    return said.size();
  }

  /** Versions that have scored something, with how often, lowest digest first. */
  Map<String, Integer> votes() {
    Map<String, Integer> votes = new TreeMap<>();
    said.values().stream()
        .filter(prediction -> !prediction.isUnscorable())
        .forEach(prediction -> votes.merge(prediction.modelDigest(), 1, Integer::sum));
    return votes;
  }

  /** Everything it keeps. */
  Iterable<PredictionReceived> all() {
    return said.values();
  }
}
