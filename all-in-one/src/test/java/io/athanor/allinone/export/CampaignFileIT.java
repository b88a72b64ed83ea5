package io.athanor.allinone.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.gateway.GatewayApp;
import io.athanor.gateway.GatewayConfig;
import io.athanor.gateway.export.Export;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's file is the door's. */
class CampaignFileIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CAMPAIGN =
      """
      {"campaignId":"a","name":"Test","objectives":[{"property":"gap","unit":"eV","goal":"maximize"}],
       "search":{"space":{"parameters":[{"name":"x","kind":"continuous","unit":"K","low":0,"high":1}]}},
       "budget":10,"seed":1,"simulated":true}
      """;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldWriteWhatTheDoorGives() throws Exception {
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
        EmbeddedRegistry registry =
            EmbeddedRegistry.start(connection(kafka, "mock://none"), 0, PATIENCE)) {
      KafkaConnection connection = connection(kafka, registry.url());
      TopicAdmin.create(connection, 2, Optional.empty(), PATIENCE);
      try (GatewayApp gateway = gateway(kafka, registry)) {
        assertThat(define(gateway)).isEqualTo(201);
        for (Export form : Export.values()) {
          Path file = directory.resolve("a." + form.extension());
          assertThat(new CampaignFile(connection).write("a", form, file)).contains(0);
          assertThat(Files.readAllBytes(file)).as("%s", form).isEqualTo(export(gateway, form));
        }
      }
      Path none = directory.resolve("b.csv");
      assertThat(new CampaignFile(connection).write("b", Export.CSV, none)).isEmpty();
      assertThat(none).doesNotExist();
    }
  }

  private int define(GatewayApp gateway) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(uri(gateway, "/v1/campaigns"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CAMPAIGN))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private byte[] export(GatewayApp gateway, Export form) throws IOException, InterruptedException {
    String format = form.name().toLowerCase(Locale.ROOT);
    return http.send(
            HttpRequest.newBuilder(uri(gateway, "/v1/campaigns/a/export?format=" + format)).build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  private static URI uri(GatewayApp gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private static GatewayApp gateway(EmbeddedKafka kafka, EmbeddedRegistry registry) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(GatewayConfig.SETTINGS);
    GatewayApp app =
        GatewayApp.start(
            GatewayConfig.of(
                Settings.of(
                    Map.of(
                        KafkaConnection.BOOTSTRAP_SERVERS.name(),
                        kafka.bootstrapServers(),
                        KafkaConnection.REGISTRY_URL.name(),
                        registry.url(),
                        GatewayConfig.PORT.name(),
                        "0"),
                    known)),
            new SimpleMeterRegistry());
    await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private static KafkaConnection connection(EmbeddedKafka kafka, String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }
}
