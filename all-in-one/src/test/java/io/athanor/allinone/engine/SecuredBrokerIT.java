package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.allinone.embedded.Certificate;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.Ports;
import io.athanor.event.ObservationDerived;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every application against a broker that asks for a password over TLS. */
class SecuredBrokerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "a \"quoted\" pass\\word";

  @TempDir Path directory;

  @Test
  void shouldRunTheLapOverSaslAndTls() throws Exception {
    Certificate certificate = Certificate.in(directory);
    int port = Ports.free();
    EmbeddedKafka.Config config =
        new EmbeddedKafka.Config(
            directory.resolve("kafka"),
            0,
            Duration.ofSeconds(15),
            Optional.of(new EmbeddedKafka.Secured(port, certificate.both())));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config)) {
      addUser(kafka.bootstrapServers());
      Map<String, String> values = values(port, certificate, PASSWORD);
      refused(values(port, certificate, "wrong"), SaslAuthenticationException.class);
      Map<String, String> distrustful = new HashMap<>(values);
      distrustful.remove("kafka.ssl.truststore.location");
      distrustful.remove("kafka.ssl.truststore.type");
      refused(distrustful, SslAuthenticationException.class);
      lap(values);
    }
  }

  private void lap(Map<String, String> values) {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection(values), 0, PATIENCE)) {
      values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
      EngineConfig config = EngineConfig.onFreePorts(directory, values);
      EnumSet<Part> parts = EnumSet.complementOf(EnumSet.of(Part.BROKER, Part.REGISTRY));
      try (Engine engine =
          Engine.start(
              new EngineConfig(parts, directory, config.settings()), EngineListener.SILENT)) {
        Line line = new Line(engine.kafka(), engine.door().orElseThrow());
        line.campaign("secured", 3);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> !line.door().proposals("secured", "open").isEmpty());
        String candidateId = line.door().proposals("secured", "open").get(0).candidateId();
        line.report("sample-0", "secured", null, candidateId, 0);
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(line.events(Topics.OBSERVATION_DERIVED))
                        .extracting(ObservationDerived::getSampleId)
                        .containsExactly("sample-0"));
        assertThat(engine.kafka().toString()).doesNotContain("quoted");
      }
    }
  }

  private Map<String, String> values(int port, Certificate certificate, String password)
      throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), Ports.LOOPBACK + ":" + port);
    values.put(KafkaConnection.REGISTRY_URL.name(), "http://127.0.0.1:1");
    values.put("kafka.security.protocol", "SASL_SSL");
    values.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
    values.put(KafkaConnection.SASL_USERNAME.name(), "athanor");
    values.put(
        KafkaConnection.SASL_PASSWORD_FILE.name(),
        Files.writeString(Files.createTempFile(directory, "password", ""), password).toString());
    values.put("kafka.ssl.truststore.type", "PEM");
    values.put("kafka.ssl.truststore.location", certificate.certificate().toString());
    values.put(EngineSettings.PARTITIONS.name(), "1");
    return values;
  }

  private static void addUser(String plain) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "athanor",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192),
                      PASSWORD)))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void refused(Map<String, String> values, Class<? extends Exception> why) {
    try (Admin admin = Admin.create(connection(values).clientProperties())) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(why);
    }
  }

  private static KafkaConnection connection(Map<String, String> values) {
    return KafkaConnection.of(Settings.of(values, EngineSettings.all()));
  }
}
