package io.athanor.gateway.http;

import io.athanor.gateway.command.Reply;
import io.athanor.gateway.contract.Operation;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Audit;
import io.athanor.gateway.security.Audit.Outcome;
import io.athanor.gateway.security.Authenticator;
import io.athanor.gateway.security.Credentials;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.security.Quotas;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stands before every operation: who speaks, whether it may, whether it asks too much; and has
 * every write and every refusal written down.
 */
final class Guard {
  private static final String IDENTITY = "athanor.identity";
  private static final String AUDITED = "athanor.audited";
  private static final int LEFT = 499;

  private final Authenticator authenticator;
  private final Quotas quotas;
  private final Audit audit;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * What it needs.
   *
   * @param clock for the quotas
   * @param patience how long an answer waits for the audit log
   */
  record Parts(
      Authenticator authenticator,
      Quotas quotas,
      Audit audit,
      InstantSource clock,
      Duration patience) {}

  Guard(Parts parts) {
    this.authenticator = parts.authenticator();
    this.quotas = parts.quotas();
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.patience = parts.patience();
  }

  /** Lets the request pass with its identity, or answers it. On the event loop. */
  void pass(RoutingContext context, Operation operation) {
    context.addEndHandler(ended -> afterwards(context, operation, ended.succeeded()));
    Future<Identity> known =
        authenticator.authenticate(Credentials.of(context.request()::getHeader));
    if (known.isComplete()) {
      settle(context, operation, known);
    } else {
      context.request().pause();
      known.onComplete(
          done -> {
            context.request().resume();
            settle(context, operation, known);
          });
    }
  }

  /** Who a request that has passed is from. */
  static Identity caller(RoutingContext context) {
    return context.get(IDENTITY);
  }

  /**
   * Has a command written down before it is answered: what cannot be written down is not answered
   * as done.
   *
   * @param parameters of the request, by name
   */
  CompletableFuture<Reply> audited(
      Operation operation,
      Identity caller,
      Map<String, String> parameters,
      CompletableFuture<Reply> command) {
    return command
        .exceptionallyCompose(failure -> audited(operation, caller, parameters, failure))
        .thenCompose(reply -> audited(operation, caller, parameters, reply));
  }

  /** The request has been written down. On the event loop. */
  static void written(RoutingContext context) {
    context.put(AUDITED, Boolean.TRUE);
  }

  private CompletableFuture<Reply> audited(
      Operation operation, Identity caller, Map<String, String> parameters, Reply reply) {
    if (reply.body().getValue("leases") instanceof JsonArray leases && leases.isEmpty()) {
      return CompletableFuture.completedFuture(reply); // nothing was written
    }
    Outcome outcome = refusedInside(reply) ? Outcome.FORBIDDEN : Outcome.of(reply.status());
    return audit
        .record(
            new Audit.Access(
                Optional.of(caller),
                operation.id(),
                target(parameters).or(() -> target(reply)),
                outcome,
                reply.status()))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (done, lost) -> {
              if (lost != null) {
                throw new ProblemException(
                    Problem.of(
                        ProblemCode.UNAVAILABLE, "it was done, but the audit log does not answer"),
                    lost);
              }
              return reply;
            });
  }

  private CompletableFuture<Reply> audited(
      Operation operation, Identity caller, Map<String, String> parameters, Throwable failure) {
    int status = Answering.problemOf(failure).code().status();
    note(
        new Audit.Access(
            Optional.of(caller), operation.id(), target(parameters), Outcome.of(status), status));
    return CompletableFuture.failedFuture(failure);
  }

  private void settle(RoutingContext context, Operation operation, Future<Identity> known) {
    if (known.failed()) {
      Answering.fail(context, known.cause());
      return;
    }
    try {
      Identity caller = known.result();
      context.put(IDENTITY, caller);
      caller.require(operation.roles());
      Optional<Duration> wait = quotas.take(caller, clock.instant());
      if (wait.isPresent()) {
        long seconds = Math.max(1, (wait.get().toMillis() + 999) / 1000);
        context.response().putHeader("Retry-After", Long.toString(seconds));
        throw ProblemException.of(
            ProblemCode.TOO_MANY_REQUESTS, "the quota of " + caller.subject().orElseThrow());
      }
      context.next();
    } catch (RuntimeException e) {
      Answering.fail(context, e);
    }
  }

  /** What was answered before a command was tried, and refused reads. */
  private void afterwards(RoutingContext context, Operation operation, boolean sent) {
    int status = sent ? context.response().getStatusCode() : LEFT;
    Outcome outcome = Outcome.of(status);
    if (context.get(AUDITED) == null && (operation.writes() || outcome != Outcome.ALLOWED)) {
      note(
          new Audit.Access(
              Optional.ofNullable(caller(context)),
              operation.id(),
              target(context.pathParams()),
              outcome,
              status));
    }
  }

  private void note(Audit.Access access) {
    var unused = audit.record(access);
  }

  private static Optional<String> target(Map<String, String> parameters) {
    return List.of("experimentId", "campaignId", "instrumentId", "webhookId", "scope", "worker")
        .stream()
        .map(parameters::get)
        .filter(each -> each != null)
        .findFirst();
  }

  private static Optional<String> target(Reply reply) {
    return List.of("campaignId", "id").stream()
        .map(name -> reply.body().getValue(name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }

  /** Whether one of many messages was refused for what the caller may not do. */
  private static boolean refusedInside(Reply reply) {
    return reply.body().getValue("results") instanceof JsonArray results
        && results.stream()
            .anyMatch(
                each ->
                    each instanceof JsonObject result
                        && result.getValue("error") instanceof JsonObject error
                        && ProblemCode.FORBIDDEN.spelled().equals(error.getString("code")));
  }
}
