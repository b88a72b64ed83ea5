package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EverythingDoorTest {
  private static final String ALL = "/v1/events?from=beginning";

  @Test
  void shouldTellEverythingFromTheBeginningAndThenLive() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.observe("a", "a-e0", 1.5, "eV");
      try (Following following = Following.open(door, ALL)) {
        following.until(2);
        assertThat(following.kinds())
            .containsExactlyInAnyOrder("campaign-defined", "observation-derived");
        JsonObject observation = following.one("observation-derived");
        assertThat(observation.getString("text")).isEqualTo("gap = 1.500 ± 0.01500 eV");
        assertThat(observation.getString("campaignId")).isEqualTo("a");
        assertThat(observation.getString("key")).isEqualTo("a");
        assertThat(observation.getInteger("offset")).isZero();
        door.propose("a", 0);
        following.until(3);
        assertThat(following.one("experiment-proposed").getString("experimentId"))
            .isEqualTo("a-e0");
      }
    }
  }

  @Test
  void shouldTellFromNowOnWhereNothingElseIsAsked() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      try (Following following = Following.open(door, "/v1/events")) {
        door.observe("a", "a-e0", 1.5, "eV");
        following.until(1);
        assertThat(following.kinds()).containsExactly("observation-derived");
      }
    }
  }

  @Test
  void shouldResumeAtAnotherGatewayWithoutAGap() throws IOException {
    Door first = new Door();
    first.define("a");
    List<String> seen = new ArrayList<>();
    String last;
    int before;
    try (Following following = Following.open(first, ALL)) {
      for (int i = 0; i < 700; i++) {
        first.observe("a", "a-e" + i, i + 1, "eV");
      }
      following.until(400);
      synchronized (following) {
        last = following.lastId();
        before = following.beforeLastId();
        seen.addAll(following.places());
      }
    }
    first.close();
    try (Door second = new Door(first.log.copy(), each -> each, Door.LIMITS)) {
      try (Following following = Following.open(second, "/v1/events", "Last-Event-ID", last)) {
        second.observe("a", "a-e700", 701, "eV");
        // what came after the last id comes again: the coordinates tell
        following.until(702 - before);
        seen.addAll(following.places());
      }
    }
    assertThat(before).isPositive().isLessThan(702);
    assertThat(seen.stream().distinct()).hasSize(702);
  }

  @Test
  void shouldTellOnlyTheTopicsAskedFor() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.observe("a", "a-e0", 1.5, "eV");
      door.propose("a", 0);
      try (Following following =
          Following.open(door, ALL + "&topic=experiment-proposed,drift-detected")) {
        following.until(1);
        door.observe("a", "a-e0", 2.5, "eV");
        door.propose("a", 1);
        following.until(2);
        assertThat(following.kinds()).containsOnly("experiment-proposed");
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoCursorAndNoTopic() throws IOException {
    try (Door door = new Door()) {
      assertThat(Following.refused(door, "/v1/events", "Last-Event-ID", "2.x0-c")).isEqualTo(400);
      assertThat(Following.refused(door, "/v1/events", "Last-Event-ID", "1.zzzz")).isEqualTo(400);
      assertThat(door.get("/v1/events?topic=No%20Topic").status()).isEqualTo(400);
      assertThat(door.get("/v1/events?from=yesterday").status()).isEqualTo(400);
    }
  }

  @Test
  void shouldShowATenantItsOwnAndWhatIsNobodys(@TempDir Path directory) throws IOException {
    try (Secured secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF)) {
      secured.as("lab-a", Role.SCIENTIST, "POST", "/v1/campaigns", Door.campaign("of-a"));
      secured.as("lab-b", Role.SCIENTIST, "POST", "/v1/campaigns", Door.campaign("of-b"));
      secured.door.propose("of-a", 0);
      secured.door.propose("of-b", 0);
      Instant now = Acts.now();
      secured
          .log
          .append(
              Topics.MODEL_RELEASED,
              "spark",
              ModelReleased.newBuilder()
                  .setMeta(Events.meta("m", now))
                  .setModelName("spark")
                  .setVersion("1")
                  .setDigest("ab".repeat(32))
                  .setMetrics(Map.of())
                  .setCalibration(Map.of())
                  .setStage(RolloutStage.CHAMPION)
                  .setProperties(List.of("gap"))
                  .setEmbeddingSize(8)
                  .build())
          .join();
      Predicate<JsonObject> audit = each -> each.getString("kind").equals("access-audited");
      try (Following a = open(secured, "lab-a", Role.SCIENTIST);
          Following auditor = open(secured, "lab-b", Role.AUDITOR)) {
        a.until(3);
        auditor.until(4);
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> auditor.events().stream().anyMatch(audit));
        assertThat(a.events()).noneMatch(audit);
        assertThat(a.kinds())
            .containsExactlyInAnyOrder("campaign-defined", "experiment-proposed", "model-released");
        assertThat(a.text()).contains("of-a").doesNotContain("of-b");
        assertThat(auditor.text()).contains("of-b").doesNotContain("of-a\"");
      }
    }
  }

  @Test
  void shouldNotQueueForWhoeverDoesNotRead() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      try (Following slow = Following.silent(door, ALL);
          Following quick = Following.open(door, "/v1/events")) {
        for (int i = 0; i < 3_000; i++) {
          door.observe("a", "a-e" + i, i + 1, "eV");
        }
        quick.until(3_000);
        assertThat(quick.places()).doesNotHaveDuplicates();
        slow.read();
        slow.until(3_001);
        assertThat(slow.places().stream().distinct()).hasSize(3_001);
      }
    }
  }

  private static Following open(Secured secured, String tenant, Role role) throws IOException {
    return Following.open(secured.door, ALL, "X-API-Key", Secured.key(tenant, role));
  }
}
