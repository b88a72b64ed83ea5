package io.athanor.inference.trainer;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.inference.continual.Refresher;
import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Judge;
import io.athanor.inference.rollout.Lessons;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.data.MaterialSamples;
import io.athanor.inference.worker.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer's thread: reads the log from its beginning, then follows it. Nothing is kept but what
 * the log says; a restart reads it again. Its state is one of the log's, so a failure of the broker
 * or the registry costs time and nothing else.
 */
final class TrainerLoop implements Surroundings, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BUSY = Duration.ofMillis(20);
  private static final Duration BACKOFF = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RECORDS = 200;
  private static final int MOST_FRESH = 2_000;
  private static final long SEED = 1;

  private final TrainerConfig config;
  private final InstantSource clock;
  private final TrainerMetrics metrics;
  private final TrainerClients clients;
  private final TrainerCodecs codecs;
  private final ModelStore store;
  private final MaterialSamples samples;
  private final Lessons lessons;
  private final Director director;
  private final ChampionWatch watch;
  private final Campaigns campaigns = new Campaigns();
  private final LogPlace log = new LogPlace();
  private final OpenPair models;
  private final BackgroundRefresh refresh;
  private final Publisher publisher;
  private final Insistence insistence;
  private final Rescorings rescorings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean live;

  TrainerLoop(
      TrainerConfig config,
      Supplier<Refresher> refreshers,
      TrainerMetrics metrics,
      InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.clients = new TrainerClients(config.inference().kafka(), config.inference().modelName());
    this.store = config.inference().store();
    StoredModel released = store.load(config.inference().modelName(), Optional.empty());
    this.codecs = new TrainerCodecs(config.inference().kafka());
    this.samples = new MaterialSamples(released.manifest().shape(), config.bases());
    this.lessons = new Lessons(config.remembered(), MOST_FRESH, SEED);
    this.director = new Director(config, lessons, this);
    this.watch = new ChampionWatch(director);
    this.models = new OpenPair(this::open);
    this.refresh = new BackgroundRefresh(refreshers, this::stored);
    this.publisher = new Publisher(clients::transactional);
    this.insistence = new Insistence(publisher, this::isClosing, metrics);
    this.rescorings =
        new Rescorings(director, clients, codecs, campaigns, config.rescored(), metrics::rescored);
  }

  /** Whether the log was read to where it ended. */
  boolean isLive() {
    return live;
  }

  /** Ends {@link #run()}; callable from any thread. */
  void stop() {
    closing.countDown();
  }

  /**
   * Runs until it is stopped, and waits a little for a refresh under way; only what retrying cannot
   * cure comes out.
   */
  void run() throws InterruptedException {
    insistence.settle();
    while (!isClosing(Duration.ZERO)) {
      try (KafkaConsumer<byte[], byte[]> reader = clients.reader("log", RECORDS)) {
        follow(reader);
      } catch (ProducerFencedException | AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        metrics.retried();
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("Following the log failed, trying again");
        if (!isClosing(BACKOFF)) {
          insistence.settle();
        }
      }
    }
    refresh.close(PATIENCE);
  }

  private void follow(KafkaConsumer<byte[], byte[]> reader) throws InterruptedException {
    log.resume(reader);
    while (!isClosing(Duration.ZERO)) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(rescorings.isBusy() ? BUSY : POLL)) {
        codecs.event(record).ifPresent(this::on);
        log.passed(record);
      }
      if (!live && log.isThrough(reader)) {
        director.live();
        live = true;
      }
      turn();
    }
  }

  private void turn() throws InterruptedException {
    if (!live) {
      return;
    }
    Optional<BackgroundRefresh.Result> result = refresh.poll();
    if (result.isPresent()) {
      end(result.get());
    }
    director.turn();
    models.keep(
        director
            .trial()
            .map(trial -> Set.of(trial.champion(), trial.challenger()))
            .orElse(Set.of()));
    rescorings.step(now(), publisher);
    metrics.state(lessons, director);
  }

  private void end(BackgroundRefresh.Result result) {
    if (result instanceof BackgroundRefresh.Result.Made made) {
      metrics.refresh("made");
      director.refreshed(made.refreshed(), made.lesson());
    } else if (result instanceof BackgroundRefresh.Result.Failed failed) {
      metrics.refresh("failed");
      LOG.atWarn().addKeyValue("reason", failed.reason()).log("A refresh made no version");
    }
  }

  private void on(SpecificRecord event) {
    if (event instanceof MaterialUpdated material) {
      samples
          .sample(material)
          .ifPresent(
              sample ->
                  director.labelled(
                      sample,
                      Optional.ofNullable(material.getEventsRecordedAt())
                          .orElse(material.getMeta().getRecordedAt())));
    } else if (event instanceof ModelReleased release) {
      director.released(release);
    } else if (event instanceof CampaignDefined campaign) {
      campaigns.on(campaign);
    } else if (event instanceof DriftDetected alarm && live) {
      watch.on(alarm);
    } else if (event instanceof CoverageReported report && live) {
      watch.on(report);
    }
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void publish(ModelReleased release) {
    insistence.publish(() -> codecs.record(release));
    metrics.stage(release.getStage());
  }

  @Override
  public List<Comparison> compare(String champion, String challenger, List<Judge.Case> cases) {
    return models.compare(champion, challenger, cases);
  }

  @Override
  public boolean isRefreshing() {
    return refresh.isBusy();
  }

  @Override
  public void refresh(String champion, Lessons.Lesson lesson, long seed) {
    LOG.atInfo()
        .addKeyValue("modelDigest", champion)
        .addKeyValue("count", lesson.fresh().size())
        .log("Refreshing the model");
    refresh.begin(champion, lesson, seed);
  }

  @Override
  public void close() {
    refresh.close();
    rescorings.close();
    models.close();
    publisher.close();
    codecs.close();
  }

  private StoredModel stored(String digest) {
    return store.load(config.inference().modelName(), Optional.of(digest));
  }

  private OpenModel open(String digest) {
    return OpenModel.open(
        stored(digest), config.inference().device(), config.inference().batchEdges());
  }

  private boolean isClosing(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
