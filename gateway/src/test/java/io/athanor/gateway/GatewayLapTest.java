package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayLapTest {
  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldDefineACampaignOnce() {
    Door.Answer first = door.post("/v1/campaigns", Door.campaign("a"));
    Door.Answer again = door.post("/v1/campaigns", Door.campaign("a"));
    Door.Answer other = door.post("/v1/campaigns", Door.campaign("a").put("budget", 11));

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().getLong("seed")).isEqualTo(9007199254740993L);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(409);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).hasSize(1);
  }

  @Test
  void shouldGiveACampaignAnIdWhereItHasNone() {
    JsonObject campaign = Door.campaign("a");
    campaign.remove("campaignId");

    String id = door.post("/v1/campaigns", campaign).json().getString("campaignId");

    assertThat(door.get("/v1/campaigns/" + id).status()).isEqualTo(200);
  }

  @Test
  void shouldCarryAnExperimentFromProposalToBest() {
    door.define("a");
    door.propose("a", 0);
    JsonObject lease = lease("a", "robot", 0).getJsonObject(0);
    assertThat(lease.getInteger("epoch")).isEqualTo(1);
    assertThat(lease.getJsonObject("proposal").getString("state")).isEqualTo("leased");
    assertThat(door.get("/v1/workers/robot/leases").json().getJsonArray("leases")).hasSize(1);

    assertThat(progress("a-e0", 1, "running").status()).isEqualTo(200);
    door.observe("a", "a-e0", 1500, "meV");
    door.observe("a", "a-e0", 1.2, "eV");
    Door.Answer done = progress("a-e0", 1, "succeeded");

    assertThat(done.json().getString("state")).isEqualTo("succeeded");
    JsonObject progress = door.get("/v1/campaigns/a").json().getJsonObject("progress");
    assertThat(progress.getInteger("succeeded")).isEqualTo(1);
    assertThat(progress.getInteger("open")).isZero();
    assertThat(progress.getInteger("observations")).isEqualTo(2);
    assertThat(progress.getJsonObject("best").getDouble("value")).isEqualTo(1.5);
    assertThat(progress.getJsonObject("best").getDouble("sem")).isEqualTo(0.015);
    assertThat(progress.getJsonObject("best").getString("unit")).isEqualTo("eV");
    assertThat(progress.getDouble("posteriorStandardDeviation")).isEqualTo(0.25);
    assertThat(door.get("/v1/workers/robot/leases").json().getJsonArray("leases")).isEmpty();
  }

  @Test
  void shouldShowWhatIntervalsCovered() {
    door.define("a");
    door.propose("a", 0);
    assertThat(door.get("/v1/campaigns/a").json().getJsonObject("progress").containsKey("coverage"))
        .isFalse();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    door.log.append(Topics.COVERAGE_REPORTED, "a", Events.coverage("a", "a", 0.5, 2, now)).join();
    door.log.append(Topics.COVERAGE_REPORTED, "a", Events.coverage("a", "a", 0.8, 5, now)).join();
    door.log
        .append(Topics.COVERAGE_REPORTED, "ember", Events.coverage("ember", null, 0.1, 9, now))
        .join();

    JsonObject coverage =
        door.get("/v1/campaigns/a").json().getJsonObject("progress").getJsonObject("coverage");
    JsonObject why =
        lease("a", "robot", 0).getJsonObject(0).getJsonObject("proposal").getJsonObject("why");

    assertThat(coverage)
        .isEqualTo(
            new JsonObject()
                .put("claimed", 0.9)
                .put("observed", 0.8)
                .put("count", 5)
                .put("total", 5)
                .put("unrepaired", 0.4)
                .put("factor", 1.25));
    assertThat(why.getJsonObject("interval"))
        .isEqualTo(
            new JsonObject()
                .put("claimed", 0.9)
                .put("lower", 0.9)
                .put("upper", 2.1)
                .put("factor", 1.2)
                .put("count", 0));
    assertThat(why.getDouble("aleatoric")).isEqualTo(0.05);
    assertThat(door.get("/v1/campaigns/ember").status())
        .as("a model is no campaign")
        .isEqualTo(404);
  }

  @Test
  void shouldMeasureFromReadingToProposal() {
    door.define("a");
    door.propose("a", 1);

    JsonObject latency =
        door.get("/v1/campaigns/a")
            .json()
            .getJsonObject("progress")
            .getJsonObject("readingToProposalMillis");

    assertThat(latency.getLong("count")).isEqualTo(1);
    assertThat(latency.getDouble("p50")).isBetween(0.0, 60_000.0);
    assertThat(door.metrics.get("athanor.gateway.reading.to.proposal").timer().count())
        .isEqualTo(1);
  }

  @Test
  void shouldGivePermissionToRunOnce() {
    door.define("a");
    door.propose("a", 0);
    lease("a", "robot", 0);

    Door.Answer first = progress("a-e0", 1, "running", "Idempotency-Key", "k");
    Door.Answer same = progress("a-e0", 1, "running", "Idempotency-Key", "k");
    Door.Answer other = progress("a-e0", 1, "running", "Idempotency-Key", "another");

    assertThat(first.status()).isEqualTo(200);
    assertThat(same.status()).isEqualTo(200);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().getString("detail")).isEqualTo("already running");
    assertThat(
            door.log.events(Topics.EXPERIMENT_PROGRESSED).stream()
                .map(ExperimentProgressed::getState))
        .containsExactly(ExperimentState.LEASED, ExperimentState.RUNNING);
  }

  @Test
  void shouldRefuseAnotherWorkersStepAndAnotherEpoch() {
    door.define("a");
    door.propose("a", 0);
    lease("a", "other", 0);

    assertThat(progress("a-e0", 1, "running").code()).isEqualTo("refused");
    assertThat(progress("a-e0", 2, "running").code()).isEqualTo("refused");
    assertThat(progress("nobody", 1, "running").status()).isEqualTo(404);
  }

  @Test
  void shouldWaitForAProposal() {
    door.define("a");
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> lease("a", "robot", 20).size());
    await().until(() -> door.metrics.get("athanor.gateway.clients.waiting").gauge().value() == 1);

    door.propose("a", 0);

    assertThat(waiting.join()).isEqualTo(1);
  }

  @Test
  void shouldAnswerEmptyWhenNothingCame() {
    door.define("a");

    assertThat(lease("a", "robot", 1)).isEmpty();
  }

  @Test
  void shouldLeaseEachProposalToOneOfManyWorkers() {
    door.define("a");
    ExecutorService threads = Executors.newFixedThreadPool(12);
    List<CompletableFuture<JsonArray>> workers =
        IntStream.range(0, 12)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> lease("a", "robot-" + i, i % 3), threads))
            .toList();
    for (int ordinal = 0; ordinal < 8; ordinal++) {
      door.propose("a", ordinal);
    }

    List<String> leased =
        workers.stream()
            .flatMap(each -> each.join().stream())
            .map(each -> ((JsonObject) each).getString("experimentId"))
            .toList();
    threads.shutdown();

    assertThat(leased).doesNotHaveDuplicates();
    assertThat(door.get("/v1/campaigns/a/proposals?state=leased").json().getJsonArray("proposals"))
        .hasSize(leased.size());
  }

  @Test
  void shouldTakeCandidatesEachForItself() {
    door.define("a");

    Door.Answer answer =
        door.post(
            "/v1/campaigns/a/candidates",
            """
            {"candidates":[{"index":0,"formula":"NiO","parameters":{"x":0.5},"labels":{"row":"3"}},
              {"index":1,"formula":"Xx2","parameters":{"x":0.5}},
              {"index":2,"parameters":{"x":"high"}},
              {"index":11,"parameters":{"x":0.5}},
              {"index":"no"}]}
            """);

    assertThat(answer.status()).isEqualTo(207);
    var results = answer.json().getJsonArray("results");
    assertThat(results.getJsonObject(0).getString("candidateId")).matches("c-[0-9a-f]{32}");
    assertThat(error(results.getJsonObject(1))).isEqualTo("invalid-formula /formula");
    assertThat(error(results.getJsonObject(2))).isEqualTo("invalid-field /parameters/x");
    assertThat(error(results.getJsonObject(3))).isEqualTo("invalid-field /index");
    assertThat(error(results.getJsonObject(4))).isEqualTo("contract /index");
    assertThat(door.log.events(Topics.CANDIDATE_PROPOSED)).hasSize(1);
  }

  @Test
  void shouldGiveTheSameReadingTheSameId() {
    JsonObject reading = ReadingErrorsTest.reading();

    String first = door.post("/v1/readings", reading, "Idempotency-Key", "k").json().encode();
    String again = door.post("/v1/readings", reading, "Idempotency-Key", "k").json().encode();
    String other = door.post("/v1/readings", reading, "Idempotency-Key", "l").json().encode();

    assertThat(again).isEqualTo(first).isNotEqualTo(other);
    assertThat(door.log.events(Topics.READING_REPORTED)).hasSize(3);
  }

  private static String error(JsonObject result) {
    JsonObject error = result.getJsonObject("error");
    return error.getString("code") + " " + error.getString("field");
  }

  private JsonArray lease(String campaignId, String worker, int waitSeconds) {
    Door.Answer answer =
        door.post(
            "/v1/campaigns/" + campaignId + "/leases",
            new JsonObject().put("worker", worker).put("waitSeconds", waitSeconds));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().getJsonArray("leases");
  }

  private Door.Answer progress(String experimentId, int epoch, String state, String... headers) {
    return door.post(
        "/v1/experiments/" + experimentId + "/progress",
        new JsonObject().put("worker", "robot").put("epoch", epoch).put("state", state),
        headers);
  }
}
