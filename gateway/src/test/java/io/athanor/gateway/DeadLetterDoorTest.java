package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import io.athanor.event.DeadLetterRetried;
import io.athanor.event.DriftDetected;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.gateway.log.MemoryArchive;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterDoorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PLACE = "/v1/dead-letters/dead-letter-acquisition/0/0";
  private static final String HELD = "o-a-e01.5";
  private static final byte[] KEY = "a".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldShowWhatALetterHoldsAndWhyItIsDead() {
    try (Door door = new Door()) {
      letter(door.log, bytes(observation(null)), "unknown-campaign");
      letter(door.log, new byte[] {1, 2, 3}, "undecodable");
      JsonObject listed = door.get("/v1/dead-letters").json();
      assertThat(listed.getJsonArray("deadLetters").stream())
          .extracting(each -> ((JsonObject) each).getString("code"))
          .as("the newest first")
          .containsExactly("undecodable", "unknown-campaign");
      JsonObject whole = door.get(PLACE).json();
      assertThat(whole.getString("eventId")).isEqualTo(HELD);
      assertThat(whole.getJsonObject("payload").getString("property")).isEqualTo("gap");
      assertThat(whole.getJsonObject("original").getString("topic"))
          .isEqualTo("observation-derived");
      assertThat(whole.getString("state")).isEqualTo("open");
      JsonObject broken = door.get("/v1/dead-letters/dead-letter-acquisition/0/1").json();
      assertThat(broken.getString("hex")).isEqualTo("010203");
      assertThat(door.get("/v1/dead-letters/dead-letter-acquisition/0/2").status()).isEqualTo(404);
      assertThat(door.get("/v1/dead-letters/dead-letter-acquisition/0/x").status()).isEqualTo(400);
    }
  }

  @Test
  void shouldPutALetterBackOnceByteForByte() {
    try (Door door = new Door()) {
      byte[] bytes = bytes(observation(null));
      letter(door.log, bytes, "unknown-campaign");
      JsonObject first = door.post(PLACE + "/retry", "").json();
      assertThat(first.getBoolean("again")).isFalse();
      assertThat(first.getString("topic")).isEqualTo("observation-derived");
      JsonObject second = door.post(PLACE + "/retry", "").json();
      assertThat(second.getBoolean("again")).isTrue();
      assertThat(second.getLong("offset")).isEqualTo(first.getLong("offset"));
      MemoryArchive archive = (MemoryArchive) door.log.archive();
      assertThat(archive.putBack())
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.value()).isEqualTo(bytes);
                assertThat(each.key()).isEqualTo(KEY);
              });
      assertThat(door.log.events(Topics.DEAD_LETTER_RETRIED)).hasSize(1);
      assertThat(door.get(PLACE).json().getString("state")).isEqualTo("retried");
      DriftDetected effect =
          DriftDetected.newBuilder()
              .setMeta(Meta.newBuilder(Events.meta("d", NOW)).setCausedBy(List.of(HELD)).build())
              .setSubject("a")
              .setDetector("page-hinkley")
              .setProperty("gap")
              .setStatistic(12)
              .setThreshold(10)
              .build();
      door.log.append(Topics.DRIFT_DETECTED, "a", effect).join();
      JsonObject resolved = door.get(PLACE).json();
      assertThat(resolved.getString("state")).isEqualTo("resolved");
      assertThat(resolved.getJsonObject("retry").getJsonObject("outcome").getString("topic"))
          .isEqualTo("drift-detected");
    }
  }

  /** Another gateway, and one that was started anew, know what was done. */
  @Test
  void shouldKnowAtAnotherGatewayWhatWasPutBackAndRefusedAgain() {
    Door first = new Door();
    letter(first.log, new byte[] {1, 2, 3}, "undecodable");
    JsonObject retry = first.post(PLACE + "/retry", "").json();
    first.close();
    try (Door second = new Door(first.log.copyInAnotherOrder(), each -> each, Door.LIMITS)) {
      assertThat(second.get(PLACE).json().getString("state")).isEqualTo("retried");
      assertThat(second.post(PLACE + "/retry", "").json().getBoolean("again")).isTrue();
      letter(second.log, new byte[] {1, 2, 3}, "undecodable", retry.getLong("offset"), "again");
      JsonObject listed = second.get("/v1/dead-letters?state=refused-again").json();
      assertThat(listed.getJsonArray("deadLetters")).hasSize(1);
      assertThat(
              listed
                  .getJsonArray("deadLetters")
                  .getJsonObject(0)
                  .getJsonObject("retry")
                  .getJsonObject("outcome")
                  .getLong("offset"))
          .isEqualTo(1);
    }
  }

  @Test
  void shouldRefuseWhatCannotBePutBack() {
    try (Door door = new Door()) {
      letter(door.log, null, "invalid-field");
      letter(door.log, bytes(observation(null)), "undeliverable");
      assertThat(door.post(PLACE + "/retry", "").status()).isEqualTo(409);
      assertThat(door.post("/v1/dead-letters/dead-letter-acquisition/0/1/retry", "").status())
          .isEqualTo(409);
      assertThat(door.log.events(Topics.DEAD_LETTER_RETRIED)).isEmpty();
    }
  }

  @Test
  void shouldKeepALetterToItsTenantAndSayWhoPutItBack(@TempDir Path directory) {
    try (Secured secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF)) {
      letter(secured.log, bytes(observation("lab-a")), "unknown-campaign");
      JsonObject none = new JsonObject();
      assertThat(secured.as("lab-b", Role.OPERATOR, "POST", PLACE + "/retry", none).status())
          .isEqualTo(404);
      assertThat(secured.as("lab-a", Role.SCIENTIST, "POST", PLACE + "/retry", none).status())
          .isEqualTo(403);
      assertThat(secured.as("lab-a", Role.OPERATOR, "POST", PLACE + "/retry", none).status())
          .isEqualTo(200);
      assertThat(secured.log.events(Topics.DEAD_LETTER_RETRIED))
          .singleElement()
          .extracting(DeadLetterRetried::getMeta)
          .extracting(Meta::getActor, Meta::getTenant)
          .containsExactly("lab-a-operator", "lab-a");
      assertThat(secured.log.events(Topics.ACCESS_AUDITED).toString()).contains("retryDeadLetter");
    }
  }

  private static ObservationDerived observation(String tenant) {
    ObservationDerived observation = Events.observation("a", "a-e0", 1.5, "eV", NOW);
    return ObservationDerived.newBuilder(observation)
        .setMeta(Meta.newBuilder(observation.getMeta()).setTenant(tenant).build())
        .build();
  }

  private static byte[] bytes(ObservationDerived observation) {
    return MemoryArchive.encode(Topics.OBSERVATION_DERIVED, observation);
  }

  private static void letter(MemoryEventLog log, byte[] value, String code) {
    letter(log, value, code, 1_000, code);
  }

  private static void letter(
      MemoryEventLog log, byte[] value, String code, long offset, String id) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setMeta(Events.meta("l-" + id, NOW))
            .setApplication("acquisition")
            .setTopic("observation-derived")
            .setPartition(0)
            .setOffset(offset)
            .setTimestamp(NOW)
            .setKey(ByteBuffer.wrap(KEY))
            .setValue(value == null ? null : ByteBuffer.wrap(value))
            .setCode(code)
            .setReason("because")
            .build();
    log.append(Topics.DEAD_LETTER_ACQUISITION, "a", letter).join();
  }
}
