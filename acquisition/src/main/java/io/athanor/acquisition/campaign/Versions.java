package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.event.ModelReleased;
import io.athanor.schemas.rollout.Rollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What models said of the candidates of one campaign, two versions apart at most: the one that the
 * campaign sees, and the one that it is to see as soon as that has spoken of every candidate, or
 * else the one seen before. While no release of its model was heard of there are no versions: the
 * last word on a candidate counts until the campaign begins, and none after that. Part of the
 * aggregate: owned by its thread.
 */
final class Versions {
  private static final int MOST = 2;

  private final Places places = new Places();
  private final Set<String> givenUp = new HashSet<>();
  private final List<Generation> held = new ArrayList<>();
  private Rollout rollout = Rollout.empty();
  private Optional<String> modelName = Optional.empty();
  private Optional<String> wanted = Optional.empty();
  private Optional<Generation> seen = Optional.of(new Generation(Optional.empty()));
  private boolean told;

  Versions() {
    held.add(seen.orElseThrow());
  }

  /** The version that the campaign sees; empty while none is complete. */
  Optional<Generation> seen() {
    return seen;
  }

  /** Whether the version seen, or without versions whichever spoke, has settled every place. */
  boolean isComplete() {
    return seen.filter(places::areSettled).isPresent();
  }

  /** Whether it is settled in the version seen what to make of a candidate. */
  boolean isSettled(String candidateId) {
    return seen.filter(each -> places.isSettled(each, candidateId)).isPresent();
  }

  /** What the version seen, or before one is, any of them, said of a candidate. */
  Optional<PredictionReceived> of(String candidateId) {
    return (seen.isPresent() ? seen.stream() : held.stream())
        .flatMap(each -> each.of(candidateId).stream())
        .findFirst();
  }

  /** Places settled in the version seen, or before one is, in the one that has most. */
  int settled() {
    return (seen.isPresent() ? seen.stream() : held.stream())
        .mapToInt(Generation::settled)
        .max()
        .orElse(0);
  }

  /** Predictions kept, of all versions. */
  int retained() {
    return held.stream().mapToInt(Generation::size).sum();
  }

  /** A candidate has one more place in the pool. */
  void placed(String candidateId) {
    places.add(candidateId, held);
  }

  /**
   * Hears of a release.
   *
   * @param filled whether the pool is whole
   */
  Outcome released(ModelReleased event, String campaignId, boolean filled) {
    Rollout next = rollout.with(event);
    if (next.equals(rollout)) {
      return new Outcome.Duplicate();
    }
    rollout = next;
    follow(campaignId, filled);
    return new Outcome.Accepted();
  }

  /**
   * Takes a score, or that there is none.
   *
   * @param closed whether no candidate is still to come
   * @param begun whether the campaign has begun, which only counts while there are no versions
   */
  Outcome score(
      PredictionReceived said, String campaignId, boolean filled, boolean closed, boolean begun) {
    if (!told) {
      Outcome outcome = last(said, closed, begun);
      if (outcome instanceof Outcome.Accepted && modelName.isEmpty() && !said.isUnscorable()) {
        modelName = Optional.of(said.modelName());
        follow(campaignId, filled);
      }
      return outcome;
    }
    Outcome outcome = said.isUnscorable() ? refuse(said) : take(said, closed);
    advance(filled);
    return outcome;
  }

  /** The pool has grown, or is whole now. */
  void advance(boolean filled) {
    if (!told || !filled) {
      return;
    }
    Optional<Generation> next = held.stream().filter(each -> each.is(wanted)).findFirst();
    if (next.filter(places::areSettled).isPresent()) {
      seen = next;
    } else if (seen.isEmpty()) {
      seen = held.stream().filter(places::areSettled).findFirst();
    }
  }

  /** Looks who is to be seen now. */
  private void follow(String campaignId, boolean filled) {
    Optional<Rollout> own =
        modelName.map(rollout::ofModel).filter(known -> !known.words().isEmpty());
    if (own.isEmpty()) {
      return;
    }
    // where nobody serves it goes on with what it sees
    wanted = own.get().servedTo(campaignId).or(() -> wanted);
    if (!told) {
      told = true;
      divide(filled);
    }
    advance(filled);
  }

  /** From whoever spoke last to versions held apart. */
  private void divide(boolean filled) {
    Generation mixed = held.remove(0);
    for (PredictionReceived each : mixed.all()) {
      if (each.isUnscorable() && each.modelDigest().isEmpty()) {
        places.giveUp(each.candidateId(), held);
      }
    }
    Optional<String> other =
        mixed.votes().entrySet().stream()
            .filter(each -> !wanted.equals(Optional.of(each.getKey())))
            .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
            .map(Map.Entry::getKey);
    extract(mixed, wanted);
    extract(mixed, other);
    boolean begun = filled && places.areSettled(mixed);
    seen = begun ? held.stream().filter(places::areSettled).findFirst() : Optional.empty();
    if (begun && seen.isEmpty()) {
      // it goes on as it began until the version wanted is complete
      held.removeIf(each -> !each.is(wanted));
      held.add(mixed);
      seen = Optional.of(mixed);
    }
  }

  private void extract(Generation mixed, Optional<String> digest) {
    if (digest.isEmpty() || !mixed.votes().containsKey(digest.get())) {
      return;
    }
    Generation own = generation(digest.get());
    for (PredictionReceived each : mixed.all()) {
      if (!each.modelDigest().equals(digest.get())) {
        continue;
      }
      if (each.isUnscorable()) {
        places.refuse(own, each.candidateId());
      } else {
        places.put(own, each);
      }
    }
  }

  /**
   * Takes a score without versions: the last word until the campaign begins, the first after that.
   *
   * @param closed whether no candidate is still to come
   */
  Outcome last(PredictionReceived said, boolean closed, boolean begun) {
    Generation whoever = seen.orElseThrow();
    Optional<PredictionReceived> known = whoever.of(said.candidateId());
    if (known.filter(said::equals).isPresent()) {
      return new Outcome.Duplicate();
    }
    boolean foreign = !places.have(said.candidateId());
    if (begun && (known.isPresent() || (closed && (foreign || said.isUnscorable())))) {
      return new Outcome.Ignored("the campaign has begun");
    }
    if (known.isPresent() && said.isUnscorable()) {
      return new Outcome.Ignored("the candidate has a score");
    }
    places.put(whoever, said);
    return new Outcome.Accepted();
  }

  private Outcome refuse(PredictionReceived said) {
    String candidateId = said.candidateId();
    if (!said.modelDigest().isEmpty()) {
      Optional<Generation> own = room(Optional.of(said.modelDigest()));
      if (own.isEmpty()) {
        return new Outcome.Ignored("the campaign does not see model " + said.modelDigest());
      }
      return places.refuse(own.get(), candidateId)
          ? new Outcome.Accepted()
          : new Outcome.Duplicate();
    }
    return places.giveUp(candidateId, held) ? new Outcome.Accepted() : new Outcome.Duplicate();
  }

  private Outcome take(PredictionReceived said, boolean closed) {
    if (!modelName.equals(Optional.of(said.modelName()))) {
      return new Outcome.Ignored("the campaign sees model " + modelName.orElseThrow());
    }
    if (closed && !places.have(said.candidateId())) {
      return new Outcome.Ignored("the pool has no such candidate");
    }
    Optional<String> digest = Optional.of(said.modelDigest());
    Optional<Generation> own = room(digest);
    if (own.isEmpty()) {
      return new Outcome.Ignored("the campaign does not see model " + said.modelDigest());
    }
    Optional<PredictionReceived> known = own.get().of(said.candidateId());
    if (known.filter(said::equals).isPresent()) {
      return new Outcome.Duplicate();
    }
    if (known.isPresent() && own.equals(seen)) {
      return new Outcome.Ignored("the campaign has begun with model " + said.modelDigest());
    }
    places.put(own.get(), said);
    return new Outcome.Accepted();
  }

  /** Where a version's words go, in the place of another one if need be; empty for nowhere. */
  private Optional<Generation> room(Optional<String> digest) {
    Optional<Generation> known = held.stream().filter(each -> each.is(digest)).findFirst();
    if (known.isPresent()) {
      return known;
    }
    boolean isWanted = digest.equals(wanted);
    if (!isWanted && (givenUp.contains(digest.get()) || rollout.retired(digest.get()))) {
      return Optional.empty();
    }
    int kept =
        (int)
            held.stream().filter(each -> Optional.of(each).equals(seen) || each.is(wanted)).count();
    boolean awaited =
        wanted.isPresent() && !isWanted && held.stream().noneMatch(each -> each.is(wanted));
    if (kept + (awaited ? 1 : 0) >= MOST) {
      return Optional.empty();
    }
    if (held.size() >= MOST) {
      Generation dropped =
          held.stream()
              .filter(each -> !Optional.of(each).equals(seen) && !each.is(wanted))
              .findFirst()
              .orElseThrow();
      held.remove(dropped);
      dropped.digest().ifPresent(givenUp::add);
    }
    return Optional.of(generation(digest.get()));
  }

  private Generation generation(String digest) {
    Generation fresh = places.generation(digest);
    held.add(fresh);
    return fresh;
  }
}
