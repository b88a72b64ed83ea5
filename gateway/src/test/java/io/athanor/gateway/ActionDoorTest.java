package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments taken at instruments and by asking, and what is said of them. */
class ActionDoorTest {
  private static final JsonObject NOTHING = new JsonObject();

  private final Door door = new Door();
  private final Acts acts = new Acts(door);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldGiveAnInstrumentOnlyWhatItIsOfferedAndTheSameAgain() {
    door.define("a");
    door.define("b");
    acts.register("oven");
    acts.register("meter");
    acts.schedule("a", 0);
    acts.schedule("b", 0);
    acts.schedule("b", 1);
    assertThat(acts.leases("oven", "w", 5)).as("nothing is offered yet").isEmpty();
    acts.offer("b-e0", 0, "oven");
    acts.offer("a-e0", 0, "oven");
    acts.offer("b-e1", 0, "meter");

    JsonArray first = acts.leases("oven", "w", 1);
    JsonArray again = acts.leases("oven", "w", 1);
    JsonArray both = acts.leases("oven", "w", 5);

    assertThat(ids(first)).containsExactly("b-e0");
    assertThat(again).isEqualTo(first);
    assertThat(ids(both)).containsExactly("b-e0", "a-e0");
    assertThat(ids(acts.leases("oven", "other", 5))).isEmpty();
    JsonObject lease = first.getJsonObject(0);
    assertThat(lease.getInteger("step")).isZero();
    assertThat(lease.getString("stepName")).isEqualTo("make");
    assertThat(lease.getString("technique")).isEqualTo("annealing");
    assertThat(lease.getString("instrumentId")).isEqualTo("oven");
    assertThat(door.post("/v1/campaigns/b/leases", worker("w")).json().getJsonArray("leases"))
        .as("nobody leases a scheduled one past the scheduler")
        .isEmpty();
    JsonObject fresh = new JsonObject().put("worker", "w").put("max", 5).put("resume", false);
    assertThat(door.post("/v1/instruments/oven/leases", fresh).json().getJsonArray("leases"))
        .isEmpty();
  }

  @Test
  void shouldGoThroughTheStepsOfARecipeAtOneInstrumentEach() {
    door.define("a");
    acts.register("oven");
    acts.register("meter");
    acts.schedule("a", 0);
    acts.offer("a-e0", 0, "oven");
    acts.leases("oven", "w", 1);
    assertThat(acts.of("a-e0", "progress", state("running")).status()).isEqualTo(200);
    assertThat(acts.of("a-e0", "progress", state("succeeded")).text()).contains("recipe step 0");
    assertThat(acts.of("a-e0", "progress", state("running").put("step", 1)).code())
        .isEqualTo("refused");
    Door.Answer done = acts.of("a-e0", "complete", NOTHING);
    assertThat(done.json().getString("state")).as(done.text()).isEqualTo("proposed");
    assertThat(acts.of("a-e0", "complete", NOTHING).json()).as("said twice").isEqualTo(done.json());

    acts.offer("a-e0", 1, "meter");
    JsonObject lease = acts.leases("meter", "w", 1).getJsonObject(0);
    assertThat(lease.getInteger("epoch")).isEqualTo(2);
    assertThat(lease.getString("stepName")).isEqualTo("measure");
    acts.of("a-e0", "progress", state("running").put("epoch", 2));
    Door.Answer end = acts.of("a-e0", "complete", new JsonObject().put("epoch", 2));
    assertThat(end.json().getString("state")).as(end.text()).isEqualTo("succeeded");
    assertThat(acts.of("a-e0", "complete", new JsonObject().put("epoch", 2)).json())
        .isEqualTo(end.json());
    List<ExperimentProgressed> steps = door.log.events(Topics.EXPERIMENT_PROGRESSED);
    assertThat(steps).extracting(ExperimentProgressed::getStepDone).containsOnlyOnce(true);
    assertThat(steps.get(steps.size() - 1).getStep()).isEqualTo(1);
  }

  @Test
  void shouldPermitNothingInAStopWhateverTheViewKnowsOfTheLease() {
    door.define("a");
    door.propose("a", 0);
    door.post("/v1/halts", "{\"scope\":\"campaign/a\",\"halted\":true,\"by\":\"ada\"}");
    Door.Answer answer = acts.of("a-e0", "progress", state("running"));
    assertThat(answer.status()).as("leased by another gateway just now: " + answer).isEqualTo(423);
    assertThat(door.log.events(Topics.EXPERIMENT_PROGRESSED)).isEmpty();
  }

  @Test
  void shouldTakeWhatItIsToldOnce() {
    door.define("a");
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    JsonObject values = values(1500, "meV").put("partial", true);
    assertThat(acts.of("a-e0", "tell", values(1480, "meV").put("partial", true)).status())
        .isEqualTo(200);
    assertThat(acts.of("a-e0", "tell", values).json().getString("state")).isEqualTo("running");
    Door.Answer told = acts.of("a-e0", "tell", values(1510, "meV"));
    Door.Answer again = acts.of("a-e0", "tell", values(1510, "meV"));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.json().getString("state")).isEqualTo("succeeded");
    assertThat(again.json()).isEqualTo(told.json());
    List<ReadingReported> readings = door.log.events(Topics.READING_REPORTED);
    assertThat(readings.stream().map(each -> each.getMeta().getId()).distinct()).hasSize(3);
    ReadingReported last = readings.get(3);
    assertThat(last.getMeta().getId()).isEqualTo(told.json().getString("id"));
    assertThat(last.getExperimentId()).isEqualTo("a-e0");
    assertThat(last.getCandidateId()).isEqualTo("c-0");
    assertThat(((Scalars) last.getPayload()).getValues().get("gap").getUnit()).isEqualTo("meV");
    assertThat(door.log.events(Topics.EXPERIMENT_PROGRESSED))
        .extracting(ExperimentProgressed::getState)
        .as("the permission to actuate is taken once")
        .containsOnlyOnce(ExperimentState.RUNNING);
  }

  @Test
  void shouldTakeALateOutcomeAsAFactAndRefuseTheStep() {
    door.define("a");
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    acts.of("a-e0", "progress", state("running"));
    acts.say("a-e0", ExperimentState.EXPIRED, 0, 1, null, Acts.now().plusSeconds(100));

    Door.Answer late = acts.of("a-e0", "tell", values(1.5, "eV"));

    assertThat(late.status()).as(late.text()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("late");
    String readingId = door.log.events(Topics.READING_REPORTED).get(0).getMeta().getId();
    assertThat(late.json().getString("detail")).contains(readingId, "ended as EXPIRED");
    assertThat(acts.of("a-e0", "complete", NOTHING).code()).isEqualTo("refused");
  }

  @Test
  void shouldSayWhyAnExperimentFailed() {
    door.define("a");
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    JsonObject failure =
        new JsonObject()
            .put("failureKind", "synthesis")
            .put("retryable", false)
            .put("evidence", new JsonObject().put("phase_purity", 0.3));
    assertThat(acts.of("a-e0", "fail", failure).json().getString("state")).isEqualTo("failed");
    assertThat(acts.of("a-e0", "fail", failure).status()).as("said twice").isEqualTo(200);
    List<ExperimentProgressed> steps = door.log.events(Topics.EXPERIMENT_PROGRESSED);
    ExperimentProgressed step = steps.get(steps.size() - 1);
    assertThat(step.getEvidence()).containsEntry("phase_purity", 0.3);
    assertThat(step.getRetryable()).isFalse();
  }

  @Test
  void shouldRenewByHeartbeatAndSayThatItIsOver() {
    door.define("a");
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    JsonObject leased = acts.of("a-e0", "heartbeat", NOTHING).json();
    assertThat(leased.getBoolean("holds")).isTrue();
    assertThat(leased.getBoolean("running")).isFalse();
    acts.of("a-e0", "progress", state("running"));
    assertThat(acts.of("a-e0", "heartbeat", NOTHING).json().getBoolean("renewed"))
        .as("the lease is young")
        .isFalse();
    JsonObject other =
        acts.of("a-e0", "heartbeat", new JsonObject().put("worker", "zombie")).json();
    assertThat(other.getBoolean("holds")).isFalse();
    assertThat(other.getString("reason")).contains("another worker");
    acts.say("a-e0", ExperimentState.CANCELLED, 0, 0, null, Acts.now());
    JsonObject over = acts.of("a-e0", "heartbeat", NOTHING).json();
    assertThat(over.getBoolean("cancelled")).isTrue();
    assertThat(over.getBoolean("holds")).isFalse();
  }

  @Test
  void shouldRenewALeaseThatIsPartlyOver() {
    door.post("/v1/campaigns", Door.campaign("a").put("leaseSeconds", 1));
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    acts.of("a-e0", "progress", state("running"));
    org.awaitility.Awaitility.await()
        .until(() -> acts.of("a-e0", "heartbeat", NOTHING).json().getBoolean("renewed"));
    assertThat(door.log.events(Topics.EXPERIMENT_PROGRESSED))
        .extracting(ExperimentProgressed::getState)
        .containsExactly(ExperimentState.LEASED, ExperimentState.RUNNING, ExperimentState.PARTIAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"approved", "rejected", "offered", "retracted", "expired", "leased"})
  void shouldTakeNoStepThatIsNotAWorkers(String state) {
    door.define("a");
    door.propose("a", 0);
    acts.ask("a", "w", 1);
    assertThat(acts.of("a-e0", "progress", state(state)).code()).isEqualTo("contract");
    assertThat(door.log.events(Topics.EXPERIMENT_PROGRESSED)).hasSize(1);
  }

  @Test
  void shouldLetAnInstrumentSayWhatItTakes() {
    JsonObject body =
        FactsTest.instrument().put("credits", 3).put("state", "online").put("capacity", 4);
    assertThat(door.put("/v1/instruments/oven", body).json().getInteger("credits")).isEqualTo(3);
    assertThat(door.put("/v1/instruments/oven", body.copy().put("credits", 0)).status())
        .isEqualTo(200);
    assertThat(door.put("/v1/instruments/oven", body.copy().put("credits", 0)).status())
        .isEqualTo(200);
    assertThat(door.log.events(Topics.INSTRUMENT_REGISTERED)).hasSize(2);
    door.define("a");
    acts.schedule("a", 0);
    acts.offer("a-e0", 0, "oven");
    door.put("/v1/instruments/oven", body.copy().put("state", "draining"));
    assertThat(acts.leases("oven", "w", 1)).as("it takes nothing new").isEmpty();
    door.put("/v1/instruments/oven", body);
    assertThat(acts.leases("oven", "w", 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "instruments/nowhere/leases | {\"worker\":\"w\"} | 404 | instrumentId",
        "campaigns/nowhere/ask | {\"worker\":\"w\"} | 404 | campaignId",
        "campaigns/a/ask | {\"n\":1} | 400 | /worker",
        "campaigns/a/ask | {\"worker\":\"w\",\"n\":0} | 400 | /n",
        "experiments/a-e0/tell | {\"worker\":\"w\",\"values\":{}} | 400 | /values",
        "experiments/a-e0/tell |"
            + " {\"worker\":\"w\",\"values\":{\"gap\":{\"value\":1,\"unit\":\"furlongs\"}}} | 422 |"
            + " /scalars/gap/unit",
        "experiments/none/tell |"
            + " {\"worker\":\"w\",\"values\":{\"gap\":{\"value\":1,\"unit\":\"eV\"}}} | 404 |"
            + " experimentId",
        "experiments/a-e0/fail | {\"worker\":\"w\",\"epoch\":1,\"evidence\":{\"x\":\"y\"}} | 400 |"
            + " /evidence/x",
        "experiments/a-e0/heartbeat | {\"worker\":\"w\"} | 400 | /epoch",
      })
  void shouldNameWhatCannotBe(String path, String body, int status, String field) {
    door.define("a");
    door.propose("a", 0);
    Door.Answer answer = door.post("/v1/" + path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(door.log.events(Topics.READING_REPORTED)).isEmpty();
    assertThat(door.log.events(Topics.EXPERIMENT_PROGRESSED)).isEmpty();
  }

  private static List<String> ids(JsonArray leases) {
    return leases.stream().map(each -> ((JsonObject) each).getString("experimentId")).toList();
  }

  private static JsonObject worker(String worker) {
    return new JsonObject().put("worker", worker);
  }

  private static JsonObject state(String state) {
    return new JsonObject().put("state", state);
  }

  private static JsonObject values(double value, String unit) {
    JsonObject quantity = new JsonObject().put("value", value).put("unit", unit);
    return new JsonObject().put("values", new JsonObject().put("gap", quantity));
  }
}
