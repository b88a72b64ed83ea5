package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsDoorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SALT = "c-" + "0".repeat(31) + "1";
  private static final String RECIPE = "c-" + "0".repeat(31) + "2";

  @Test
  void shouldListMaterialsByPageAndByFormula() {
    try (Door door = new Door()) {
      Facts facts = new Facts(door.log);
      facts.material(SALT, "NaCl", null, "s");
      facts.material(RECIPE, "NiFe2O4", null, "r");
      JsonObject page = door.get("/v1/materials?limit=1").json();
      JsonObject first = page.getJsonArray("materials").getJsonObject(0);
      assertThat(first.getString("formula")).as("the newest first").isEqualTo("NiFe2O4");
      JsonObject mean = first.getJsonArray("properties").getJsonObject(0).getJsonObject("mean");
      assertThat(mean.getString("unit")).isEqualTo("eV");
      assertThat(mean.getDouble("sem")).isEqualTo(0.05);
      JsonObject next = door.get("/v1/materials?limit=1&after=" + page.getString("next")).json();
      assertThat(ids(next)).containsExactly(SALT);
      assertThat(ids(door.get("/v1/materials?formula=Fe,O").json())).containsExactly(RECIPE);
      assertThat(ids(door.get("/v1/materials?formula=NaC").json())).containsExactly(SALT);
      assertThat(ids(door.get("/v1/materials?formula=N").json())).as("no nickel").isEmpty();
      assertThat(door.get("/v1/materials?after=c-9").status()).isEqualTo(404);
      assertThat(door.get("/v1/materials?limit=501").status()).isEqualTo(400);
    }
  }

  @Test
  void shouldSayWhatIsKnownOfAMaterialAndFromWhichEvent() {
    try (Door door = new Door()) {
      Facts facts = new Facts(door.log);
      facts.pattern("p-1", SALT, null, Facts.salt());
      facts.scalar("r-1", SALT);
      facts.material(SALT, "NaCl", Facts.salt(), "r-1");
      facts.prediction(SALT);
      JsonObject material = door.get("/v1/materials/" + SALT).json();
      assertThat(material.getJsonObject("structure").getJsonObject("cell").getDouble("a"))
          .isCloseTo(5.64, within(1e-9));
      assertThat(material.getJsonObject("structure").getJsonArray("sites")).hasSize(8);
      JsonObject source =
          material
              .getJsonArray("properties")
              .getJsonObject(0)
              .getJsonArray("sources")
              .getJsonObject(0);
      assertThat(source.getJsonObject("event").encode())
          .isEqualTo(
              "{\"id\":\"r-1\",\"topic\":\"reading-reported\",\"partition\":0,\"offset\":1}");
      JsonObject pattern = material.getJsonArray("patterns").getJsonObject(0);
      assertThat(pattern.getDouble("correlation")).isGreaterThan(0.95);
      assertThat(pattern.getJsonArray("calculated"))
          .hasSameSizeAs(pattern.getJsonObject("y").getJsonArray("values"));
      assertThat(pattern.getJsonArray("lines").getJsonObject(1).getString("plane"))
          .isEqualTo("2 0 0");
      JsonObject prediction = material.getJsonObject("prediction");
      assertThat(prediction.getDouble("outOfDomain")).isEqualTo(0.5);
      assertThat(prediction.getJsonObject("event").getString("topic")).isEqualTo("prediction-made");
      assertThat(material.getJsonArray("events")).hasSize(2);
      assertThat(door.get("/v1/materials/" + RECIPE).status()).isEqualTo(404);
    }
  }

  /** A reading that names no material is of the one that its experiment was about. */
  @Test
  void shouldFindAReadingByItsExperimentWhicheverComesFirst() {
    try (Door door = new Door()) {
      Facts facts = new Facts(door.log);
      facts.pattern("p-1", null, "a-e1", Facts.salt());
      door.propose("a", 1);
      facts.pattern("p-2", null, "a-e1", Facts.salt());
      JsonObject material = door.get("/v1/materials/c-1").json();
      assertThat(material.getJsonArray("events").stream())
          .extracting(each -> ((JsonObject) each).getString("id"))
          .containsExactly("p-2", "p-1");
      assertThat(material.getJsonArray("patterns").getJsonObject(0).getString("note"))
          .contains("no structure");
    }
  }

  @Test
  void shouldNotShowAnotherTenantsMaterials(@TempDir Path directory) {
    try (Secured secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF)) {
      Facts a = new Facts(secured.log, "lab-a");
      a.scalar("r-a", SALT);
      a.material(SALT, "NaCl", null, "r-a");
      String path = "/v1/materials/" + SALT;
      assertThat(secured.get(path, "X-API-Key", Secured.key("lab-b", Role.SCIENTIST)).status())
          .isEqualTo(404);
      JsonObject own = secured.get(path, "X-API-Key", Secured.key("lab-a", Role.SCIENTIST)).json();
      assertThat(own.getJsonArray("properties")).hasSize(1);
      new Facts(secured.log, "lab-b").scalar("r-b", SALT);
      JsonObject shared =
          secured.get(path, "X-API-Key", Secured.key("lab-b", Role.SCIENTIST)).json();
      assertThat(shared.getJsonArray("properties")).as("means are of both").isEmpty();
      assertThat(shared.getJsonArray("events").encode()).contains("r-b").doesNotContain("r-a");
    }
  }

  /** What a reading said before its experiment was known counts for its tenant, too. */
  @Test
  void shouldHoldAReadingBeforeItsExperimentToItsTenant(@TempDir Path directory) {
    try (Secured secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF)) {
      new Facts(secured.log, "lab-b").pattern("p-b", null, "of-b-e1", Facts.salt());
      secured.door.propose("of-b", 1);
      Facts a = new Facts(secured.log, "lab-a");
      a.scalar("r-a", "c-1");
      a.material("c-1", "NaCl", null, "r-a");
      String path = "/v1/materials/c-1";
      JsonObject ofA = secured.get(path, "X-API-Key", Secured.key("lab-a", Role.SCIENTIST)).json();
      assertThat(ofA.getJsonArray("properties")).as("means are of both").isEmpty();
      Secured.Answer ofB = secured.get(path, "X-API-Key", Secured.key("lab-b", Role.SCIENTIST));
      assertThat(ofB.text()).contains("p-b").doesNotContain("r-a");
    }
  }

  @Test
  void shouldShowAModelWithItsCardCoverageAndAlarms() {
    try (Door door = new Door()) {
      door.define("a");
      door.log.append(Topics.MODEL_RELEASED, "spark", release("1", "aa", null)).join();
      door.log.append(Topics.MODEL_RELEASED, "spark", release("2", "bb", "# Spark")).join();
      new Facts(door.log).prediction(SALT);
      CoverageReported own = Events.coverage("spark", null, 0.88, 50, NOW);
      door.log.append(Topics.COVERAGE_REPORTED, "spark", own).join();
      CoverageReported campaign = Events.coverage("a", "a", 0.7, 20, NOW);
      door.log.append(Topics.COVERAGE_REPORTED, "a", campaign).join();
      door.log.append(Topics.DRIFT_DETECTED, "spark", drift()).join();
      JsonObject listed = door.get("/v1/models").json().getJsonArray("models").getJsonObject(0);
      assertThat(listed.getString("champion")).isEqualTo("bb".repeat(32));
      assertThat(listed.getInteger("predictions")).isEqualTo(1);
      JsonObject model = door.get("/v1/models/spark").json();
      assertThat(model.getString("card")).isEqualTo("# Spark");
      assertThat(model.getJsonArray("releases").stream())
          .extracting(each -> ((JsonObject) each).getString("version"))
          .containsExactly("2", "1");
      assertThat(model.getJsonArray("coverage")).hasSize(2);
      JsonObject point = model.getJsonArray("calibrationCurve").getJsonObject(1);
      assertThat(point.getDouble("lower")).isLessThan(point.getDouble("observed"));
      assertThat(point.getDouble("upper")).isGreaterThan(point.getDouble("observed"));
      assertThat(model.getJsonArray("drift").getJsonObject(0).getString("detector"))
          .isEqualTo("page-hinkley");
      assertThat(door.get("/v1/models/nobody").status()).isEqualTo(404);
    }
  }

  @Test
  void shouldSayWhoWorksAndHowBusyTheyAre() {
    try (Door door = new Door()) {
      door.define("a");
      JsonObject instrument =
          new JsonObject()
              .put("name", "Press")
              .put("techniques", new io.vertx.core.json.JsonArray().add("scalar"))
              .put("capacity", 2)
              .put("state", "online");
      door.put("/v1/instruments/press", instrument);
      door.propose("a", 0);
      JsonObject idle = door.get("/v1/fleet").json();
      assertThat(idle.getInteger("waiting")).isEqualTo(1);
      JsonObject claim = new JsonObject().put("worker", "w");
      door.post("/v1/campaigns/a/leases", claim);
      door.post(
          "/v1/experiments/a-e0/progress",
          new JsonObject().put("worker", "w").put("epoch", 1).put("state", "running"));
      JsonObject fleet = door.get("/v1/fleet").json();
      assertThat(fleet.getInteger("waiting")).isZero();
      JsonObject worker = fleet.getJsonArray("workers").getJsonObject(0);
      assertThat(worker.getJsonArray("held").getJsonObject(0).getString("state"))
          .isEqualTo("running");
      assertThat(worker.getJsonArray("windows").getJsonObject(0).getDouble("busySeconds"))
          .isPositive();
      JsonObject press = fleet.getJsonArray("instruments").getJsonObject(0);
      assertThat(press.getInteger("capacity")).isEqualTo(2);
      assertThat(press.getJsonArray("windows").getJsonObject(0).getDouble("utilisation")).isZero();
      door.post(
          "/v1/experiments/a-e0/fail",
          new JsonObject().put("worker", "w").put("epoch", 1).put("failureKind", "jam"));
      assertThat(door.get("/v1/fleet").json().getJsonArray("workers")).isEmpty();
    }
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("materials").stream()
        .map(each -> ((JsonObject) each).getString("candidateId"))
        .toList();
  }

  private static ModelReleased release(String version, String digest, String card) {
    return ModelReleased.newBuilder()
        .setMeta(Events.meta("m-" + version, NOW))
        .setModelName("spark")
        .setVersion(version)
        .setDigest(digest.repeat(32))
        .setMetrics(Map.of("band_gap/mae", 0.2))
        .setCalibration(Map.of())
        .setStage(RolloutStage.CHAMPION)
        .setProperties(List.of("gap"))
        .setEmbeddingSize(8)
        .setCard(card)
        .build();
  }

  private static DriftDetected drift() {
    return DriftDetected.newBuilder()
        .setMeta(Events.meta("d", NOW))
        .setSubject("spark")
        .setDetector("page-hinkley")
        .setProperty("gap")
        .setStatistic(12)
        .setThreshold(10)
        .build();
  }
}
