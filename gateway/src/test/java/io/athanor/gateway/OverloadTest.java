package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class OverloadTest {
  /** A log that acknowledges when it is told to. */
  private static final class SlowLog implements EventLog {
    private final MemoryEventLog log;
    private final List<Runnable> held = new ArrayList<>();
    private boolean slow;
    private boolean down;

    SlowLog(MemoryEventLog log) {
      this.log = log;
    }

    synchronized void slow() {
      slow = true;
    }

    synchronized void down() {
      down = true;
    }

    synchronized int waiting() {
      return held.size();
    }

    synchronized void release() {
      slow = false;
      held.forEach(Runnable::run);
      held.clear();
    }

    @Override
    public synchronized <T extends SpecificRecord> CompletableFuture<Position> append(
        Topic<T> topic, String key, T event) {
      if (down) {
        return CompletableFuture.failedFuture(
            ProblemException.of(ProblemCode.UNAVAILABLE, "the log did not answer"));
      }
      if (!slow) {
        return log.append(topic, key, event);
      }
      CompletableFuture<Position> acknowledged = new CompletableFuture<>();
      held.add(() -> acknowledged.complete(log.append(topic, key, event).join()));
      return acknowledged;
    }

    @Override
    public void follow(Follower follower) {
      log.follow(follower);
    }

    @Override
    public boolean isAlive() {
      return log.isAlive();
    }

    @Override
    public void close() {
      log.close();
    }
  }

  private final SlowLog slow = new SlowLog(new MemoryEventLog());

  @Test
  void shouldRefuseMoreThanItTakesOnAndRecover() {
    GatewayConfig.Limits few = new GatewayConfig.Limits(8_000_000, 1_000_000, 64_000_000, 2, 2, 2);
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (Door door = new Door(slow.log, log -> slow, few)) {
      slow.slow();
      List<CompletableFuture<Integer>> accepted = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        accepted.add(CompletableFuture.supplyAsync(() -> report(door).status(), clients));
      }
      await().until(() -> slow.waiting() == 2);

      assertThat(report(door).code()).isEqualTo("overloaded");
      assertThat(door.get("/v1/campaigns").status()).isEqualTo(200);
      slow.release();

      assertThat(accepted).allMatch(each -> each.join() == 202);
      assertThat(report(door).status()).isEqualTo(202);
      assertThat(slow.log.events(Topics.READING_REPORTED)).hasSize(3);
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void shouldAcknowledgeNothingWhileTheLogIsDown() {
    try (Door door = new Door(slow.log, log -> slow, Door.LIMITS)) {
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
      assertThat(door.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w")).status())
          .isEqualTo(503);
      assertThat(door.app.isAlive()).isTrue();
      assertThat(slow.log.events(Topics.READING_REPORTED)).isEmpty();
    }
  }

  /** A claim whose answer was lost is found again; the proposal is not stuck. */
  @Test
  void shouldAnswerALateClaimAsUnknownAndShowTheLease() {
    try (Door door = new Door(slow.log, log -> slow, Door.LIMITS)) {
      door.define("a");
      door.propose("a", 0);
      slow.slow();

      Door.Answer late = door.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w"));
      slow.release();

      assertThat(late.status()).isEqualTo(503);
      assertThat(door.get("/v1/workers/w/leases").json().getJsonArray("leases")).hasSize(1);
    }
  }

  private static Door.Answer report(Door door) {
    return door.post("/v1/readings", ReadingErrorsTest.reading());
  }
}
