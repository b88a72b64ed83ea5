package io.athanor.acquisition;

import io.athanor.acquisition.topology.AcquisitionMetrics;
import io.athanor.acquisition.topology.AcquisitionTopology;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderSigner;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquisition as a running application. A failure that the topology does not handle ends it and is
 * reported to the listeners: whoever started it decides, nothing is revived in process.
 * Thread-safe.
 */
public final class AcquisitionApp implements RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(AcquisitionApp.class);

  /** Cold is better than not ready: 10 s. */
  private static final long WARM_UP_NANOS = 10_000_000_000L;

  private final EventCodecs codecs;
  private final StreamsRun run;
  private final Thread warmUp;
  private final long begun = System.nanoTime();

  private AcquisitionApp(AcquisitionConfig config, MeterRegistry metrics) {
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
    this.run = new StreamsRun("Acquisition", config, topology, properties, metrics);
    this.warmUp = WarmUp.begin();
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static AcquisitionApp start(AcquisitionConfig config, MeterRegistry metrics) {
    AcquisitionApp app = new AcquisitionApp(config, metrics);
    app.run.start();
    LOG.atInfo().addKeyValue("applicationId", config.applicationId()).log("Acquisition started");
    return app;
  }

  /** Whether it has its partitions and its state, is warm, and processes. */
  @Override
  public boolean isReady() {
    boolean warm = !warmUp.isAlive() || System.nanoTime() - begun > WARM_UP_NANOS;
    return warm && run.isRunning();
  }

  /** Whether it runs or will; false once it has failed or was closed. */
  @Override
  public boolean isAlive() {
    return run.isAlive();
  }

  /** Tells the listener about the failure that ends this application, even if it came before. */
  @Override
  public void onFailure(Consumer<Throwable> listener) {
    run.onFailure(listener);
  }

  /** Ends it within the configured time; a static member keeps its place in the group. */
  @Override
  public void close() {
    run.close();
    codecs.close();
  }

  private static OrderSigner signer(Path file) {
    try {
      return new OrderSigner(Ed25519.readPrivate(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("acquisition.signing.key: cannot be read: " + e, e);
    }
  }
}
