package io.athanor.inference.trainer;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.inference.rollout.Releases;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.rollout.Rollout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was said last of every version of a model, and how the next word reads. One thread. */
final class LastWords {
  private static final String APPLICATION = "trainer";

  private final String modelName;
  private final InstantSource clock;
  private final Map<String, ModelReleased> words = new HashMap<>();
  private Rollout rollout = Rollout.empty();

  LastWords(String modelName, InstantSource clock) {
    this.modelName = modelName;
    this.clock = clock;
  }

  Rollout rollout() {
    return rollout;
  }

  /** The last word on a version, whole. */
  Optional<ModelReleased> of(String digest) {
    return Optional.ofNullable(words.get(digest));
  }

  /** Wanted versions that are stored and that nothing else was said of, the oldest first. */
  List<ModelReleased> waiting(Predicate<ModelReleased> wanted) {
    return words.values().stream()
        .filter(each -> each.getStage() == RolloutStage.CANDIDATE)
        .filter(wanted)
        .sorted(Comparator.comparing(each -> each.getMeta().getId()))
        .toList();
  }

  /** Takes in what is said; false where it is of another model, or nothing new. */
  boolean hear(ModelReleased event) {
    if (!event.getModelName().equals(modelName)) {
      return false;
    }
    Rollout next = rollout.with(event);
    if (next.equals(rollout)) {
      return false;
    }
    rollout = next;
    words.put(event.getDigest(), event);
    return true;
  }

  /** The first word on a version that was just made. */
  ModelReleased first(StoredModel made, String reason, Map<String, Double> figures) {
    RolloutStage stage = RolloutStage.CANDIDATE;
    Meta meta = meta(made.digest(), stage);
    ModelReleased bare = Releases.of(made).setMeta(meta).setStage(stage).build();
    return Releases.next(bare, meta, stage, 0, reason, figures);
  }

  /** The next word on a version that something was said of; it counts after all of that. */
  ModelReleased next(
      String digest, RolloutStage stage, double share, String reason, Map<String, Double> figures) {
    return Releases.next(words.get(digest), meta(digest, stage), stage, share, reason, figures);
  }

  private Meta meta(String digest, RolloutStage stage) {
    Instant now = rollout.after(clock.instant());
    return Meta.newBuilder()
        .setId(EventIds.derived(now, APPLICATION, "model-released", digest, stage.name()))
        .setSource("athanor/" + APPLICATION)
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }
}
