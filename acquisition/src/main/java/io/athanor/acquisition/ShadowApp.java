package io.athanor.acquisition;

import io.athanor.acquisition.analysis.JournalReader;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.acquisition.topology.ShadowCodecs;
import io.athanor.acquisition.topology.ShadowTopology;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shadow policies as a running application, beside acquisition in its process. Real decisions never
 * depend on it: it begins once acquisition has a journal to look at, and if it fails it ends alone
 * and says so in the log and in the gauge {@code athanor.shadow.up}. Thread-safe.
 */
public final class ShadowApp implements RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowApp.class);
  private static final long LOOK_MILLIS = 500;

  private final AcquisitionConfig config;
  private final ShadowCodecs codecs;
  private final StreamsRun run;
  private final Thread beginning = new Thread(this::begin, "athanor-shadow-begin");
  private final CountDownLatch closing = new CountDownLatch(1);

  private ShadowApp(AcquisitionConfig config, ShadowConfig shadow, MeterRegistry metrics) {
    this.config = config;
    this.codecs = new ShadowCodecs(config.connection().serdes());
    Properties properties = StreamsProperties.of(config);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, shadow.applicationId());
    // whoever looks on takes one core at most from those who decide
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    this.run =
        new StreamsRun(
            "Shadow policies",
            config,
            ShadowTopology.build(
                new StreamsConfig(properties),
                shadow,
                Derivation.journalTopic(config),
                new Journals(new JournalReader(config, codecs.events()), config),
                codecs,
                Clock.systemUTC()),
            properties,
            metrics);
    Gauge.builder("athanor.shadow.up", this, app -> app.isLooking() ? 1 : 0)
        .description("Whether shadow policies look on.")
        .register(metrics);
  }

  /** Starts it; the topics of the catalogue must exist, acquisition's own may come later. */
  public static ShadowApp start(
      AcquisitionConfig config, ShadowConfig shadow, MeterRegistry metrics) {
    ShadowApp app = new ShadowApp(config, shadow, metrics);
    app.beginning.setDaemon(true);
    app.beginning.start();
    return app;
  }

  /** Whether shadows look on at this moment. */
  public boolean isLooking() {
    return run.isRunning();
  }

  /** Nobody waits for it. */
  @Override
  public boolean isReady() {
    return true;
  }

  /** Whether it was not closed: that it failed is no reason to end those who decide. */
  @Override
  public boolean isAlive() {
    return closing.getCount() > 0;
  }

  /** A failure of its own is logged and concerns nobody else: the listener is never told. */
  @Override
  public void onFailure(Consumer<Throwable> listener) {
    LOG.debug("Failures of shadow policies end nothing else");
  }

  /** Ends it within the configured time. */
  @Override
  public void close() {
    closing.countDown();
    try {
      beginning.join(config.closeTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    run.close();
    codecs.close();
  }

  private void begin() {
    String journal = Derivation.journalTopic(config);
    Properties properties = new Properties();
    properties.putAll(config.connection().clientProperties());
    try (Admin admin = Admin.create(properties)) {
      while (!isThere(admin, journal)) {
        if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      run.start();
      LOG.info("Shadow policies look on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Shadow policies cannot look on");
    }
  }

  private static boolean isThere(Admin admin, String topic) throws InterruptedException {
    try {
      return admin.listTopics().names().get().contains(topic);
    } catch (ExecutionException e) {
      // a broker that does not answer yet will answer later
      LOG.atDebug().setCause(e).log("Cannot list topics");
      return false;
    }
  }

  /** Acquisition's journals in the log. */
  private record Journals(JournalReader reader, AcquisitionConfig config)
      implements ShadowTopology.Past {
    @Override
    public List<JournalEntry> entries(String campaignId, int partition) {
      return reader.read(campaignId, OptionalInt.of(partition)).entries();
    }

    @Override
    public Duration grace() {
      return config.observationGrace();
    }
  }
}
