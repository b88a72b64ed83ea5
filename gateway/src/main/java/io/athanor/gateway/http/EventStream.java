package io.athanor.gateway.http;

import io.athanor.gateway.view.Cursor;
import io.athanor.gateway.view.FeedItem;
import io.athanor.gateway.view.View;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client that follows a campaign by server-sent events. Nothing is queued for it: while it
 * reads, the next events are taken from the view; while it does not, nothing is, and after a while
 * the server closes its connection, to be resumed where it was. Lives on one event loop, {@link
 * #wake} excepted.
 */
final class EventStream {
  private static final int AT_ONCE = 64;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final View view;
  private final String campaignId;
  private final Cursor cursor;
  private final Duration heartbeat;
  private final AtomicBoolean woken = new AtomicBoolean();
  private int next;
  private long beatTimer = -1;
  private boolean ended;
  private Runnable stopListening = () -> {};

  EventStream(
      Vertx vertx,
      HttpServerResponse response,
      View view,
      String campaignId,
      Cursor cursor,
      Duration heartbeat) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.view = view;
    this.campaignId = campaignId;
    this.cursor = cursor;
    this.heartbeat = heartbeat;
  }

  void start() {
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-cache");
    response.exceptionHandler(failure -> end());
    response.drainHandler(drained -> pump());
    beatTimer = vertx.setPeriodic(heartbeat.toMillis(), timer -> beat());
    // listen first: what comes after this line wakes, what came before it is in the view
    stopListening = view.listen(campaignId, this::wake);
    write(": events of " + campaignId + "\n\n");
    pump();
  }

  /** From any thread. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(
          unused -> {
            woken.set(false);
            pump();
          });
    }
  }

  /** Ends the stream; the client may resume. */
  void end() {
    if (!ended) {
      ended = true;
      stopListening.run();
      vertx.cancelTimer(beatTimer);
      if (!response.ended() && !response.closed()) {
        var unused = response.end();
      }
    }
  }

  /**
   * One portion, then others have their turn; the drain handler goes on where the client is slow.
   */
  private void pump() {
    if (ended || response.writeQueueFull()) {
      return;
    }
    List<FeedItem> items = view.feed(campaignId, next, AT_ONCE);
    if (items.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (FeedItem item : items) {
      next++;
      if (!cursor.hasPassed(item.position())) {
        cursor.advance(item.position());
        append(text, item);
      }
    }
    if (!text.isEmpty()) {
      write(text.toString());
    }
    wake();
  }

  private void beat() {
    if (!ended && !response.writeQueueFull()) {
      write(": beat\n\n");
    }
  }

  private void write(String text) {
    var unused = response.write(text);
  }

  private void append(StringBuilder text, FeedItem item) {
    FeedEvents.of(item.event(), campaignId, view)
        .ifPresent(
            event ->
                text.append("id: ")
                    .append(cursor)
                    .append("\nevent: ")
                    .append(event.name())
                    .append("\ndata: ")
                    .append(event.data().encode())
                    .append("\n\n"));
  }
}
