package io.athanor.allinone.invention;

import io.athanor.acquisition.topology.RecordTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generators as a running application. A failure that the topology does not handle ends it and
 * is reported to the listeners. Costs next to nothing until somebody asks. Thread-safe.
 */
public final class GeneratorApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratorApp.class);

  private final GeneratorConfig config;
  private final InventionCodecs codecs;
  private final ModelWorkshops workshops;
  private final KnownMaterials known;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics clientMetrics;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private GeneratorApp(GeneratorConfig config, MeterRegistry metrics) {
    this.config = config;
    this.codecs = new InventionCodecs(config.connection().serdes());
    this.workshops =
        new ModelWorkshops(
            config.inference(), () -> Sources.corpus(config.corpus()), config.latent());
    this.known = new KnownMaterials(KnownMaterials.consumer(config.connection()), codecs.material);
    this.streams =
        new KafkaStreams(
            GeneratorTopology.build(new Answerer(workshops, known), codecs, Clock.systemUTC()),
            properties(config));
    this.clientMetrics = new KafkaStreamsMetrics(streams);
    clientMetrics.bindTo(metrics);
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static GeneratorApp start(GeneratorConfig config, MeterRegistry metrics) {
    GeneratorApp app = new GeneratorApp(config, metrics);
    app.streams.setUncaughtExceptionHandler(
        cause -> {
          LOG.atError().setCause(cause).log("Generator failed and ends");
          app.failure.complete(cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    // a request is answered only once it is known what exists
    app.known.start(app.streams::start, app.failure::complete);
    LOG.atInfo().addKeyValue("applicationId", config.applicationId()).log("Generator started");
    return app;
  }

  /** Whether it has its partitions and knows what exists. */
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING && known.isReady();
  }

  /** Whether it runs or will; false once it has failed or was closed. */
  public boolean isAlive() {
    return !failure.isDone()
        && switch (streams.state()) {
          case CREATED, REBALANCING, RUNNING -> true;
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
  }

  /** Tells the listener about the failure that ends it, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    var unused = failure.thenAccept(listener);
  }

  /** Ends it within the configured time; a static member keeps its place in the group. */
  @Override
  public void close() {
    known.close();
    CloseOptions.GroupMembershipOperation membership =
        config.instanceId().isPresent()
            ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
            : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    boolean closed =
        streams.close(
            CloseOptions.timeout(config.closeTimeout()).withGroupMembershipOperation(membership));
    if (!closed) {
      LOG.atWarn()
          .addKeyValue("durationMillis", config.closeTimeout().toMillis())
          .log("Generator did not close in time");
    }
    clientMetrics.close();
    if (closed) {
      workshops.close();
    }
    codecs.close();
  }

  private static Properties properties(GeneratorConfig config) {
    Properties properties = new Properties();
    properties.putAll(config.connection().clientProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class.getName());
    int patience = (int) config.patience().toMillis();
    // one wave at a time: while it is worked on nothing is polled, and no transaction is left open
    consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    consumer(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, patience);
    consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config
        .instanceId()
        .ifPresent(id -> consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.min(patience, 60_000));
    return properties;
  }

  private static void consumer(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
