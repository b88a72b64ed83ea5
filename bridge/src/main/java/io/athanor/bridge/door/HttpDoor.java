package io.athanor.bridge.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.door.DoorHttp.Answer;
import io.athanor.bridge.envelope.Refusal;
import io.athanor.bridge.envelope.Refusal.Code;
import io.athanor.schemas.signing.SignedOrder;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public door over HTTP. */
public final class HttpDoor implements Door {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What may be otherwise another time. */
  private static final Set<Code> PASSING =
      EnumSet.of(Code.HALTED, Code.CLOCK, Code.NOT_YET, Code.RATE, Code.TOTAL, Code.LEASE_OVER);

  private final DoorHttp http;
  private final Identity identity;
  private int turn;

  /**
   * Who asks.
   *
   * @param worker name that leases are in
   * @param instrumentId the robot
   * @param campaigns whose proposals are leased in turn; empty for what is offered to the robot
   * @param tenants whom it works for; empty for everybody
   * @param simulated whether nothing real moves
   */
  public record Identity(
      String worker,
      String instrumentId,
      List<String> campaigns,
      Set<String> tenants,
      boolean simulated) {
    /** Copies. */
    public Identity {
      campaigns = List.copyOf(campaigns);
      tenants = Set.copyOf(tenants);
    }
  }

  /**
   * The door at {@code base}.
   *
   * @param token bearer token; empty where the door asks for none
   * @param patience how long a report is said again while the door does not answer
   */
  public HttpDoor(URI base, Optional<String> token, Duration patience, Identity identity) {
    this.http = new DoorHttp(base, token, patience);
    this.identity = identity;
  }

  @Override
  public List<Lease> held() {
    return leases(http.get("/v1/workers/" + DoorHttp.encoded(identity.worker()) + "/leases"));
  }

  @Override
  public Optional<Lease> claim(Duration wait) {
    ObjectNode claim = JSON.createObjectNode();
    claim.put("worker", identity.worker()).put("max", 1).put("waitSeconds", wait.toSeconds());
    String of;
    if (identity.campaigns().isEmpty()) {
      of = "/v1/instruments/" + DoorHttp.encoded(identity.instrumentId());
    } else {
      of = "/v1/campaigns/" + DoorHttp.encoded(identity.campaigns().get(turn));
      turn = (turn + 1) % identity.campaigns().size();
    }
    return leases(http.postOnce(of + "/leases", claim, wait)).stream().findFirst();
  }

  @Override
  public boolean isHalted(String campaignId) {
    Answer answer;
    try {
      answer = http.get("/v1/halts");
    } catch (DoorException e) {
      return true;
    }
    if (!answer.body().path("halts").isArray()) {
      return true;
    }
    for (JsonNode halt : answer.body().path("halts")) {
      if (halt.path("halted").asBoolean(true)
          && concerns(halt.path("scope").asText(""), campaignId)) {
        return true;
      }
    }
    return false;
  }

  private boolean concerns(String scope, String campaignId) {
    if (scope.startsWith("campaign/")) {
      return scope.equals("campaign/" + campaignId);
    }
    if (scope.startsWith("instrument/")) {
      return scope.equals("instrument/" + identity.instrumentId());
    }
    if (scope.startsWith("tenant/") && !identity.tenants().isEmpty()) {
      return identity.tenants().contains(scope.substring("tenant/".length()));
    }
    return true;
  }

  @Override
  public Optional<Instant> permit(Lease lease) {
    ObjectNode step = step(lease.epoch(), "running", lease.step());
    try {
      Answer answer = progress(lease.experimentId(), lease.epoch(), lease.step(), step);
      return answer.isGood() ? Optional.of(lease.expiresAt()) : Optional.empty();
    } catch (DoorException e) {
      // it may have been given; nothing is begun, and the lease runs out
      return Optional.empty();
    }
  }

  @Override
  public boolean renew(Lease lease) {
    ObjectNode beat = JSON.createObjectNode();
    beat.put("worker", identity.worker()).put("epoch", lease.epoch());
    Answer answer =
        http.postOnce(experiment(lease.experimentId()) + "/heartbeat", beat, Duration.ZERO);
    return answer.isGood() && answer.body().path("holds").asBoolean(false);
  }

  @Override
  public void refuse(Lease lease, Refusal refusal) {
    if (refusal.code() == Code.LEASE_OVER || refusal.code() == Code.WRONG_LEASE) {
      return;
    }
    ObjectNode step = step(lease.epoch(), "failed", lease.step());
    step.put("failureKind", refusal.code().isOfEnvelope() ? "out-of-envelope" : "rejected");
    step.put("retryable", PASSING.contains(refusal.code()));
    step.put("reason", refusal.code().spelled() + " " + refusal.field() + ": " + refusal.reason());
    Answer answer = progress(lease.experimentId(), lease.epoch(), lease.step(), step);
    complain(answer, lease.experimentId());
  }

  @Override
  public boolean report(Command command, Outcome outcome) {
    ObjectNode step;
    if (outcome instanceof Outcome.Failed failed) {
      step = step(command.epoch(), "failed", command.step());
      step.put("failureKind", failed.kind()).put("reason", failed.reason());
      step.put("retryable", failed.retryable());
      if (!failed.evidence().isEmpty()) {
        ObjectNode evidence = step.putObject("evidence");
        failed.evidence().forEach(evidence::put);
      }
    } else {
      int number = 0;
      for (Outcome.Reading reading : ((Outcome.Made) outcome).readings()) {
        send(command, reading, command.orderId() + "/reading/" + number++);
      }
      step = step(command.epoch(), command.isLast() ? "succeeded" : "partial", command.step());
      step.putArray("sampleIds").add(sample(command));
      if (!command.isLast()) {
        step.put("stepDone", true);
      }
    }
    Answer answer = progress(command.experimentId(), command.epoch(), command.step(), step);
    complain(answer, command.experimentId());
    return answer.isGood();
  }

  private void send(Command command, Outcome.Reading reading, String key) {
    ObjectNode json = JSON.createObjectNode();
    json.put("sampleId", sample(command));
    json.put("candidateId", command.candidateId());
    json.put("campaignId", command.campaignId());
    json.put("experimentId", command.experimentId());
    json.put("instrumentId", identity.instrumentId());
    json.put("technique", reading.technique());
    json.put("simulated", identity.simulated());
    ObjectNode scalars = json.putObject("scalars");
    reading
        .scalars()
        .forEach(
            (name, said) ->
                scalars.putObject(name).put("value", said.value()).put("unit", said.unit()));
    complain(http.post("/v1/readings", json, key), command.experimentId());
  }

  private static String sample(Command command) {
    return command.experimentId();
  }

  private ObjectNode step(int epoch, String state, int step) {
    ObjectNode json = JSON.createObjectNode();
    json.put("worker", identity.worker()).put("epoch", epoch).put("state", state);
    if (step > 0) {
      json.put("step", step);
    }
    return json;
  }

  /** The same key whenever it is said: the door takes a repetition for what it is. */
  private Answer progress(String experimentId, int epoch, int step, ObjectNode body) {
    String key = experimentId + "/" + epoch + "/" + step + "/" + body.path("state").asText();
    return http.post(experiment(experimentId) + "/progress", body, key);
  }

  private static String experiment(String experimentId) {
    return "/v1/experiments/" + DoorHttp.encoded(experimentId);
  }

  private static void complain(Answer answer, String experimentId) {
    if (!answer.isGood()) {
      LOG.atWarn()
          .addKeyValue("experimentId", experimentId)
          .addKeyValue("reason", answer.detail())
          .log("The door refused what was reported");
    }
  }

  private static List<Lease> leases(Answer answer) {
    if (!answer.isGood() || !answer.body().path("leases").isArray()) {
      throw new DoorException("leases: the door answered " + answer.detail());
    }
    List<Lease> leases = new ArrayList<>();
    for (JsonNode each : answer.body().path("leases")) {
      try {
        leases.add(lease(each));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new DoorException("leases: cannot be read", e);
      }
    }
    return leases;
  }

  private static Lease lease(JsonNode json) {
    JsonNode proposal = json.required("proposal");
    JsonNode signed = proposal.path("signed");
    Base64.Decoder base64 = Base64.getDecoder();
    return new Lease(
        json.required("experimentId").asText(),
        proposal.required("campaignId").asText(),
        json.required("epoch").intValue(),
        json.required("step").intValue(),
        json.required("state").asText().equals("running"),
        Instant.parse(json.required("leaseExpiresAt").asText()),
        signed.isObject()
            ? Optional.of(
                new SignedOrder(
                    signed.required("keyId").asText(),
                    signed.required("algorithm").asText(),
                    base64.decode(signed.required("order").asText()),
                    base64.decode(signed.required("signature").asText())))
            : Optional.empty());
  }
}
