package io.athanor.gateway.http;

import io.athanor.gateway.GatewayConfig;
import io.athanor.gateway.command.Reply;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.contract.Operation;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Audit;
import io.athanor.gateway.security.Authenticator;
import io.athanor.gateway.security.Quotas;
import io.athanor.gateway.view.View;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Binds the operations of the contract to what is done for them. Bodies are decoded, checked and
 * handled on worker threads; the view is read on the event loop.
 */
public final class HttpDoor {
  /** Operations that may wait long for something to answer. */
  private static final Set<String> WAITING =
      Set.of("leaseProposals", "askExperiments", "leaseAtInstrument", "whyProposed");

  private final Vertx vertx;
  private final Contract contract;
  private final View view;
  private final Handlers handlers;
  private final Executor workers;
  private final Function<Optional<String>, Origin> origins;
  private final GatewayConfig config;
  private final MeterRegistry metrics;
  private final Guard guard;
  private final Ownership ownership;
  private final Admission bodies;
  private final Admission waiting;
  private final Streams streams;

  /**
   * What the door needs.
   *
   * @param workers where requests with a body are handled; refuses when it is full
   * @param origins now, each time, with the request's traceparent
   * @param security who a caller is, how much it may ask, and the record of it
   */
  public record Parts(
      Vertx vertx,
      Contract contract,
      View view,
      Commands commands,
      Executor workers,
      Function<Optional<String>, Origin> origins,
      Security security,
      MeterRegistry metrics) {}

  /** What stands before every operation. */
  public record Security(Authenticator authenticator, Quotas quotas, Audit audit) {}

  /** What may be done. */
  public record Commands(
      io.athanor.gateway.command.CampaignCommands campaigns,
      io.athanor.gateway.command.ReadingCommands readings,
      io.athanor.gateway.command.LeaseCommands leases,
      io.athanor.gateway.command.ProgressCommands progress,
      io.athanor.gateway.command.OutcomeCommands outcomes,
      io.athanor.gateway.command.TellCommands tells,
      io.athanor.gateway.command.DecisionCommands decisions,
      io.athanor.gateway.command.HaltCommands halts,
      io.athanor.gateway.command.InquiryCommands inquiries,
      io.athanor.gateway.command.ShadowCommands shadows,
      io.athanor.gateway.command.WebhookCommands webhooks,
      io.athanor.gateway.command.FactCommands facts,
      io.athanor.gateway.command.InstrumentCommands instruments,
      io.athanor.gateway.cloudevents.CloudEventCommands cloudEvents,
      io.athanor.gateway.bluesky.BlueskyDoor bluesky,
      io.athanor.gateway.command.DraftCommands drafts,
      io.athanor.gateway.room.RoomDoors rooms) {}

  /** A door that is not open yet: {@link #router} is to be served. */
  public HttpDoor(Parts parts, GatewayConfig config) {
    this.vertx = parts.vertx();
    this.contract = parts.contract();
    this.view = parts.view();
    this.workers = parts.workers();
    this.origins = parts.origins();
    this.metrics = parts.metrics();
    this.config = config;
    this.guard =
        new Guard(
            new Guard.Parts(
                parts.security().authenticator(),
                parts.security().quotas(),
                parts.security().audit(),
                () -> parts.origins().apply(Optional.empty()).now(),
                config.timeouts().log()));
    this.ownership = new Ownership(view);
    this.handlers = new Handlers(view, parts.commands());
    this.streams =
        new Streams(vertx, view, parts.commands().rooms().everything(), workers, config.timeouts());
    this.bodies = new Admission(config.limits().pendingRequests(), config.limits().pendingBytes());
    this.waiting = new Admission(config.limits().waitingClients(), Long.MAX_VALUE);
    metrics.gauge("athanor.gateway.requests.pending", bodies, Admission::requests);
    metrics.gauge("athanor.gateway.clients.waiting", waiting, Admission::requests);
  }

  /** The routes: every operation of the contract, and the page. */
  public Router router() {
    Router router = Router.router(vertx);
    for (int status : new int[] {400, 404, 405, 413, 500}) {
      router.errorHandler(status, Answering::routerFailure);
    }
    for (Operation operation : contract.operations()) {
      bind(router, operation);
    }
    Pages.load(contract.text()).forEach((path, page) -> Pages.serve(router, path, page));
    return router;
  }

  /** Ends the event streams: their clients may resume elsewhere. */
  public void endStreams() {
    streams.end();
  }

  private void bind(Router router, Operation operation) {
    Ownership.check(operation);
    String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
    Route route = router.route(HttpMethod.valueOf(operation.method()), path);
    // platform handlers: the router lets nothing else stand before the one that reads the body
    PlatformHandler measuring = guarded(context -> measure(context, operation))::handle;
    PlatformHandler guarding = guarded(context -> guard.pass(context, operation))::handle;
    PlatformHandler admitting = guarded(context -> admit(context, operation))::handle;
    route.handler(measuring).handler(guarding).handler(admitting);
    if (streams.has(operation.id())) {
      route.handler(
          guarded(context -> streams.start(operation.id(), context, call(context, operation))));
    } else if (handlers.lookups().containsKey(operation.id())) {
      var lookup = handlers.lookups().get(operation.id());
      route.handler(guarded(context -> lookUp(context, operation, lookup)));
    } else if (!operation.bodies().isEmpty()) {
      route.handler(BodyHandler.create(false).setBodyLimit(config.limits().bodyBytes()));
      var command = handlers.commands().get(operation.id());
      route.handler(guarded(context -> command(context, operation, command)));
    } else if (handlers.commands().containsKey(operation.id())) {
      var command = handlers.commands().get(operation.id());
      route.handler(guarded(context -> command(context, operation, command)));
    } else {
      var query = handlers.queries().get(operation.id());
      route.handler(
          guarded(context -> Answering.reply(context, query.apply(call(context, operation)))));
    }
  }

  private static Handler<RoutingContext> guarded(Handler<RoutingContext> handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (RuntimeException e) {
        Answering.fail(context, e);
      }
    };
  }

  private void measure(RoutingContext context, Operation operation) {
    Timer.Sample sample = Timer.start(metrics);
    context.addEndHandler(
        ended ->
            sample.stop(
                metrics.timer(
                    "athanor.gateway.requests",
                    "operation",
                    operation.id(),
                    "status",
                    Integer.toString(context.response().getStatusCode()))));
    context.next();
  }

  private void admit(RoutingContext context, Operation operation) {
    if (!view.isCaughtUp()) {
      throw ProblemException.of(ProblemCode.CATCHING_UP, "the view is not complete yet");
    }
    for (Operation.Parameter parameter : operation.parameters()) {
      String value = Requests.value(context, parameter);
      if (value != null) {
        parameter.check(value);
      } else if (parameter.required()) {
        throw ProblemException.at(parameter.name(), ProblemCode.CONTRACT, "is missing");
      }
    }
    ownership.hold(operation, context::pathParam, Guard.caller(context));
    if (streams.has(operation.id())) {
      leaveAtEnd(context, waiting.enter(0));
    } else if (operation.bodies().isEmpty()) {
      if (WAITING.contains(operation.id())) {
        leaveAtEnd(context, waiting.enter(0));
      }
    } else {
      Set<String> known = operation.bodies().keySet();
      if (!known.contains(Requests.mediaType(context))) {
        throw ProblemException.at(
            "Content-Type",
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "must be " + String.join(" or ", known));
      }
      long size = Requests.size(context, config.limits().bodyBytes());
      if (size > config.limits().bodyBytes()) {
        throw ProblemException.of(
            ProblemCode.TOO_LARGE, "the body may have " + config.limits().bodyBytes() + " bytes");
      }
      boolean waits = WAITING.contains(operation.id());
      leaveAtEnd(context, waits ? waiting.enter(0) : bodies.enter(size));
    }
    context.next();
  }

  private static void leaveAtEnd(RoutingContext context, Runnable leave) {
    context.addEndHandler(ended -> leave.run());
  }

  private void command(
      RoutingContext context,
      Operation operation,
      Function<Handlers.Call, CompletableFuture<Reply>> command) {
    Context loop = vertx.getOrCreateContext();
    Handlers.Call call = call(context, operation);
    Supplier<CompletableFuture<Reply>> work =
        () -> {
          return command.apply(
              operation.bodies().isEmpty()
                  ? call
                  : call.with(contract.body(operation.id(), call.mediaType(), call.bytes())));
        };
    Runnable task =
        () -> {
          var unused =
              guard
                  .audited(operation, call.caller(), call.parameters(), run(work))
                  .whenComplete(
                      (reply, failure) ->
                          loop.runOnContext(
                              done -> {
                                Guard.written(context);
                                answer(context, reply, failure);
                              }));
        };
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      Answering.fail(context, e);
    }
  }

  /** Reads the log: not on the event loop, and nothing to be written down. */
  private void lookUp(
      RoutingContext context, Operation operation, Function<Handlers.Call, Reply> lookup) {
    Context loop = vertx.getOrCreateContext();
    Handlers.Call call = call(context, operation);
    try {
      workers.execute(
          () -> {
            var unused =
                run(() -> CompletableFuture.completedFuture(lookup.apply(call)))
                    .whenComplete(
                        (reply, failure) ->
                            loop.runOnContext(done -> answer(context, reply, failure)));
          });
    } catch (RejectedExecutionException e) {
      Answering.fail(context, e);
    }
  }

  private static CompletableFuture<Reply> run(Supplier<CompletableFuture<Reply>> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void answer(RoutingContext context, Reply reply, Throwable failure) {
    if (failure == null) {
      Answering.reply(context, reply);
    } else {
      Answering.fail(context, failure);
    }
  }

  private Handlers.Call call(RoutingContext context, Operation operation) {
    Map<String, String> parameters = new TreeMap<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      String value = Requests.value(context, parameter);
      if (value != null && parameter.place() != Operation.Place.HEADER) {
        parameters.put(parameter.name(), value);
      }
    }
    Optional<String> traceparent = Optional.ofNullable(context.request().getHeader("traceparent"));
    return new Handlers.Call(
        parameters,
        Optional.ofNullable(context.request().getHeader("Idempotency-Key")),
        Requests.mediaType(context),
        new JsonObject(),
        Optional.ofNullable(context.body()).map(RequestBody::buffer).orElseGet(Buffer::buffer),
        name -> context.request().getHeader(name),
        origins.apply(traceparent).by(Guard.caller(context)),
        () -> context.response().closed());
  }
}
