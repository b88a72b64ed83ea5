package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.signing.Ed25519;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationAppTest {
  @TempDir Path directory;

  /** Made by every client, so that it counts how often the hub was tried. */
  public static final class Attempts implements MetricsReporter {
    private static final CountDownLatch TWO = new CountDownLatch(2);

    @Override
    public void init(List<KafkaMetric> metrics) {
      TWO.countDown();
    }

    @Override
    public void metricChange(KafkaMetric metric) {
      // counts clients only
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
      // counts clients only
    }

    @Override
    public void configure(Map<String, ?> configs) {
      // counts clients only
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  /** What nobody resolves is away, as a hub is whose names went with its network. */
  @Test
  void shouldTryAgainWhereTheHubHasNoAddress() throws IOException, InterruptedException {
    Path identity = directory.resolve("site.pem");
    Ed25519.readOrCreate(identity);
    Path keys = Files.createDirectory(directory.resolve("keys"));
    Files.copy(directory.resolve("site.pem.pub"), keys.resolve("own.pub"));
    FederationConfig config =
        new FederationConfig(
            connection("127.0.0.1:9", Map.of()),
            connection("hub.invalid:9092", Map.of("metric.reporters", Attempts.class.getName())),
            identity,
            keys,
            directory.resolve("state"),
            List.of(new Wanted("gap", "eV", 1)),
            false,
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            3,
            Optional.empty(),
            Optional.empty());
    AtomicReference<String> closer = new AtomicReference<>();
    TrunkLearner learner =
        (TrunkLearner)
            Proxy.newProxyInstance(
                TrunkLearner.class.getClassLoader(),
                new Class<?>[] {TrunkLearner.class},
                (self, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("close");
                  closer.set(Thread.currentThread().getName());
                  return null;
                });
    try (FederationApp app = FederationApp.start(config, Optional.of(learner))) {
      assertThat(Attempts.TWO.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(app.isAlive()).isTrue();
      assertThat(app.isReady()).isFalse();
      assertThat(closer).hasNullValue();
    }
    // by the thread that used it, which may be in a pass for longer than anybody waits
    assertThat(closer).hasValue("federation");
  }

  private static KafkaConnection connection(String servers, Map<String, String> client) {
    return new KafkaConnection(
        servers, client, Map.of("schema.registry.url", "mock://federation-app-test"));
  }
}
