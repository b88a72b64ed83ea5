package io.athanor.streams;

import io.athanor.streams.topology.EventCodecs;
import io.athanor.streams.topology.PerceptionMetrics;
import io.athanor.streams.topology.StabilityTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The assessment of stability as a running application, beside perception in its process: it reads
 * what perception and the models have committed, and nothing of them waits for it. Thread-safe.
 */
public final class StabilityApp implements AutoCloseable {
  private final EventCodecs codecs;
  private final StreamsRun run;

  private StabilityApp(PerceptionConfig config, MeterRegistry metrics) {
    Properties properties = StreamsProperties.of(config);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
    // whoever looks on takes one core at most from those who perceive
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    this.codecs = new EventCodecs(config.connection().serdes());
    this.run =
        new StreamsRun(
            "Stability",
            config,
            StabilityTopology.build(
                new StreamsConfig(properties),
                codecs,
                config.limits(),
                config.stability(),
                new PerceptionMetrics(metrics, StabilityTopology.SOURCES),
                Clock.systemUTC()),
            properties,
            metrics);
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static StabilityApp start(PerceptionConfig config, MeterRegistry metrics) {
    StabilityApp app = new StabilityApp(config, metrics);
    app.run.start();
    return app;
  }

  /** Its consumer group, and prefix of its internal topics. */
  public static String applicationId(PerceptionConfig config) {
    return config.applicationId() + "-stability";
  }

  /** Whether it has its partitions and its state, and processes. */
  public boolean isReady() {
    return run.isRunning();
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
