package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.bluesky.CountingFold;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlueskyDoorTest {
  private final Door door =
      new Door(
          new DoorsConfig(
              FolderConfig.OFF,
              MqttConfig.OFF,
              new BlueskyConfig(Duration.ofSeconds(2), 100, Optional.empty(), "unused")),
          new Readers(Door.readers().files(), new CountingFold()));

  @AfterEach
  void close() {
    door.close();
  }

  private List<BlueskyDocumentReceived> kept() {
    return door.log.events(Topics.BLUESKY_DOCUMENT_RECEIVED);
  }

  @Test
  void shouldKeepADocumentVerbatim() {
    String start = "{ \"uid\":\"r\",\"time\":1.50, \"purpose\":null,\"nested\":{\"a\":[null]} }";

    Door.Answer answer = door.post("/v1/bluesky/start", start);
    Door.Answer again = door.post("/v1/bluesky/start", start);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getString("runUid")).isEqualTo("r");
    assertThat(again.json()).isEqualTo(answer.json());
    assertThat(kept().get(0).getDocument()).isEqualTo(start);
    assertThat(kept().get(0).getName()).isEqualTo("start");
  }

  @Test
  void shouldReportARunSentInOneRequestInAnyOrder() {
    JsonArray documents =
        new JsonArray(
            """
            [["stop",{"uid":"s","run_start":"r","num_events":{"primary":2}}],
             ["event",{"uid":"e2","descriptor":"d","seq_num":2}],
             ["descriptor",{"uid":"d","run_start":"r","data_keys":{"x":{"shape":null}}}],
             ["event",{"uid":"e1","descriptor":"d","seq_num":1}],
             ["start",{"uid":"r"}]]
            """);

    Door.Answer answer = door.post("/v1/bluesky", documents.encode());

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getJsonArray("results")).hasSize(5);
    assertThat(kept().get(2).getDocument()).contains("\"shape\":null");
    await().until(() -> kept().size() == 6);
    assertThat(door.log.events(Topics.LITERATURE_EMBEDDED)).hasSize(2);
  }

  @Test
  void shouldCloseASilentRunByItself() {
    door.post("/v1/bluesky/start", new JsonObject().put("uid", "r"));

    await().until(() -> kept().size() == 2);
    assertThat(kept().get(1).getDocument()).contains("\"complete\":false");
  }

  @Test
  void shouldAnswerEachDocumentForItself() {
    Door.Answer some =
        door.post("/v1/bluesky", "[[\"start\",{\"uid\":\"r\"}],[\"start\",{}],[\"x\",1]]");

    assertThat(some.status()).isEqualTo(207);
    assertThat(some.json().getJsonArray("results").getJsonObject(1).getJsonObject("error"))
        .isNotNull();
    assertThat(door.post("/v1/bluesky", "[[\"start\",{}]]").status()).isEqualTo(422);
    assertThat(door.post("/v1/bluesky", "{}").field()).isEmpty();
    assertThat(door.post("/v1/bluesky", "[[1]]").field()).isEqualTo("/0");
    assertThat(door.post("/v1/bluesky/gossip", "{\"uid\":\"r\"}").field()).isEqualTo("name");
    assertThat(door.post("/v1/bluesky/start", "{}").status()).isEqualTo(400);
    assertThat(door.post("/v1/bluesky/start", "[]").status()).isEqualTo(400);
    assertThat(door.post("/v1/bluesky/event", "{\"uid\":\"e\"}").field()).isEqualTo("/descriptor");
  }
}
