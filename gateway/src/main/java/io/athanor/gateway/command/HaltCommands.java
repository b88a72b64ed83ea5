package io.athanor.gateway.command;

import io.athanor.event.HaltDeclared;
import io.athanor.gateway.event.Halting;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Emergency stops and their ends. Only the default tenant's operators stop everything or another
 * tenant, and what they stopped nobody else releases.
 */
public final class HaltCommands {
  private static final int OK = 200;
  private static final String SOURCE = "athanor/gateway";

  private final EventLog log;
  private final View view;
  private final Duration timeout;

  /** With the log to write to, and how long to wait for the own view to have it. */
  public HaltCommands(EventLog log, View view, Duration timeout) {
    this.log = log;
    this.view = view;
    this.timeout = timeout;
  }

  /** Stops a scope, or lets it go on; answered when the own view has it. */
  public CompletableFuture<Reply> declare(JsonObject json, Origin origin) {
    String scope = json.getString("scope");
    String by = Deciders.by(json, origin);
    boolean halted = json.getBoolean("halted");
    requireReach(scope, origin.caller());
    Optional<HaltDeclared> known = view.halt(scope);
    if (known.isPresent() && !mayChange(known.get(), origin.caller())) {
      throw forbidden("was halted by whom only the default tenant's operators overrule");
    }
    boolean same = known.isPresent() && known.get().getHalted() == halted;
    if (same && !(halted && overrules(origin.caller(), known.get()))) {
      return CompletableFuture.completedFuture(new Reply(OK, Halting.json(known.get())));
    }
    if (known.isEmpty() && !halted) {
      throw ProblemException.at("/scope", ProblemCode.REFUSED, "is not halted");
    }
    int epoch = known.map(HaltDeclared::getEpoch).orElse(0) + (halted && !same ? 1 : 0);
    HaltDeclared event =
        HaltDeclared.newBuilder()
            .setMeta(origin.meta(origin.fresh(), SOURCE, origin.now(), null))
            .setScope(scope)
            .setHalted(halted)
            .setEpoch(epoch)
            .setBy(by)
            .setReason(json.getString("reason"))
            .build();
    return log.append(Topics.HALT_DECLARED, scope, event)
        .thenCompose(view::reaching)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reached -> new Reply(OK, Halting.json(event)));
  }

  /** What every scope that the caller may know of was told last. */
  public JsonObject list(Identity caller) {
    JsonArray halts = new JsonArray();
    view.seenBy(caller).halts().forEach(each -> halts.add(Halting.json(each)));
    return new JsonObject().put("halts", halts);
  }

  private void requireReach(String scope, Identity caller) {
    if (caller.tenant().isEmpty()) {
      return;
    }
    String id = scope.substring(scope.indexOf('/') + 1);
    Seen seen = view.seenBy(caller);
    switch (scope.substring(0, Math.max(0, scope.indexOf('/')))) {
      case "campaign" -> {
        if (seen.definition(id).isEmpty()) {
          throw ProblemException.at(
              "/scope", ProblemCode.UNKNOWN_CAMPAIGN, "no campaign has this id");
        }
      }
      case "instrument" -> {
        if (seen.instrument(id).isEmpty()) {
          throw ProblemException.at(
              "/scope", ProblemCode.INVALID_FIELD, "no instrument has this id");
        }
      }
      case "tenant" -> {
        if (!caller.sees(id)) {
          throw forbidden("is another tenant's");
        }
      }
      default -> throw forbidden("is for the default tenant's operators");
    }
  }

  private static boolean mayChange(HaltDeclared known, Identity caller) {
    return caller.tenant().isEmpty()
        || !known.getHalted()
        || caller.sees(known.getMeta().getTenant());
  }

  /** A stop of a tenant's becomes the default tenant's, or the tenant could release it. */
  private static boolean overrules(Identity caller, HaltDeclared known) {
    return caller.tenant().isEmpty() && !caller.sees(known.getMeta().getTenant());
  }

  private static ProblemException forbidden(String reason) {
    return ProblemException.at("/scope", ProblemCode.FORBIDDEN, reason);
  }
}
