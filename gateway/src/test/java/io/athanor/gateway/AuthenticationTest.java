package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.athanor.event.AccessAudited;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.ReadingReported;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.Quota;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.security.TestTokens;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {
  private static final String LIST = "/v1/campaigns";

  @TempDir private Path directory;
  private Secured secured;

  @BeforeEach
  void open() {
    secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF);
  }

  @AfterEach
  void close() {
    secured.close();
  }

  @Test
  void shouldTakeAKeyInAHeaderOrAsUserAndPassword() {
    String id = Secured.id("lab-a", Role.SCIENTIST);
    String pair = id + ":" + Secured.secret(id);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

    assertThat(secured.get(LIST, "X-API-Key", id + "." + Secured.secret(id)).status())
        .isEqualTo(200);
    assertThat(secured.get(LIST, "Authorization", "Basic " + basic).status()).isEqualTo(200);
    assertThat(secured.get(LIST, "authorization", "basic " + basic).status()).isEqualTo(200);
  }

  @Test
  void shouldServePageAndContractToAnybody() {
    assertThat(secured.get("/").status()).isEqualTo(200);
    assertThat(secured.get("/openapi.yaml").text()).contains("x-roles");
  }

  @Test
  void shouldWriteOnEveryEventWhoBroughtItAndWhoseItIs() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));

    CampaignDefined defined = secured.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    assertThat(defined.getMeta().getTenant()).isEqualTo("lab-a");
    assertThat(defined.getMeta().getActor()).isEqualTo(Secured.id("lab-a", Role.SCIENTIST));
  }

  @Test
  void shouldRefuseACampaignThatAnotherHasTakenWithoutSayingWho() {
    assertThat(secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1")).status())
        .isEqualTo(201);
    Secured.Answer same = secured.as("lab-b", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));

    assertThat(same.status()).isEqualTo(409);
    assertThat(same.text()).doesNotContain("lab-a").doesNotContain("Test");
    assertThat(secured.log.events(Topics.CAMPAIGN_DEFINED)).hasSize(1);
  }

  @Test
  void shouldLeaveACampaignToWhoeverTheLogHasFirst() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    // as another door may have written it at the same moment
    Origin other =
        new Origin(Instant.EPOCH, new Random(1), Optional.empty())
            .by(Identity.local(true, Optional.of("lab-b")));
    CampaignDefined second = Campaigns.read(Door.campaign("c1"), "c1", other);
    secured.log.append(Topics.CAMPAIGN_DEFINED, "c1", second).join();

    String path = LIST + "/c1";
    assertThat(secured.get(path, "X-API-Key", Secured.key("lab-a", Role.SCIENTIST)).status())
        .isEqualTo(200);
    assertThat(secured.get(path, "X-API-Key", Secured.key("lab-b", Role.SCIENTIST)).status())
        .isEqualTo(404);
  }

  @Test
  void shouldLetATenantReleaseNothingThatTheDefaultTenantStoppedToo() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    assertThat(haltOf("lab-a", "campaign/c1", true).status()).isEqualTo(200);
    assertThat(haltOfDefaultTenant("campaign/c1", true).status()).isEqualTo(200);

    assertThat(haltOf("lab-a", "campaign/c1", false).status()).isEqualTo(403);
    assertThat(haltOfDefaultTenant("campaign/c1", true).status()).as("said twice").isEqualTo(200);
    assertThat(haltOfDefaultTenant("campaign/c1", false).status()).isEqualTo(200);
    assertThat(secured.log.events(Topics.HALT_DECLARED))
        .extracting(HaltDeclared::getHalted, HaltDeclared::getEpoch)
        .as("one stop that has changed hands")
        .containsExactly(tuple(true, 1), tuple(true, 1), tuple(false, 1));
  }

  @Test
  void shouldExportNoStopsOfAnotherTenant() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    assertThat(haltOf("lab-a", "tenant/lab-a", true).status()).isEqualTo(200);
    assertThat(haltOf("lab-b", "tenant/lab-b", true).status()).isEqualTo(200);

    Secured.Answer export =
        secured.get(
            LIST + "/c1/export?format=jsonld", "X-API-Key", Secured.key("lab-a", Role.SCIENTIST));
    assertThat(export.text())
        .contains("HaltDeclared", "lab-a-operator")
        .doesNotContain("lab-b-operator");
  }

  @Test
  void shouldLeaseAtNoInstrumentOfAnotherTenant() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    String oven = "/v1/instruments/oven";
    secured.as("lab-b", Role.OPERATOR, "PUT", oven, FactsTest.instrument());
    haltOf("lab-b", "instrument/oven", true);
    String worker = Secured.id("lab-a", Role.ROBOT);
    JsonObject wish = new JsonObject().put("worker", worker).put("instrumentId", "oven");
    Secured.Answer answer = secured.as("lab-a", Role.ROBOT, "POST", LIST + "/c1/leases", wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().getString("field")).isEqualTo("/instrumentId");
    assertThat(answer.text()).doesNotContain("halted").doesNotContain("lab-b");
  }

  @Test
  void shouldNotTakeTwoTenantsReadingsForOne() {
    JsonObject reading = reading(Secured.INSTRUMENT).put("occurredAt", "2026-01-01T00:00:00Z");
    for (String tenant : new String[] {"lab-a", "lab-b", "lab-a"}) {
      Secured.Answer answer =
          secured.send(
              "POST",
              "/v1/readings",
              reading.encode(),
              "application/json",
              "X-API-Key",
              Secured.key(tenant, Role.ROBOT),
              "Idempotency-Key",
              "one");
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    assertThat(secured.log.events(Topics.READING_REPORTED))
        .extracting(each -> each.getMeta().getId())
        .satisfies(ids -> assertThat(ids.get(0)).isNotEqualTo(ids.get(1)))
        .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(2)));
  }

  @Test
  void shouldLetAnInstrumentSpeakForItselfOnly() {
    assertThat(instrumentReports(Secured.INSTRUMENT).status()).isEqualTo(202);
    assertThat(instrumentReports("another").status()).isEqualTo(403);
    JsonObject both =
        new JsonObject()
            .put("readings", new JsonArray().add(reading("another")).add(reading("third")));
    Secured.Answer batch = secured.as("lab-a", Role.INSTRUMENT, "POST", "/v1/readings/batch", both);
    assertThat(batch.status()).isEqualTo(422);
    Secured.Answer other =
        secured.as(
            "lab-a",
            Role.INSTRUMENT,
            "PUT",
            "/v1/instruments/another",
            new JsonObject().put("name", "x").put("techniques", new JsonArray()));
    assertThat(other.status()).isEqualTo(403);
    assertThat(secured.log.events(Topics.READING_REPORTED))
        .extracting(ReadingReported::getInstrumentId)
        .containsExactly(Secured.INSTRUMENT);
    assertThat(secured.log.events(Topics.INSTRUMENT_REGISTERED)).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(secured.log.events(Topics.ACCESS_AUDITED))
                    .extracting(AccessAudited::getOutcome)
                    .containsExactlyInAnyOrder("allowed", "forbidden", "forbidden", "forbidden"));
  }

  @Test
  void shouldHoldAWorkerToItsName() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    ExperimentProposed proposed = secured.door.propose("c1", 0);
    String robot = Secured.id("lab-a", Role.ROBOT);

    assertThat(lease("c1", "somebody-else").status()).isEqualTo(403);
    assertThat(lease("c1", robot + "s").status()).isEqualTo(403);
    Secured.Answer leased = lease("c1", robot + ":arm-1");
    assertThat(leased.text()).contains(proposed.getExperimentId());
    assertThat(secured.log.events(Topics.EXPERIMENT_PROGRESSED))
        .singleElement()
        .satisfies(each -> assertThat(each.getMeta().getActor()).isEqualTo(robot))
        .satisfies(each -> assertThat(each.getMeta().getTenant()).isEqualTo("lab-a"));
  }

  @Test
  void shouldTakeKeysAwayAndGiveThemWithoutARestart() throws Exception {
    String key = Secured.key("lab-a", Role.SCIENTIST);
    assertThat(secured.get(LIST, "X-API-Key", key).status()).isEqualTo(200);

    Secured.write(
        secured.keys,
        new JsonObject()
            .put("keys", new JsonArray().add(Secured.entry("new", "lab-a", Role.SCIENTIST))));

    await()
        .until(
            () -> secured.get(LIST, "X-API-Key", "new." + Secured.secret("new")).status() == 200);
    assertThat(secured.get(LIST, "X-API-Key", key).status()).isEqualTo(401);

    Files.writeString(secured.keys, "{\"keys\": [ no JSON");
    assertThat(secured.get(LIST, "X-API-Key", "new." + Secured.secret("new")).status())
        .isEqualTo(200);
  }

  @Test
  void shouldFollowAnIssuerThatChangesItsKeys() {
    TestTokens next = new TestTokens("issuer-2");
    JsonObject claims = TestTokens.claims("somebody", "lab-a", Role.SCIENTIST);
    assertThat(bearer(secured.issuer.signed(claims)).status()).isEqualTo(200);
    assertThat(bearer(next.signed(claims)).status()).isEqualTo(401);

    Secured.write(secured.jwks, next.jwks());

    await().until(() -> bearer(next.signed(claims)).status() == 200);
    assertThat(bearer(secured.issuer.signed(claims)).status()).isEqualTo(401);
  }

  @Test
  void shouldTakeNoRolesFromATokenThatNamesNoneItKnows() {
    JsonObject claims =
        TestTokens.claims("somebody", "lab-a", Role.SCIENTIST)
            .put("roles", new JsonArray().add("Scientist").add("admin").add(7));

    assertThat(bearer(secured.issuer.signed(claims)).status()).isEqualTo(403);
  }

  @Test
  void shouldAnswerBeyondTheQuotaWithWhenToComeBack(@TempDir Path other) {
    try (Secured bounded = new Secured(other, Optional.of(new Quota(0.01, 2)), DoorsConfig.OFF)) {
      String key = Secured.key("lab-a", Role.SCIENTIST);
      assertThat(bounded.get(LIST, "X-API-Key", key).status()).isEqualTo(200);
      assertThat(bounded.get(LIST, "X-API-Key", key).status()).isEqualTo(200);
      Secured.Answer third = bounded.get(LIST, "X-API-Key", key);

      assertThat(third.status()).isEqualTo(429);
      assertThat(Integer.parseInt(third.retryAfter().orElseThrow())).isBetween(2, 100);
      assertThat(bounded.get(LIST, "X-API-Key", Secured.key("lab-b", Role.SCIENTIST)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeBeforeItIsRead() {
    String body = " ".repeat(Door.LIMITS.bodyBytes() + 1);
    Secured.Answer answer =
        secured.send(
            "POST",
            "/v1/readings",
            body,
            "application/json",
            "X-API-Key",
            Secured.key("lab-a", Role.ROBOT));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(secured.log.events(Topics.READING_REPORTED)).isEmpty();
  }

  @Test
  void shouldShowNothingOfTenantsToADoorThatAsksNobody() {
    secured.as("lab-a", Role.SCIENTIST, "POST", LIST, Door.campaign("c1"));
    MemoryEventLog copy = secured.log.copy();
    try (Door open = new Door(copy, each -> each, Door.LIMITS)) {
      assertThat(open.get(LIST).json().getJsonArray("campaigns")).isEmpty();
      assertThat(open.get(LIST + "/c1").status()).isEqualTo(404);
    }
  }

  private Secured.Answer haltOfDefaultTenant(String scope, boolean halted) {
    JsonObject claims = TestTokens.claims("safety", null, Role.OPERATOR);
    return halt(scope, halted, "Authorization", "Bearer " + secured.issuer.signed(claims));
  }

  private Secured.Answer haltOf(String tenant, String scope, boolean halted) {
    return halt(scope, halted, "X-API-Key", Secured.key(tenant, Role.OPERATOR));
  }

  private Secured.Answer halt(String scope, boolean halted, String... shown) {
    JsonObject body = new JsonObject().put("scope", scope).put("halted", halted);
    return secured.send("POST", "/v1/halts", body.encode(), "application/json", shown);
  }

  private Secured.Answer bearer(String token) {
    return secured.get(LIST, "Authorization", "Bearer " + token);
  }

  private Secured.Answer instrumentReports(String instrument) {
    return secured.as("lab-a", Role.INSTRUMENT, "POST", "/v1/readings", reading(instrument));
  }

  private Secured.Answer lease(String campaign, String worker) {
    return secured.as(
        "lab-a",
        Role.ROBOT,
        "POST",
        "/v1/campaigns/" + campaign + "/leases",
        new JsonObject().put("worker", worker));
  }

  private static JsonObject reading(String instrument) {
    return new JsonObject()
        .put("sampleId", "s")
        .put("instrumentId", instrument)
        .put("technique", "scalar")
        .put(
            "scalars",
            new JsonObject().put("x", new JsonObject().put("value", 1.5).put("unit", "V")));
  }
}
