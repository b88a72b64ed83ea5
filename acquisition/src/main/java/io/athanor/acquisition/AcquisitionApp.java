package io.athanor.acquisition;

import io.athanor.acquisition.topology.AcquisitionMetrics;
import io.athanor.acquisition.topology.AcquisitionTopology;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquisition as a running application. A failure that the topology does not handle ends it and is
 * reported to the listeners: whoever started it decides, nothing is revived in process.
 * Thread-safe.
 */
public final class AcquisitionApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AcquisitionApp.class);

  /** Cold is better than not ready: 10 s. */
  private static final long WARM_UP_NANOS = 10_000_000_000L;

  private final AcquisitionConfig config;
  private final EventCodecs codecs;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics clientMetrics;
  private final List<Consumer<Throwable>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread warmUp;
  private final long begun = System.nanoTime();

  private AcquisitionApp(AcquisitionConfig config, MeterRegistry metrics) {
    this.config = config;
    Properties properties = StreamsProperties.of(config);
    this.codecs =
        new EventCodecs(
            config.connection().serdes(), config.signingKey().map(AcquisitionApp::signer));
    Topology topology =
        AcquisitionTopology.build(
            new StreamsConfig(properties),
            codecs,
            new AcquisitionMetrics(metrics),
            Clock.systemUTC(),
            config.observationGrace(),
            config.expiryInterval());
    this.streams = new KafkaStreams(topology, properties);
    this.clientMetrics = new KafkaStreamsMetrics(streams);
    clientMetrics.bindTo(metrics);
    this.warmUp = WarmUp.begin();
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static AcquisitionApp start(AcquisitionConfig config, MeterRegistry metrics) {
    AcquisitionApp app = new AcquisitionApp(config, metrics);
    app.streams.setUncaughtExceptionHandler(
        cause -> {
          app.fail(cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    app.streams.start();
    LOG.atInfo().addKeyValue("applicationId", config.applicationId()).log("Acquisition started");
    return app;
  }

  /** Whether it has its partitions and its state, is warm, and processes. */
  public boolean isReady() {
    boolean warm = !warmUp.isAlive() || System.nanoTime() - begun > WARM_UP_NANOS;
    return warm && streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it runs or will; false once it has failed or was closed. */
  public boolean isAlive() {
    return failure.get() == null
        && switch (streams.state()) {
          case CREATED, REBALANCING, RUNNING -> true;
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
  }

  /** Tells the listener about the failure that ends this application, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    listeners.add(listener);
    Throwable before = failure.get();
    if (before != null && listeners.remove(listener)) {
      listener.accept(before);
    }
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
          .log("Acquisition did not close in time");
    }
    clientMetrics.close();
    codecs.close();
  }

  private static OrderSigner signer(Path file) {
    try {
      return new OrderSigner(Ed25519.readPrivate(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("acquisition.signing.key: cannot be read: " + e, e);
    }
  }

  private void fail(Throwable cause) {
    LOG.atError().setCause(cause).log("Acquisition failed and ends");
    if (failure.compareAndSet(null, cause)) {
      for (Consumer<Throwable> listener : listeners) {
        if (listeners.remove(listener)) {
          listener.accept(cause);
        }
      }
    }
  }
}
