package io.athanor.gateway.http;

import io.athanor.gateway.contract.Operation;
import io.athanor.gateway.security.Authenticator;
import io.athanor.gateway.security.Credentials;
import io.athanor.gateway.security.Identity;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Stands before every operation: who speaks, and whether it may. */
final class Guard {
  private static final String IDENTITY = "athanor.identity";

  private final Authenticator authenticator;

  Guard(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Lets the request pass with its identity, or answers it. On the event loop. */
  void pass(RoutingContext context, Operation operation) {
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

  private static void settle(RoutingContext context, Operation operation, Future<Identity> known) {
    if (known.failed()) {
      Answering.fail(context, known.cause());
      return;
    }
    try {
      known.result().require(operation.roles());
      context.put(IDENTITY, known.result());
      context.next();
    } catch (RuntimeException e) {
      Answering.fail(context, e);
    }
  }
}
