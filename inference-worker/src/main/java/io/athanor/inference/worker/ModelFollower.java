package io.athanor.inference.worker;

import io.athanor.event.ModelReleased;
import io.athanor.inference.serving.Versions;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that exchanges models: follows what the log announces and what the store releases,
 * opens the new champion beside the old one, and exchanges them once it has answered; keeps open
 * what is scored or served beside the champion. What cannot be opened is refused and the old one
 * stays; it is tried again at every look, as its files may still be on their way.
 */
final class ModelFollower {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  /** What it works with. */
  interface Shell {
    /** A consumer outside any group; the follower closes it. */
    Consumer<byte[], byte[]> reader();

    /** A producer for one announcement; the follower closes it. */
    Producer<byte[], byte[]> announcer();

    /** Whether the worker closes within this time; returns as soon as it does. */
    boolean closing(Duration time) throws InterruptedException;
  }

  private final Shell shell;
  private final Codecs codecs;
  private final String name;
  private final Versions<Serving> versions;
  private final Function<String, Serving> opener;
  private final Supplier<String> released;
  private final long lookNanos;
  private final WorkerMetrics metrics;
  private final WantedModel wanted;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Set<String> refusedBeside = new HashSet<>();
  private Rollout rollout = Rollout.empty();
  private Optional<String> champion = Optional.empty();
  private long lastLook = System.nanoTime();

  /**
   * A follower of one model's versions.
   *
   * @param opener opens the version with that digest; what it throws refuses it
   * @param released the digest that the store releases
   * @param look how often the store is looked at
   */
  ModelFollower(
      Shell shell,
      Codecs codecs,
      String name,
      Versions<Serving> versions,
      Function<String, Serving> opener,
      Supplier<String> released,
      Duration look,
      WorkerMetrics metrics) {
    this.shell = shell;
    this.codecs = codecs;
    this.name = name;
    this.versions = versions;
    this.opener = opener;
    this.released = released;
    this.lookNanos = look.toNanos();
    this.metrics = metrics;
    this.wanted = new WantedModel(versions.peek().digest());
  }

  /** Runs until the worker closes; only what retrying cannot cure comes out. */
  void run() throws InterruptedException {
    while (!shell.closing(Duration.ZERO)) {
      try (Consumer<byte[], byte[]> reader = shell.reader()) {
        follow(reader);
      } catch (AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("Following the releases of models failed, trying again");
        if (shell.closing(BACKOFF)) {
          return;
        }
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> reader) throws InterruptedException {
    List<TopicPartition> partitions =
        reader.partitionsFor(Topics.MODEL_RELEASED.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    reader.assign(partitions);
    // from the start: the newest of the log is what counts, and nothing falls into a gap; what was
    // noted once is never noted again, or an old announcement would undo a newer release
    for (TopicPartition partition : partitions) {
      if (next.containsKey(partition)) {
        reader.seek(partition, next.get(partition));
      } else {
        reader.seekToBeginning(List.of(partition));
      }
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    boolean caughtUp = false;
    while (!shell.closing(Duration.ZERO)) {
      boolean news = false;
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        news |= note(record);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      boolean first = !caughtUp;
      caughtUp =
          caughtUp
              || ends.entrySet().stream()
                  .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
      if (caughtUp && (news || first || System.nanoTime() - lastLook >= lookNanos)) {
        look();
      }
    }
  }

  /** Whether the record announces something of this model. */
  private boolean note(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return false;
    }
    try {
      ModelReleased event = codecs.releases().decode(record.value());
      if (!event.getModelName().equals(name)) {
        return false;
      }
      Rollout before = rollout;
      rollout = rollout.with(event);
      return !rollout.equals(before);
    } catch (UndecodableException foreign) {
      return false;
    }
  }

  private void look() {
    lastLook = System.nanoTime();
    try {
      wanted.released(released.get());
    } catch (ModelStoreException cause) {
      LOG.atDebug().setCause(cause).log("The store does not say which model is released");
    }
    Optional<String> announced = rollout.champion().map(Rollout.Word::digest);
    if (!announced.equals(champion)) {
      champion = announced;
      champion.ifPresent(wanted::announced);
    }
    wanted.due().ifPresent(this::exchange);
    standBeside();
  }

  /** Opens what is scored or served beside the champion, closes what no longer is. */
  private void standBeside() {
    Set<String> challengers = new LinkedHashSet<>();
    rollout.shadow().ifPresent(word -> challengers.add(word.digest()));
    rollout.canary().ifPresent(word -> challengers.add(word.digest()));
    String serving = versions.peek().digest();
    for (String digest : versions.beside()) {
      if (rollout.retired(digest) || digest.equals(serving)) {
        versions.drop(digest);
      }
    }
    challengers.forEach(this::prepare);
  }

  private void prepare(String digest) {
    if (versions.beside().contains(digest)) {
      return;
    }
    try {
      versions.prepare(digest);
      metrics.swap("beside");
      LOG.atInfo().addKeyValue("modelDigest", digest).log("A version stands beside the champion");
    } catch (ModelStoreException cause) {
      if (refusedBeside.add(digest)) {
        metrics.swap("refused");
        LOG.atError()
            .addKeyValue("modelDigest", digest)
            .addKeyValue("reason", reason(cause))
            .log("Version refused");
      }
    }
  }

  private void exchange(String digest) {
    Serving fresh;
    try {
      fresh = opener.apply(digest);
    } catch (RuntimeException cause) {
      // whatever is wrong with it, what serves is not touched by it
      if (wanted.refused()) {
        metrics.swap("refused");
        LOG.atError()
            .addKeyValue("modelDigest", digest)
            .addKeyValue("reason", reason(cause))
            .log("Model refused, the old one stays");
      }
      return;
    }
    if (!versions.swap(fresh)) {
      return;
    }
    metrics.swap("served");
    LOG.atInfo().addKeyValue("modelDigest", digest).log("Another model serves");
    if (wanted.serves(digest)) {
      announce(fresh.events());
    }
  }

  /** Tells the other workers. A failure costs nobody a prediction: it is said and left. */
  private void announce(EventWriter events) {
    try (Producer<byte[], byte[]> producer = shell.announcer()) {
      producer.send(codecs.record(events.released(rollout))).get();
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | KafkaException cause) {
      LOG.atWarn().setCause(cause).log("Announcing the new model failed");
    }
  }

  private static String reason(Throwable cause) {
    return cause.getCause() == null
        ? cause.getMessage()
        : cause.getMessage() + ": " + cause.getCause().getMessage();
  }
}
