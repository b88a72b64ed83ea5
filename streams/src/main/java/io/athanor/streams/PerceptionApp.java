package io.athanor.streams;

import io.athanor.streams.topology.EventCodecs;
import io.athanor.streams.topology.PerceptionMetrics;
import io.athanor.streams.topology.PerceptionTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Perception as a running application. A failure that the topology does not handle ends it and is
 * reported to the listeners: whoever started it decides, nothing is revived in process.
 * Thread-safe.
 */
public final class PerceptionApp implements AutoCloseable {
  /** Cold is better than not ready: 10 s. */
  private static final long WARM_UP_NANOS = 10_000_000_000L;

  private final EventCodecs codecs;
  private final StreamsRun run;
  private final Thread warmUp;
  private final long begun = System.nanoTime();

  private PerceptionApp(PerceptionConfig config, MeterRegistry metrics) {
    Properties properties = StreamsProperties.of(config);
    this.codecs = new EventCodecs(config.connection().serdes());
    this.run =
        new StreamsRun(
            "Perception",
            config,
            PerceptionTopology.build(
                new StreamsConfig(properties),
                codecs,
                config.limits(),
                new PerceptionMetrics(metrics, PerceptionTopology.SOURCES),
                Clock.systemUTC()),
            properties,
            metrics);
    this.warmUp = WarmUp.begin();
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static PerceptionApp start(PerceptionConfig config, MeterRegistry metrics) {
    PerceptionApp app = new PerceptionApp(config, metrics);
    app.run.start();
    return app;
  }

  /** Whether it has its partitions and its state, is warm, and processes. */
  public boolean isReady() {
    boolean warm = !warmUp.isAlive() || System.nanoTime() - begun > WARM_UP_NANOS;
    return warm && run.isRunning();
  }

  /** Whether it runs or will; false once it has failed or was closed. */
  public boolean isAlive() {
    return run.isAlive();
  }

  /** Tells the listener about the failure that ends this application, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    run.onFailure(listener);
  }

  /** Ends it within the configured time; a static member keeps its place in the group. */
  @Override
  public void close() {
    run.close();
    codecs.close();
  }
}
