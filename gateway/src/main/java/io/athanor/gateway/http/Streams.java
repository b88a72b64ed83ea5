package io.athanor.gateway.http;

import io.athanor.event.HaltDeclared;
import io.athanor.gateway.GatewayConfig;
import io.athanor.gateway.export.Export;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.room.Everything;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.Cursor;
import io.athanor.gateway.view.FeedItem;
import io.athanor.gateway.view.View;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** The operations that answer for as long as somebody reads. */
final class Streams {
  private static final String CAMPAIGN = "campaignId";

  private final Vertx vertx;
  private final View view;
  private final Everything everything;
  private final Executor workers;
  private final Duration heartbeat;
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  private final Map<String, BiConsumer<RoutingContext, Handlers.Call>> operations =
      Map.of(
          "followCampaign", this::follow,
          "followEvents", this::followAll,
          "exportCampaign", this::export);

  /**
   * None yet.
   *
   * @param workers where the log is read and files are made
   */
  Streams(
      Vertx vertx,
      View view,
      Everything everything,
      Executor workers,
      GatewayConfig.Timeouts timeouts) {
    this.vertx = vertx;
    this.view = view;
    this.everything = everything;
    this.workers = workers;
    this.heartbeat = timeouts.heartbeat();
  }

  /** Whether an operation is one of them. */
  boolean has(String operationId) {
    return operations.containsKey(operationId);
  }

  /** Begins to answer, on an event loop. */
  void start(String operationId, RoutingContext context, Handlers.Call call) {
    operations.get(operationId).accept(context, call);
  }

  /** Ends those that follow: their clients may resume elsewhere. */
  void end() {
    open.forEach(Runnable::run);
  }

  private void follow(RoutingContext context, Handlers.Call call) {
    String campaignId = call.parameter(CAMPAIGN);
    if (view.seenBy(call.caller()).definition(campaignId).isEmpty()) {
      throw missing();
    }
    EventStream stream =
        new EventStream(vertx, context.response(), view, campaignId, cursor(call), heartbeat);
    untilEnd(context, stream::end);
    stream.start();
  }

  private static Cursor cursor(Handlers.Call call) {
    String last = call.headers().apply("Last-Event-ID");
    try {
      return last == null || last.isBlank() ? new Cursor() : Cursor.parse(last.strip());
    } catch (IllegalArgumentException e) {
      throw ProblemException.at("Last-Event-ID", ProblemCode.CONTRACT, e.getMessage());
    }
  }

  private void followAll(RoutingContext context, Handlers.Call call) {
    Everything.Reader reader =
        RoomHandlers.follow(
            everything, call.parameters(), call.headers().apply("Last-Event-ID"), call.caller());
    EverythingStream stream =
        new EverythingStream(vertx, context.response(), reader, workers, heartbeat);
    untilEnd(context, stream::end);
    stream.start();
  }

  private void untilEnd(RoutingContext context, Runnable end) {
    open.add(end);
    context.addEndHandler(
        ended -> {
          open.remove(end);
          end.run();
        });
  }

  private void export(RoutingContext context, Handlers.Call call) {
    String campaignId = call.parameter(CAMPAIGN);
    if (view.seenBy(call.caller()).definition(campaignId).isEmpty()) {
      throw missing();
    }
    Export form = Export.of(Optional.ofNullable(call.parameter("format")).orElse("csv"));
    new Download(vertx, workers, context.response(), () -> pieces(form, campaignId))
        .start(form, campaignId);
  }

  /** On a worker: a long campaign's feed is much to go through. */
  private Iterator<byte[]> pieces(Export form, String campaignId) {
    CampaignView campaign = view.campaign(campaignId).orElseThrow();
    // every stop is in every feed; whose business it is is asked for each reader
    List<FeedItem> feed =
        view.feed(campaignId, 0, Integer.MAX_VALUE).stream()
            .filter(
                each ->
                    !(each.event() instanceof HaltDeclared halt) || view.isNews(halt, campaignId))
            .toList();
    return form.of(campaign, feed);
  }

  private static ProblemException missing() {
    return ProblemException.at(CAMPAIGN, ProblemCode.NOT_FOUND, "no campaign has this id");
  }
}
