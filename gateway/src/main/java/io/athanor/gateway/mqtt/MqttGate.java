package io.athanor.gateway.mqtt;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Audit;
import io.athanor.gateway.security.Audit.Outcome;
import io.athanor.gateway.security.Credentials;
import io.athanor.gateway.security.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Stands before the MQTT server: user and password are the id and the secret of an API key, or the
 * user is {@value #TOKEN} and the password a token.
 */
final class MqttGate {
  /** The user that stands for a token. */
  static final String TOKEN = "bearer";

  private static final String CONNECT = "connectMqtt";
  private static final int ACCEPTED = 202;
  private static final int FAILED = 500;

  private final MqttParts.Security security;

  MqttGate(MqttParts parts) {
    this.security = parts.security();
  }

  /** Who connects; fails for nobody, which is written down. */
  Future<Identity> known(MqttEndpoint endpoint) {
    return security
        .authenticator()
        .authenticate(shown(endpoint))
        .onFailure(
            failure -> {
              var unused =
                  security
                      .audit()
                      .record(
                          new Audit.Access(
                              Optional.empty(),
                              CONNECT,
                              Optional.empty(),
                              Outcome.UNAUTHENTICATED,
                              ProblemCode.UNAUTHENTICATED.status()));
            });
  }

  /** Takes a message within the caller's quota, and has it written down before it is answered. */
  CompletableFuture<JsonObject> guarded(
      String topic, Identity caller, Instant now, Supplier<CompletableFuture<JsonObject>> take) {
    String operation =
        topic.endsWith("/" + MqttIntake.STATUS) ? MqttIntake.REGISTERS : MqttIntake.REPORTS;
    CompletableFuture<JsonObject> taken;
    try {
      if (security.quotas().take(caller, now).isPresent()) {
        throw ProblemException.of(
            ProblemCode.TOO_MANY_REQUESTS, "the quota of " + caller.subject().orElseThrow());
      }
      taken = take.get();
    } catch (RuntimeException e) {
      taken = CompletableFuture.failedFuture(e);
    }
    return taken
        .exceptionallyCompose(failure -> refused(operation, caller, failure))
        .thenCompose(
            answer ->
                record(operation, caller, Optional.ofNullable(answer.getString("id")), ACCEPTED)
                    .thenApply(written -> answer));
  }

  private CompletableFuture<JsonObject> refused(
      String operation, Identity caller, Throwable failure) {
    int status =
        ProblemException.in(failure).map(Problem::code).map(ProblemCode::status).orElse(FAILED);
    var unused = record(operation, caller, Optional.empty(), status);
    return CompletableFuture.failedFuture(failure);
  }

  private CompletableFuture<Void> record(
      String operation, Identity caller, Optional<String> target, int status) {
    return security
        .audit()
        .record(
            new Audit.Access(Optional.of(caller), operation, target, Outcome.of(status), status));
  }

  private static Optional<Credentials> shown(MqttEndpoint endpoint) {
    if (endpoint.auth() == null
        || endpoint.auth().getUsername() == null
        || endpoint.auth().getPassword() == null) {
      return Optional.empty();
    }
    String user = endpoint.auth().getUsername();
    String password = endpoint.auth().getPassword();
    return Optional.of(
        user.equals(TOKEN)
            ? new Credentials.BearerToken(password)
            : new Credentials.AccessKey(user, password));
  }
}
