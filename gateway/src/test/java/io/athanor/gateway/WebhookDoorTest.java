package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.gateway.webhook.WebhookConfig;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks registered, listed and ended; that they are called is shown elsewhere. */
class WebhookDoorTest {
  private static final String GOOD =
      "{\"url\":\"https://lab.example.org/x\",\"events\":[\"halt-declared\"],\"secretId\":\"s\"}";

  @TempDir Path secrets;

  @Test
  void shouldRegisterListAndEnd() throws IOException {
    try (Door door = door()) {
      Door.Answer first = door.put("/v1/webhooks/w", new JsonObject(GOOD));
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(door.put("/v1/webhooks/w", new JsonObject(GOOD)).json()).isEqualTo(first.json());
      assertThat(door.get("/v1/webhooks").json().getJsonArray("webhooks")).hasSize(1);
      Door.Answer ended = door.delete("/v1/webhooks/w");
      assertThat(ended.json().getBoolean("active")).as(ended.text()).isFalse();
      assertThat(door.get("/v1/webhooks").json().getJsonArray("webhooks")).isEmpty();
      assertThat(door.delete("/v1/webhooks/w").status()).isEqualTo(404);
      assertThat(door.put("/v1/webhooks/w", new JsonObject(GOOD)).status()).isEqualTo(200);
      assertThat(door.log.events(Topics.WEBHOOK_REGISTERED))
          .extracting(WebhookRegistered::getActive)
          .containsExactly(true, false, true);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "https://lab.example.org/x" | "https://127.0.0.1/x"       | 422 | /url
          "https://lab.example.org/x" | "http://lab.example.org/x"  | 422 | /url
          "halt-declared"             | "access-audited"            | 400 | /events/0
          "secretId":"s"              | "secretId":"t"              | 422 | /secretId
          "secretId":"s"              | "secretId":"../s"           | 400 | /secretId
          "secretId":"s"              | "secretId":"s","campaignId":"none" | 422 | /campaignId
          """)
  void shouldRefuseOneThatCannotBe(String said, String instead, int status, String field)
      throws IOException {
    try (Door door = door()) {
      assertThat(GOOD).contains(said);
      Door.Answer answer = door.put("/v1/webhooks/w", new JsonObject(GOOD.replace(said, instead)));
      assertThat(answer.status()).as(answer.text()).isEqualTo(status);
      assertThat(answer.field()).isEqualTo(field);
      assertThat(door.log.events(Topics.WEBHOOK_REGISTERED)).isEmpty();
    }
  }

  @Test
  void shouldRefuseAllWhereThereAreNoSecrets() {
    try (Door door = new Door()) {
      assertThat(door.put("/v1/webhooks/w", new JsonObject(GOOD)).code()).isEqualTo("refused");
    }
  }

  private Door door() throws IOException {
    Files.writeString(secrets.resolve("s"), "0123456789abcdef");
    WebhookConfig off = WebhookConfig.OFF;
    WebhookConfig webhooks =
        new WebhookConfig(
            Optional.of(secrets),
            false,
            off.persistence(),
            off.timeout(),
            off.bodyBytes(),
            off.most());
    return new Door(
        new MemoryEventLog(),
        each -> each,
        Door.LIMITS,
        Door.TIMEOUTS,
        new DoorsConfig(FolderConfig.OFF, MqttConfig.OFF, BlueskyConfig.OFF, webhooks),
        Door.readers());
  }
}
