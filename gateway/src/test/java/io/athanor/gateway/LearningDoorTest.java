package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.DecompositionPhase;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.GeneratorShare;
import io.athanor.event.InventedCandidate;
import io.athanor.event.Invention;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.event.StabilityAssessed;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the door says of models that learn, of what moved, of inventions and of stability. */
class LearningDoorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SALT = "c-salt";
  private static final String OTHER = "c-other";

  @Test
  void shouldShowHowStableAMaterialIsAndWhoInventedIt() {
    try (Door door = new Door()) {
      Facts facts = new Facts(door.log);
      facts.material(SALT, "NaCl", null, "r-1");
      facts.material(OTHER, "Na3Cl", null, "r-2");
      door.log.append(Topics.CANDIDATE_PROPOSED, SALT, invented()).join();
      door.log.append(Topics.STABILITY_ASSESSED, SALT, assessed()).join();
      JsonObject material = door.get("/v1/materials/" + SALT).json();
      JsonObject stability = material.getJsonObject("stability");
      assertThat(stability.getDouble("energyAboveHull")).isEqualTo(0.05);
      assertThat(stability.getDouble("standardDeviation")).isEqualTo(0.03);
      assertThat(stability.getString("unit")).isEqualTo("eV/atom");
      assertThat(stability.getJsonObject("event").getString("topic"))
          .isEqualTo("stability-assessed");
      assertThat(stability.getJsonArray("decomposition").encode())
          .isEqualTo(
              "[{\"formula\":\"ClNa3\",\"fraction\":0.75,\"candidateId\":\"c-other\"},"
                  + "{\"formula\":\"Cl\",\"fraction\":0.25}]");
      JsonObject invention = material.getJsonObject("invention");
      assertThat(invention.getString("generator")).isEqualTo("substitution");
      assertThat(invention.getJsonArray("edits")).containsExactly("K -> Na on site 1");
      assertThat(material.getJsonArray("events").encode())
          .contains("invented by substitution in wave 1");
    }
  }

  @Test
  void shouldNotShowStabilityThatRestsOnAnotherTenantsComputations(@TempDir Path directory) {
    try (Secured secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF)) {
      Facts a = new Facts(secured.log, "lab-a");
      a.scalar("r-a", SALT);
      a.material(SALT, "NaCl", null, "r-a");
      new Facts(secured.log, "lab-b").scalar("r-b", OTHER);
      secured.log.append(Topics.STABILITY_ASSESSED, SALT, assessed()).join();
      String path = "/v1/materials/" + SALT;
      JsonObject hidden =
          secured.get(path, "X-API-Key", Secured.key("lab-a", Role.SCIENTIST)).json();
      assertThat(hidden.containsKey("stability")).isFalse();
      assertThat(hidden.getJsonArray("notes").encode()).contains("stability is not shown");
    }
  }

  @Test
  void shouldShowHowAVersionIsRolledOut() {
    try (Door door = new Door()) {
      release(door, 1, "aa", RolloutStage.CHAMPION, 0, "the first");
      release(door, 2, "bb", RolloutStage.SHADOW, 0, "refreshed after 64 outcomes");
      release(door, 3, "bb", RolloutStage.CANARY, 0.25, "ahead by 3.1 nats");
      JsonObject model = door.get("/v1/models/spark").json();
      assertThat(model.getJsonArray("rollout").stream())
          .extracting(each -> ((JsonObject) each).getString("stage"))
          .containsExactly("champion", "shadow", "canary");
      JsonObject canary = model.getJsonArray("rollout").getJsonObject(2);
      assertThat(canary.getString("reason")).isEqualTo("ahead by 3.1 nats");
      assertThat(canary.getDouble("share")).isEqualTo(0.25);
      assertThat(canary.getJsonObject("event").getString("topic")).isEqualTo("model-released");
      assertThat(model.getString("champion")).isEqualTo("aa".repeat(32));
      assertThat(model.getJsonObject("canary").encode())
          .isEqualTo("{\"digest\":\"" + "bb".repeat(32) + "\",\"share\":0.25}");
      assertThat(model.containsKey("shadow")).isFalse();
      release(door, 4, "bb", RolloutStage.RETIRED, 0, "coverage 0.71 of 0.9");
      JsonObject after = door.get("/v1/models").json().getJsonArray("models").getJsonObject(0);
      assertThat(after.getString("champion")).isEqualTo("aa".repeat(32));
      assertThat(after.containsKey("canary")).isFalse();
    }
  }

  @Test
  void shouldTellACampaignsFollowersOfDriftCoverageAndInventions() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.log
          .append(Topics.COVERAGE_REPORTED, "a", Events.coverage("a", "a", 0.7, 20, NOW))
          .join();
      door.log.append(Topics.DRIFT_DETECTED, "a", drift("d-1", "a")).join();
      door.log.append(Topics.DRIFT_DETECTED, "spark", drift("d-2", null)).join();
      door.log
          .append(
              Topics.INVENTION_REQUESTED,
              "a",
              new InventionRequested(
                  Events.meta("w-1", NOW),
                  "a",
                  0,
                  7L,
                  10,
                  32,
                  door.log.events(Topics.CAMPAIGN_DEFINED).get(0),
                  List.of(),
                  0.01,
                  0.5,
                  null))
          .join();
      door.log.append(Topics.INVENTION_ANSWERED, "a", answered()).join();
      Map<String, JsonObject> events = follow(door, 4);
      assertThat(events.keySet()).containsExactly("coverage", "drift", "invention", "invention'");
      JsonObject alarm = events.get("drift");
      assertThat(alarm.getString("kind")).isEqualTo("residuals");
      assertThat(alarm.getString("message")).isEqualTo("gap reads 0.3 eV higher");
      assertThat(alarm.getJsonArray("answers")).containsExactly("intervals widen");
      assertThat(events.get("coverage").getDouble("claimed")).isEqualTo(0.9);
      assertThat(events.get("invention").getString("event")).isEqualTo("requested");
      JsonObject wave = events.get("invention'");
      assertThat(wave.getJsonArray("candidates").getJsonObject(0).getString("candidateId"))
          .isEqualTo(SALT);
      assertThat(wave.getJsonArray("generators").getJsonObject(0).getInteger("accepted"))
          .isEqualTo(1);
      assertThat(wave.getJsonObject("rejected").getInteger("charge")).isEqualTo(4);
      assertThat(door.get("/v1/models").json().getJsonArray("models")).isEmpty();
    }
  }

  private static Map<String, JsonObject> follow(Door door, int count) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) door.uri("/v1/campaigns/a/events").toURL().openConnection();
    connection.setReadTimeout(20_000);
    Map<String, JsonObject> events = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String name = "";
      while (events.size() < count) {
        String line = lines.readLine();
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          JsonObject data = new JsonObject(line.substring("data: ".length()));
          events.put(events.containsKey(name) ? name + "'" : name, data);
        }
      }
    }
    return events;
  }

  private static void release(
      Door door, int number, String digest, RolloutStage stage, double share, String reason) {
    ModelReleased event =
        ModelReleased.newBuilder()
            .setMeta(Events.meta("m-" + number, NOW.plusSeconds(number)))
            .setModelName("spark")
            .setVersion(digest)
            .setDigest(digest.repeat(32))
            .setMetrics(Map.of())
            .setStage(stage)
            .setProperties(List.of("gap"))
            .setEmbeddingSize(8)
            .setShare(share)
            .setReason(reason)
            .build();
    door.log.append(Topics.MODEL_RELEASED, Rollout.key(event), event).join();
  }

  private static DriftDetected drift(String id, String campaignId) {
    return DriftDetected.newBuilder()
        .setMeta(Events.meta(id, NOW))
        .setSubject(campaignId == null ? "spark" : campaignId)
        .setDetector("page-hinkley")
        .setProperty("gap")
        .setStatistic(12)
        .setThreshold(10)
        .setKind(DriftKind.RESIDUALS)
        .setMessage("gap reads 0.3 eV higher")
        .setAnswers(List.of("intervals widen"))
        .setCampaignId(campaignId)
        .build();
  }

  private static InventionAnswered answered() {
    return InventionAnswered.newBuilder()
        .setMeta(Events.meta("w-2", NOW))
        .setCampaignId("a")
        .setWave(0)
        .setFirstIndex(10)
        .setCandidates(List.of(new InventedCandidate(SALT, 10)))
        .setGenerators(List.of(new GeneratorShare("substitution", 5, 1, 1.0, 0.0)))
        .setRejected(Map.of("charge", 4))
        .build();
  }

  private static CandidateProposed invented() {
    return CandidateProposed.newBuilder()
        .setMeta(Events.meta("i-1", NOW))
        .setCandidateId(SALT)
        .setCandidate(Candidate.newBuilder().setCandidateId(SALT).setFormula("NaCl").build())
        .setCampaignId("a")
        .setIndex(10)
        .setInvention(
            Invention.newBuilder()
                .setGenerator("substitution")
                .setWave(1)
                .setParents(List.of("mp-1"))
                .setEdits(List.of("K -> Na on site 1"))
                .setReasons(List.of("charge balanced"))
                .setScores(Map.of("novelty", 0.5))
                .build())
        .build();
  }

  private static StabilityAssessed assessed() {
    return StabilityAssessed.newBuilder()
        .setMeta(Events.meta("s-1", NOW))
        .setCandidateId(SALT)
        .setFormula("ClNa")
        .setEnergyAboveHull(0.05)
        .setStandardDeviation(0.03)
        .setProbabilityStable(0.04)
        .setProbabilityMetastable(0.95)
        .setMargin(0.1)
        .setBasis("simulation")
        .setDecomposition(
            List.of(
                new DecompositionPhase("ClNa3", OTHER, 0.75),
                new DecompositionPhase("Cl", null, 0.25)))
        .setEntries(3)
        .build();
  }
}
