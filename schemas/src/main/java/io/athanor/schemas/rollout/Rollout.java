package io.athanor.schemas.rollout;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who serves, as the log says it: a pure fold of {@link ModelReleased} that keeps the last word on
 * every version, by the order of the events' ids. It is a function of these last words alone, so a
 * compacted topic gives what the whole one gave, and so does any order of arrival.
 *
 * <ul>
 *   <li>The champion is the version whose last word is CHAMPION, of several the one said last. A
 *       champion that is retired falls back to the one before it.
 *   <li>The canary is the last one of CANARY said after the champion's word: a new champion ends
 *       what was measured against the old one. The same holds for the shadow, of SHADOW.
 * </ul>
 *
 * Immutable.
 */
public final class Rollout {
  private static final Rollout EMPTY = new Rollout(new TreeMap<>());
  private static final Comparator<Word> BY_ID = Comparator.comparing(Word::id);
  private static final int MANTISSA = 53;

  private final SortedMap<String, Word> words;

  private Rollout(SortedMap<String, Word> words) {
    this.words = words;
  }

  /**
   * The last word on a version.
   *
   * @param id of the event; later ids count more
   * @param modelName the model
   * @param digest SHA-256 of the version's files, hex
   * @param stage what it says
   * @param share of the campaigns that a canary serves, in [0, 1]
   * @param source who said it
   */
  public record Word(
      String id, String modelName, String digest, RolloutStage stage, double share, String source) {

    public Word {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be in [0, 1], got " + share);
      }
    }

    /** What an event says; a share that is no number of [0, 1] serves nobody. */
    public static Word of(ModelReleased event) {
      double share = event.getShare();
      return new Word(
          event.getMeta().getId(),
          event.getModelName(),
          event.getDigest(),
          event.getStage(),
          share >= 0 && share <= 1 ? share : 0,
          event.getMeta().getSource());
    }
  }

  /** Nothing said yet: nobody serves. */
  public static Rollout empty() {
    return EMPTY;
  }

  /** After all of these, in whatever order they come. */
  public static Rollout of(Iterable<ModelReleased> events) {
    Rollout rollout = EMPTY;
    for (ModelReleased event : events) {
      rollout = rollout.with(event);
    }
    return rollout;
  }

  /** The key of a release: {@code modelName@digest}, so that compaction keeps every version. */
  public static String key(ModelReleased event) {
    return event.getModelName() + "@" + event.getDigest();
  }

  /** After one more; the same rollout where it says nothing newer of its version. */
  public Rollout with(ModelReleased event) {
    Word word = Word.of(event);
    Word last = words.get(word.digest());
    if (last != null && last.id().compareTo(word.id()) >= 0) {
      return this;
    }
    SortedMap<String, Word> next = new TreeMap<>(words);
    next.put(word.digest(), word);
    return new Rollout(next);
  }

  /** Only the versions of one model. */
  public Rollout ofModel(String modelName) {
    SortedMap<String, Word> mine = new TreeMap<>(words);
    mine.values().removeIf(word -> !word.modelName().equals(modelName));
    return new Rollout(mine);
  }

  /** The last words, by digest. */
  public Map<String, Word> words() {
    return Map.copyOf(words);
  }

  /** The last word on a version. */
  public Optional<Word> word(String digest) {
    return Optional.ofNullable(words.get(digest));
  }

  /** The version that serves all but the canary's share. */
  public Optional<Word> champion() {
    return newest(RolloutStage.CHAMPION);
  }

  /** The version that serves its share beside the champion. */
  public Optional<Word> canary() {
    return challenger(RolloutStage.CANARY);
  }

  /** The version that is scored beside the champion and serves nobody. */
  public Optional<Word> shadow() {
    return challenger(RolloutStage.SHADOW);
  }

  /** The champion before the present one: who serves once that is retired. */
  public Optional<Word> fallback() {
    Optional<Word> champion = champion();
    return all(RolloutStage.CHAMPION).stream()
        .filter(word -> !word.equals(champion.orElse(null)))
        .max(BY_ID);
  }

  /** Whether a version was rolled back or replaced. */
  public boolean retired(String digest) {
    Word word = words.get(digest);
    return word != null && word.stage() == RolloutStage.RETIRED;
  }

  /**
   * The version that a campaign ought to see: the canary for a share of the campaigns, the same
   * ones as long as this canary's share does not fall, and the champion for all others.
   *
   * @return its digest; empty where nobody serves
   */
  public Optional<String> servedTo(String campaignId) {
    Optional<String> champion = champion().map(Word::digest);
    if (champion.isEmpty()) {
      return champion;
    }
    return canary()
        .filter(canary -> place(canary.digest(), campaignId) < canary.share())
        .map(Word::digest)
        .or(() -> champion);
  }

  /**
   * A time at which ids that are made count after all that was said: {@code now}, or where clocks
   * differ a millisecond after the newest word.
   */
  public Instant after(Instant now) {
    return words.values().stream()
        .flatMap(word -> millis(word.id()).stream().boxed())
        .map(millis -> Instant.ofEpochMilli(millis + 1))
        .max(Comparator.naturalOrder())
        .filter(now::isBefore)
        .orElse(now);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rollout rollout && rollout.words.equals(words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return words.values().toString();
  }

  private Optional<Word> challenger(RolloutStage stage) {
    Optional<Word> champion = champion();
    return newest(stage)
        .filter(word -> champion.isEmpty() || word.id().compareTo(champion.orElseThrow().id()) > 0);
  }

  private Optional<Word> newest(RolloutStage stage) {
    return all(stage).stream().max(BY_ID);
  }

  private Collection<Word> all(RolloutStage stage) {
    return words.values().stream().filter(word -> word.stage() == stage).toList();
  }

  /** The time in an id of {@link io.athanor.schemas.identity.EventIds}; nothing in another one. */
  private static OptionalLong millis(String id) {
    try {
      return OptionalLong.of(UUID.fromString(id).getMostSignificantBits() >>> 16);
    } catch (IllegalArgumentException foreign) {
      return OptionalLong.empty();
    }
  }

  /** A number of [0, 1), uniform over campaigns and another for each canary. */
  private static double place(String digest, String campaignId) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(digest.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      byte[] hash = sha.digest(campaignId.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - MANTISSA)) * 0x1p-53;
    } catch (NoSuchAlgorithmException cause) {
      throw new IllegalStateException("every Java platform has SHA-256", cause);
    }
  }
}
