package io.athanor.inference.trainer;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.inference.worker.Publisher;
import io.athanor.schemas.rollout.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps the pools scored by whoever serves: by a new champion for all open campaigns, by a canary
 * for its share. A version that served before anything else did needs none of it: every candidate
 * is scored by the champion as it is admitted. For one thread.
 */
final class Rescorings implements AutoCloseable {
  private static final String CHAMPION = "champion";
  private static final String CANARY = "canary";
  // a worker may still score by the champion before, until it has opened the new one
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Instant NEVER = Instant.MAX;
  // of a request: a material that is not asked for was read all the same
  private static final double LOOK = 0.1;

  private final Director director;
  private final TrainerClients clients;
  private final TrainerCodecs codecs;
  private final Campaigns campaigns;
  private final int perSecond;
  private final Consumer<Integer> counter;
  private Optional<Rescoring> champion = Optional.empty();
  private Optional<Rescoring> canary = Optional.empty();
  private Optional<String> settled = Optional.empty();
  private double allowance;
  private Instant last = Instant.EPOCH;

  Rescorings(
      Director director,
      TrainerClients clients,
      TrainerCodecs codecs,
      Campaigns campaigns,
      int perSecond,
      Consumer<Integer> counter) {
    this.director = director;
    this.clients = clients;
    this.codecs = codecs;
    this.campaigns = campaigns;
    this.perSecond = perSecond;
    this.counter = counter;
  }

  /**
   * Asks for as many scores as the pace allows; what is asked for is committed. After a failure the
   * next step goes on from there.
   */
  void step(Instant now, Publisher publisher) {
    try {
      ask(now, publisher);
    } catch (KafkaException cause) {
      close();
      throw cause;
    }
  }

  private void ask(Instant now, Publisher publisher) {
    Rollout rollout = director.rollout();
    arrange(rollout, now);
    double seconds = Math.min(1, Duration.between(last, now).toMillis() / 1e3);
    last = now;
    allowance = Math.min(perSecond, allowance + Math.max(0, seconds) * perSecond);
    canary.ifPresent(
        each ->
            step(
                each,
                now,
                id -> rollout.servedTo(id).equals(Optional.of(each.digest())),
                publisher));
    champion.ifPresent(each -> step(each, now, id -> true, publisher));
    if (champion.isPresent() && champion.get().isDone()) {
      settled = Optional.of(champion.get().digest());
      champion.get().close();
      champion = Optional.empty();
    }
  }

  /** Whether anything is under way. */
  boolean isBusy() {
    return champion.isPresent() || canary.isPresent();
  }

  private void step(
      Rescoring rescoring, Instant now, Predicate<String> wanted, Publisher publisher) {
    while (allowance >= 1 && !rescoring.isDone()) {
      Rescoring.Step step = rescoring.step(now, wanted);
      if (step.offsets().isEmpty()) {
        return;
      }
      allowance -= Math.max(step.requests().size(), step.materials() * LOOK);
      publisher.commit(step.requests(), step.offsets(), rescoring.group());
      counter.accept(step.requests().size());
    }
  }

  private void arrange(Rollout rollout, Instant now) {
    Optional<String> serving = rollout.champion().map(Rollout.Word::digest);
    if (champion.isPresent() && !serving.equals(champion.map(Rescoring::digest))) {
      champion.get().close();
      champion = Optional.empty();
    }
    if (settled.isEmpty() && isAlone(rollout)) {
      settled = serving;
    }
    if (champion.isEmpty() && serving.isPresent() && !serving.equals(settled)) {
      champion = begin(serving.get(), CHAMPION, now.plus(GRACE));
    }
    Optional<String> share = rollout.canary().map(Rollout.Word::digest);
    if (canary.isPresent() && !share.equals(canary.map(Rescoring::digest))) {
      canary.get().close();
      canary = Optional.empty();
    }
    if (canary.isEmpty() && share.isPresent()) {
      canary = begin(share.get(), CANARY, NEVER);
    }
  }

  private static boolean isAlone(Rollout rollout) {
    return rollout.words().values().stream()
            .filter(word -> word.stage() != RolloutStage.CANDIDATE)
            .filter(word -> word.stage() != RolloutStage.SHADOW)
            .count()
        == 1;
  }

  private Optional<Rescoring> begin(String digest, String purpose, Instant followUntil) {
    ModelReleased version = director.word(digest).orElseThrow();
    return Optional.of(
        Rescoring.begin(
            clients.reader(purpose, Math.min(Rescoring.STEP, perSecond)),
            codecs,
            campaigns,
            version,
            followUntil));
  }

  /** What is under way goes on from what was committed, at the next step. */
  @Override
  public void close() {
    champion.ifPresent(Rescoring::close);
    canary.ifPresent(Rescoring::close);
    champion = Optional.empty();
    canary = Optional.empty();
  }
}
