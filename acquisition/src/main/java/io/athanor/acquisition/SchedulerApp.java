package io.athanor.acquisition;

import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.acquisition.topology.SchedulerCodecs;
import io.athanor.acquisition.topology.SchedulerMetrics;
import io.athanor.acquisition.topology.SchedulerTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler as a running application, beside acquisition in its process: of all instances one
 * has the laboratory, the others stand by. A failure ends it and is reported. Thread-safe.
 */
public final class SchedulerApp implements RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerApp.class);

  private static final int COMMIT_MILLIS = 25;

  private final SchedulerCodecs codecs;
  private final StreamsRun run;

  private SchedulerApp(AcquisitionConfig config, SchedulerConfig scheduler, MeterRegistry metrics) {
    Properties properties = StreamsProperties.of(config);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, scheduler.applicationId());
    // robots wait for what is decided; a commit for each event would take longer than the event
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    // one laboratory, one task that decides: more threads would only stand by
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    this.codecs = new SchedulerCodecs(config.connection().serdes());
    Topology topology =
        SchedulerTopology.build(
            new StreamsConfig(properties),
            scheduler,
            codecs,
            new SchedulerMetrics(metrics),
            Clock.systemUTC());
    this.run = new StreamsRun("The scheduler", config, topology, properties, metrics);
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static SchedulerApp start(
      AcquisitionConfig config, SchedulerConfig scheduler, MeterRegistry metrics) {
    SchedulerApp app = new SchedulerApp(config, scheduler, metrics);
    app.run.start();
    LOG.atInfo().addKeyValue("applicationId", scheduler.applicationId()).log("Scheduler started");
    return app;
  }

  /** Whether it has its partitions and its state, and processes. */
  @Override
  public boolean isReady() {
    return run.isRunning();
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
}
