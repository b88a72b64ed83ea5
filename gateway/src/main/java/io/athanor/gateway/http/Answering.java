package io.athanor.gateway.http;

import io.athanor.gateway.command.Reply;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers; every failure becomes one problem. */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
  private static final int UNAVAILABLE = 503;

  private Answering() {}

  /** On the event loop. */
  static void reply(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(reply.status());
      response.putHeader("Content-Type", "application/json");
      end(response, reply.text().orElseGet(reply.body()::encode));
    }
  }

  /** On the event loop. */
  static void fail(RoutingContext context, Throwable failure) {
    problem(context, problemOf(failure));
  }

  /** On the event loop; also what the router itself refuses. */
  static void routerFailure(RoutingContext context) {
    Throwable failure = context.failure();
    int status = failure instanceof HttpException e ? e.getStatusCode() : context.statusCode();
    switch (status) {
      case 404 -> problem(context, Problem.of(ProblemCode.NOT_FOUND, "no such path"));
      case 405 ->
          problem(context, Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "not with this method"));
      case 413 ->
          problem(context, Problem.of(ProblemCode.TOO_LARGE, "the body is larger than the limit"));
      case 400 -> problem(context, Problem.of(ProblemCode.CONTRACT, "the request cannot be read"));
      default ->
          fail(context, failure == null ? new IllegalStateException("status " + status) : failure);
    }
  }

  private static void problem(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    // a body that is not wanted is still read, or the client would see a broken connection
    if (!context.request().isEnded()) {
      context.request().resume();
    }
    response.setStatusCode(problem.code().status());
    response.putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Basic realm=\"athanor\", charset=\"UTF-8\"");
      response.headers().add("WWW-Authenticate", "Bearer realm=\"athanor\"");
    }
    if (problem.code().status() == UNAVAILABLE) {
      response.putHeader("Retry-After", "1");
    }
    end(response, problem.toJson().encode());
  }

  static Problem problemOf(Throwable failure) {
    var problem = ProblemException.in(failure);
    if (problem.isPresent()) {
      return problem.get();
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException) {
        return Problem.of(
            ProblemCode.UNAVAILABLE, "no answer in time; it is unknown whether it was done");
      }
      if (each instanceof RejectedExecutionException) {
        return Problem.of(ProblemCode.OVERLOADED, "too many requests are in work");
      }
    }
    LOG.atError().setCause(failure).log("Request failed");
    return Problem.of(ProblemCode.INTERNAL, "see the gateway's log");
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a client that has left is no failure of ours
  private static void end(HttpServerResponse response, String text) {
    response.end(text);
  }
}
