package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AccessAudited;
import io.athanor.event.ExperimentProposed;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.contract.Operation;
import io.athanor.gateway.security.AuditChain;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.security.TestTokens;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts on every operation of the contract, as it stands: none is named here. */
class EveryOperationTest {
  private static final String CAMPAIGN = "campaign-of-a";
  private static final Set<String> OWNED = Set.of("campaignId", "experimentId", "instrumentId");
  private static final Set<Integer> UNKNOWN = Set.of(401, 403, 429);

  @TempDir private static Path directory;
  private static Secured secured;
  private static ExperimentProposed experiment;

  private final Contract contract = Contract.load();

  @BeforeAll
  static void fill() {
    secured = new Secured(directory, Optional.empty(), DoorsConfig.OFF);
    JsonObject instrument =
        new JsonObject().put("name", "A's").put("techniques", new JsonArray().add("uv-vis"));
    assertThat(
            secured
                .as("lab-a", Role.SCIENTIST, "POST", "/v1/campaigns", Door.campaign(CAMPAIGN))
                .status())
        .isEqualTo(201);
    assertThat(
            secured
                .as(
                    "lab-a",
                    Role.INSTRUMENT,
                    "PUT",
                    "/v1/instruments/" + Secured.INSTRUMENT,
                    instrument)
                .status())
        .isEqualTo(200);
    experiment = secured.door.propose(CAMPAIGN, 0);
  }

  @AfterAll
  static void close() {
    secured.close();
  }

  /** A request of an operation, as the contract gives an example of it. */
  private record Attempt(String method, String path, String mediaType, String body) {
    Secured.Answer with(String... headers) {
      return secured.send(method, path, body, mediaType, headers);
    }
  }

  @Test
  void shouldRefuseEveryRoleThatIsNotNamed() {
    int before = secured.written();
    List<String> passed = new ArrayList<>();
    int attempts = 0;
    for (Operation operation : contract.operations()) {
      for (Role role : Role.values()) {
        if (!operation.roles().contains(role)) {
          for (Attempt each : attempts(operation, Secured.id("lab-a", role))) {
            attempts++;
            int status = each.with("X-API-Key", Secured.key("lab-a", role)).status();
            if (status != 403) {
              passed.add(operation.id() + " as " + role + ": " + status);
            }
          }
        }
      }
    }
    System.out.println("wrong role: " + attempts + " attempts, " + passed.size() + " passed");
    assertThat(attempts).isGreaterThan(contract.operations().size());
    assertThat(passed).isEmpty();
    assertThat(secured.written()).isEqualTo(before);
  }

  @Test
  void shouldRefuseWhoeverCannotBeBelieved() {
    int before = secured.written();
    List<String> passed = new ArrayList<>();
    int attempts = 0;
    Map<String, List<String>> strangers = strangers();
    for (Operation operation : contract.operations()) {
      for (Attempt attempt : attempts(operation, "someone")) {
        for (Map.Entry<String, List<String>> stranger : strangers.entrySet()) {
          attempts++;
          int status = attempt.with(stranger.getValue().toArray(String[]::new)).status();
          if (status != 401) {
            passed.add(operation.id() + " with " + stranger.getKey() + ": " + status);
          }
        }
      }
    }
    System.out.println("not believed: " + attempts + " attempts, " + passed.size() + " passed");
    assertThat(attempts).isGreaterThanOrEqualTo(strangers.size() * contract.operations().size());
    assertThat(passed).isEmpty();
    assertThat(secured.written()).isEqualTo(before);
  }

  @Test
  void shouldNotShowOneTenantToAnother() {
    int before = secured.written();
    List<String> passed = new ArrayList<>();
    int attempts = 0;
    for (Operation operation : contract.operations()) {
      boolean byPath = operation.parameters().stream().anyMatch(EveryOperationTest::isOwned);
      for (Role role : operation.roles()) {
        for (Attempt each : attempts(operation, Secured.id("lab-b", role))) {
          boolean byBody = each.body().contains(CAMPAIGN);
          if (byPath || byBody || !operation.writes()) {
            attempts++;
            Secured.Answer answer = each.with("X-API-Key", Secured.key("lab-b", role));
            boolean hidden =
                byPath
                    ? answer.status() == 404
                    : byBody
                        ? Set.of(403, 409, 422).contains(answer.status())
                        : !answer.text().contains(CAMPAIGN)
                            && !answer.text().contains(Secured.INSTRUMENT)
                            && !answer.text().contains(experiment.getExperimentId());
            if (!hidden) {
              passed.add(operation.id() + " as " + role + ": " + answer);
            }
          }
        }
      }
    }
    System.out.println("other tenant: " + attempts + " attempts, " + passed.size() + " passed");
    assertThat(attempts).isGreaterThan(contract.operations().size());
    assertThat(passed).isEmpty();
    assertThat(secured.written()).isEqualTo(before);
  }

  @Test
  void shouldLetPassWhoMay(@TempDir Path other) {
    try (Secured own = new Secured(other, Optional.empty(), DoorsConfig.OFF)) {
      List<String> refused = new ArrayList<>();
      for (Operation operation : contract.operations()) {
        for (Role role : operation.roles()) {
          for (Attempt each : attempts(operation, Secured.id("lab-a", role))) {
            Secured.Answer answer =
                own.send(
                    each.method(),
                    each.path(),
                    each.body(),
                    each.mediaType(),
                    "Authorization",
                    "Bearer "
                        + own.issuer.signed(
                            TestTokens.claims(Secured.id("lab-a", role), "lab-a", role)));
            // messages inside a message may need another role, and say which
            boolean inside = answer.status() == 403 && !answer.text().contains(needed(operation));
            if (UNKNOWN.contains(answer.status()) && !inside) {
              refused.add(operation.id() + " as " + role + ": " + answer);
            }
          }
        }
      }
      assertThat(refused).isEmpty();
    }
  }

  @Test
  void shouldWriteDownEveryRefusalInAChainThatHolds(@TempDir Path other) {
    Secured own = new Secured(other, Optional.empty(), DoorsConfig.OFF);
    List<String> refused = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      Set<Role> others = EnumSet.complementOf(EnumSet.copyOf(operation.roles()));
      if (others.isEmpty()) {
        continue;
      }
      Role role = others.iterator().next();
      Attempt attempt = attempts(operation, Secured.id("lab-a", role)).get(0);
      String key = Secured.key("lab-a", role);
      own.send(
          attempt.method(), attempt.path(), attempt.body(), attempt.mediaType(), "X-API-Key", key);
      refused.add(operation.id());
    }
    own.close();

    List<AccessAudited> entries = own.log.events(Topics.ACCESS_AUDITED);
    assertThat(entries).allMatch(each -> each.getOutcome().equals("forbidden"));
    assertThat(entries).extracting(AccessAudited::getOperation).containsExactlyElementsOf(refused);
    assertThat(entries.toString()).doesNotContain("secret of");
    assertThat(AuditChain.verify(entries))
        .singleElement()
        .satisfies(each -> assertThat(each.faults()).isEmpty());
  }

  private static String needed(Operation operation) {
    return "needs one of the roles "
        + operation.roles().stream().map(Role::spelled).collect(Collectors.joining(", "));
  }

  /** One attempt for each media type of the body. */
  private List<Attempt> attempts(Operation operation, String subject) {
    String path = path(operation, subject);
    if (operation.bodies().isEmpty()) {
      return List.of(new Attempt(operation.method(), path, "", ""));
    }
    List<Attempt> attempts = new ArrayList<>();
    for (String mediaType : operation.bodies().keySet()) {
      Object body = owned(example(operation, mediaType), subject);
      attempts.add(new Attempt(operation.method(), path, mediaType, Json.encode(body)));
    }
    return attempts;
  }

  private static String path(Operation operation, String subject) {
    Map<String, String> values =
        Map.of(
            "campaignId",
            CAMPAIGN,
            "experimentId",
            experiment.getExperimentId(),
            "instrumentId",
            Secured.INSTRUMENT,
            "worker",
            subject,
            "name",
            "start");
    String path = operation.path();
    for (Operation.Parameter each : operation.parameters()) {
      path = path.replace("{" + each.name() + "}", values.getOrDefault(each.name(), "of-a"));
    }
    return path;
  }

  private static boolean isOwned(Operation.Parameter parameter) {
    return parameter.place() == Operation.Place.PATH && OWNED.contains(parameter.name());
  }

  private Object example(Operation operation, String mediaType) {
    return contract
        .document()
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().toLowerCase(java.util.Locale.ROOT))
        .getJsonObject("requestBody")
        .getJsonObject("content")
        .getJsonObject(mediaType)
        .getValue("example");
  }

  /** The example, about laboratory A's campaign, by this worker, without waiting. */
  private static Object owned(Object value, String subject) {
    if (value instanceof JsonArray array) {
      JsonArray changed = new JsonArray();
      array.forEach(each -> changed.add(owned(each, subject)));
      return changed;
    }
    if (value instanceof JsonObject object) {
      JsonObject changed = new JsonObject();
      for (Map.Entry<String, Object> each : object) {
        changed.put(
            each.getKey(),
            switch (each.getKey()) {
              case "campaignId" -> CAMPAIGN;
              case "experimentId" -> experiment.getExperimentId();
              case "instrumentId" -> Secured.INSTRUMENT;
              case "worker" -> subject;
              case "waitSeconds" -> 0;
              default -> owned(each.getValue(), subject);
            });
      }
      return changed;
    }
    return value;
  }

  /** What strangers show, by what is wrong with it. */
  private static Map<String, List<String>> strangers() {
    Map<String, List<String>> strangers = new LinkedHashMap<>();
    String scientist = Secured.id("lab-a", Role.SCIENTIST);
    TestTokens issuer = secured.issuer;
    JsonObject good = TestTokens.claims("someone", "lab-a", Role.OPERATOR);
    long now = Instant.now().getEpochSecond();
    byte[] encoded = issuer.publicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n";
    strangers.put("nothing", List.of());
    strangers.put("a key nobody has", List.of("X-API-Key", "nobody.secret"));
    strangers.put("a wrong secret", List.of("X-API-Key", scientist + ".wrong"));
    strangers.put("an empty secret", List.of("X-API-Key", scientist + "."));
    strangers.put("a key that is over", List.of("X-API-Key", "late." + Secured.secret("late")));
    strangers.put("no key at all", List.of("X-API-Key", "x"));
    strangers.put("a digest for a secret", List.of("X-API-Key", scientist + "." + "0".repeat(64)));
    strangers.put(
        "two of them",
        List.of(
            "X-API-Key",
            Secured.key("lab-a", Role.OPERATOR),
            "Authorization",
            "Bearer " + issuer.signed(good)));
    strangers.put("another scheme", List.of("Authorization", "Digest abc"));
    strangers.put("no Base64", List.of("Authorization", "Basic ***"));
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("no token", "x.y.z");
    tokens.put("an expired token", issuer.signed(good.copy().put("exp", now - 60)));
    tokens.put("a token that never ends", issuer.signed(without(good, "exp")));
    tokens.put("a token of tomorrow", issuer.signed(good.copy().put("nbf", now + 600)));
    tokens.put("another audience", issuer.signed(good.copy().put("aud", "others")));
    tokens.put("no audience", issuer.signed(without(good, "aud")));
    tokens.put("another issuer", issuer.signed(good.copy().put("iss", "https://other.example")));
    tokens.put("no issuer", issuer.signed(without(good, "iss")));
    tokens.put("nobody's token", issuer.signed(without(good, "sub")));
    tokens.put("another's signature", new TestTokens("issuer-1").signed(good));
    tokens.put("an unknown key", new TestTokens("issuer-2").signed(good));
    tokens.put("claims exchanged", issuer.forged(good.copy().put("sub", "weak"), good));
    tokens.put("alg none", issuer.unsigned(good, "none"));
    tokens.put("alg None", issuer.unsigned(good, "None"));
    tokens.put("an empty signature", issuer.unsigned(good, "RS256"));
    tokens.put("HS256 by the public key", issuer.signedWithThePublicKey(good, encoded));
    tokens.put(
        "HS256 by the public key as PEM",
        issuer.signedWithThePublicKey(good, pem.getBytes(StandardCharsets.US_ASCII)));
    tokens.forEach(
        (name, token) -> strangers.put(name, List.of("Authorization", "Bearer " + token)));
    return strangers;
  }

  private static JsonObject without(JsonObject claims, String name) {
    JsonObject copy = claims.copy();
    copy.remove(name);
    return copy;
  }
}
