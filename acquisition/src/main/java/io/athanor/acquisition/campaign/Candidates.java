package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.ModelReleased;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pool of one campaign: who is in it, who was asked for, and what models say of them. The
 * planner's view of it is built once it is complete, and anew when it has grown or another version
 * of the model is seen. Part of the aggregate: owned by its thread.
 */
final class Candidates {
  private final Map<Integer, CandidateAdmitted> byIndex = new TreeMap<>();
  private final Map<String, Integer> indexOf = new HashMap<>();
  private final Set<Integer> empty = new HashSet<>();
  private final Versions versions = new Versions();
  private final Waves waves = new Waves();
  private int declared;
  private int size;
  private Optional<Built> built = Optional.empty();

  /** A view and what it was built from. */
  private record Built(PoolView view, Optional<Generation> from, int words, int size) {}

  /** How many places there are to begin with. */
  void declare(int places) {
    declared = places;
    size = Math.max(size, places);
  }

  Outcome admit(CandidateAdmitted candidate) {
    int index = candidate.index();
    if (waves.expect(index)) {
      return waves.admit(candidate);
    }
    CandidateAdmitted known = byIndex.get(index);
    if (known != null) {
      return known.isSame(candidate)
          ? new Outcome.Duplicate()
          : new Outcome.Refused(
              "id-reused",
              "memberships.index",
              "index %d is already candidate %s".formatted(index, known.candidateId()));
    }
    if (empty.contains(index)) {
      return new Outcome.Ignored("the wave of index %d is over".formatted(index));
    }
    if (index < 0 || index >= size) {
      return new Outcome.Refused(
          "invalid-field",
          "memberships.index",
          "index %d is outside the pool of %d".formatted(index, size));
    }
    put(candidate);
    versions.advance(isFilled());
    return new Outcome.Accepted();
  }

  /**
   * Lets a wave of inventions join the pool if it is whole; a place that nobody came to stays
   * empty.
   *
   * @return who has joined
   */
  List<CandidateAdmitted> grow() {
    List<CandidateAdmitted> joining = waves.ready(versions::isSettled);
    for (CandidateAdmitted each : joining) {
      put(each);
      size = Math.max(size, each.index() + 1);
    }
    if (!joining.isEmpty()) {
      for (int index = declared; index < size; index++) {
        if (!byIndex.containsKey(index)) {
          empty.add(index);
        }
      }
      versions.advance(isFilled());
    }
    return joining;
  }

  private void put(CandidateAdmitted candidate) {
    byIndex.put(candidate.index(), candidate);
    // the same material may be listed twice: facts without an experiment then belong to its first
    // place
    indexOf.merge(candidate.candidateId(), candidate.index(), Math::min);
    versions.placed(candidate.candidateId());
  }

  /** Takes a score. */
  Outcome score(PredictionReceived said, CampaignDefinition definition) {
    return definition.needsPredictions()
        ? versions.score(said, definition.campaignId(), isFilled(), isClosed(), built.isPresent())
        : versions.last(said.withoutEmbedding(), isClosed(), built.isPresent());
  }

  /** Hears of a release, which only concerns who sees what a model says. */
  Outcome released(ModelReleased event, CampaignDefinition definition) {
    return definition.needsPredictions()
        ? versions.released(event, definition.campaignId(), isFilled())
        : new Outcome.Ignored("the campaign sees no model");
  }

  /** The planner's view, once everybody has arrived. */
  Optional<SearchSpace.Pool> complete(
      CampaignDefinition definition, CampaignDefinition.DeclaredPool pool) {
    boolean needed = definition.needsPredictions();
    Optional<Generation> seen = needed ? versions.seen() : Optional.empty();
    int words = seen.map(Generation::words).orElse(0);
    boolean current =
        built
            .filter(
                each -> each.from().equals(seen) && each.words() == words && each.size() == size)
            .isPresent();
    if (!current && isFilled() && (!needed || versions.isComplete())) {
      built =
          Optional.of(new Built(PoolView.of(definition, pool, rows(), seen), seen, words, size));
    }
    return built.map(each -> each.view().pool());
  }

  /** A place without a candidate looks like the first one: it must not tell anything. */
  private List<CandidateAdmitted> rows() {
    List<CandidateAdmitted> rows = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      rows.add(byIndex.getOrDefault(index, byIndex.get(0)));
    }
    return rows;
  }

  OptionalInt indexOf(String candidateId) {
    Integer index = indexOf.get(candidateId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What the version seen said of a candidate, if it did. */
  Optional<PredictionReceived> prediction(int index) {
    return Optional.ofNullable(byIndex.get(index))
        .flatMap(candidate -> versions.of(candidate.candidateId()));
  }

  /** New candidates that were asked for. */
  Waves waves() {
    return waves;
  }

  /** That the open wave ends with what is here, as the rest is overdue. */
  Optional<Decision.EndWave> overdue(Instant now, Duration grace) {
    return waves.overdue(now, grace, versions::isSettled);
  }

  CandidateAdmitted at(int index) {
    return byIndex.get(index);
  }

  String idOf(int index) {
    return byIndex.get(index).candidateId();
  }

  /** Places of the pool that nobody came to. */
  Set<Integer> empty() {
    return empty;
  }

  /** Whether all that were there to begin with have arrived. */
  private boolean isFilled() {
    return declared > 0 && byIndex.size() >= declared;
  }

  /** Whether no candidate is still to come. */
  boolean isClosed() {
    return isFilled() && !waves.areOpen();
  }

  /** Places in the pool by now. */
  int size() {
    return size;
  }

  int admitted() {
    return byIndex.size();
  }

  int scored() {
    return versions.settled();
  }

  /** Predictions kept, of all versions. */
  int retained() {
    return versions.retained();
  }

  /** The version behind the planner's view, or behind the next one if that is to be built anew. */
  Optional<String> modelDigest() {
    return versions
        .seen()
        .flatMap(Generation::digest)
        .or(() -> built.flatMap(each -> each.view().modelDigest()));
  }
}
