package io.athanor.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology from its start to its end. A failure that the topology does not handle ends it and is
 * reported to the listeners: whoever started it decides, nothing is revived in process.
 * Thread-safe.
 */
final class StreamsRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);

  private final String name;
  private final PerceptionConfig config;
  private final String applicationId;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics clientMetrics;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  /**
   * Not started yet.
   *
   * @param name for people
   */
  StreamsRun(
      String name,
      PerceptionConfig config,
      Topology topology,
      Properties properties,
      MeterRegistry metrics) {
    this.name = name;
    this.config = config;
    this.applicationId = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    this.streams = new KafkaStreams(topology, properties);
    this.clientMetrics = new KafkaStreamsMetrics(streams);
    clientMetrics.bindTo(metrics);
  }

  void start() {
    streams.setUncaughtExceptionHandler(
        cause -> {
          LOG.atError().setCause(cause).log("{} failed and ends", name);
          failure.complete(cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    LOG.atInfo().addKeyValue("applicationId", applicationId).log("{} started", name);
  }

  /** Whether it has its partitions and its state, and processes. */
  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it runs or will; false once it has failed or was closed. */
  boolean isAlive() {
    return !failure.isDone()
        && switch (streams.state()) {
          case CREATED, REBALANCING, RUNNING -> true;
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
  }

  /** Tells the listener about the failure that ends it, even if it came before. */
  void onFailure(Consumer<Throwable> listener) {
    var unused = failure.thenAccept(listener);
  }

  /** Ends it within the configured time; a static member keeps its place in the group. */
  @Override
  public void close() {
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
          .log("{} did not close in time", name);
    }
    clientMetrics.close();
  }
}
