package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private final SlowLog slow = new SlowLog(new MemoryEventLog());

  @Test
  void shouldRefuseMoreThanItTakesOnAndRecover() {
    GatewayConfig.Limits few = new GatewayConfig.Limits(8_000_000, 1_000_000, 64_000_000, 2, 2, 2);
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (Door door = new Door(slow.log(), log -> slow, few)) {
      slow.slow();
      List<CompletableFuture<Integer>> accepted = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        accepted.add(CompletableFuture.supplyAsync(() -> report(door).status(), clients));
      }
      await().until(() -> slow.waiting() == 2);

      assertThat(report(door).code()).isEqualTo("overloaded");
      assertThat(cloudEvent(door).code()).isEqualTo("overloaded");
      assertThat(door.get("/v1/campaigns").status()).isEqualTo(200);
      slow.release();

      assertThat(accepted).allMatch(each -> each.join() == 202);
      assertThat(report(door).status()).isEqualTo(202);
      assertThat(slow.log().events(Topics.READING_REPORTED)).hasSize(3);
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void shouldAcknowledgeNothingWhileTheLogIsDown() {
    try (Door door = new Door(slow.log(), log -> slow, Door.LIMITS)) {
      door.define("a");
      door.propose("a", 0);
      slow.down();

      assertThat(report(door).code()).isEqualTo("unavailable");
      assertThat(
              door.post(
                      "/v1/readings/batch",
                      new JsonObject()
                          .put(
                              "readings",
                              new io.vertx.core.json.JsonArray().add(ReadingErrorsTest.reading())))
                  .status())
          .isEqualTo(503);
      assertThat(door.post("/v1/campaigns", Door.campaign("b")).status()).isEqualTo(503);
      assertThat(door.post("/v1/simulations", FactsTest.simulation()).status()).isEqualTo(503);
      assertThat(door.put("/v1/instruments/i", FactsTest.instrument()).status()).isEqualTo(503);
      assertThat(door.post("/v1/bluesky/start", "{\"uid\":\"r\"}").status()).isEqualTo(503);
      assertThat(cloudEvent(door).code()).isEqualTo("unavailable");
      assertThat(door.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w")).status())
          .isEqualTo(503);
      assertThat(door.app.isAlive()).isTrue();
      assertThat(slow.log().events(Topics.READING_REPORTED)).isEmpty();
    }
  }

  /** A claim whose answer was lost is found again; the proposal is not stuck. */
  @Test
  void shouldAnswerALateClaimAsUnknownAndShowTheLease() {
    try (Door door = new Door(slow.log(), log -> slow, Door.LIMITS)) {
      door.define("a");
      door.propose("a", 0);
      slow.slow();

      Door.Answer late = door.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w"));
      slow.release();

      assertThat(late.status()).isEqualTo(503);
      assertThat(door.get("/v1/workers/w/leases").json().getJsonArray("leases")).hasSize(1);
    }
  }

  private static Door.Answer cloudEvent(Door door) {
    JsonObject event =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", "1")
            .put("source", "s")
            .put("type", "io.athanor.reading-reported")
            .put("data", ReadingErrorsTest.reading());
    return door.post("/v1/cloudevents", event, "Content-Type", "application/cloudevents+json");
  }

  private static Door.Answer report(Door door) {
    return door.post("/v1/readings", ReadingErrorsTest.reading());
  }
}
