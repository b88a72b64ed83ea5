package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The places of a pool, and in which versions it is settled what to make of them: by a score, by
 * that version's refusal, or by one that holds for all. Part of the aggregate: owned by its thread.
 */
final class Places {
  private final Map<String, Integer> byCandidate = new HashMap<>();
  private final Set<String> hopeless = new HashSet<>();
  private int total;

  boolean have(String candidateId) {
    return byCandidate.containsKey(candidateId);
  }

  /** A candidate has one more place. */
  void add(String candidateId, List<Generation> held) {
    byCandidate.merge(candidateId, 1, Integer::sum);
    total++;
    held.stream().filter(each -> isSettled(each, candidateId)).forEach(each -> each.settle(1));
  }

  /** No version can score the candidate; whether that is news. */
  boolean giveUp(String candidateId, List<Generation> held) {
    List<Generation> open = held.stream().filter(each -> !isSettled(each, candidateId)).toList();
    boolean news = hopeless.add(candidateId);
    open.forEach(each -> each.settle(of(candidateId)));
    return news;
  }

  /** A new version, of which so far only that is settled which holds for all. */
  Generation generation(String digest) {
    Generation fresh = new Generation(Optional.of(digest));
    hopeless.forEach(each -> fresh.settle(of(each)));
    return fresh;
  }

  void put(Generation generation, PredictionReceived said) {
    if (!isSettled(generation, said.candidateId())) {
      generation.settle(of(said.candidateId()));
    }
    generation.put(said, have(said.candidateId()));
  }

  /** A version cannot score a candidate; whether that is news. */
  boolean refuse(Generation generation, String candidateId) {
    boolean before = isSettled(generation, candidateId);
    boolean news = generation.refuse(candidateId);
    if (news && !before) {
      generation.settle(of(candidateId));
    }
    return news;
  }

  boolean isSettled(Generation generation, String candidateId) {
    return generation.knows(candidateId) || hopeless.contains(candidateId);
  }

  /** Whether every place is settled. */
  boolean areSettled(Generation generation) {
    return generation.settled() == total;
  }

  private int of(String candidateId) {
    return byCandidate.getOrDefault(candidateId, 0);
  }
}
