package io.athanor.gateway.http;

import io.athanor.gateway.room.Everything;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client that follows everything by server-sent events. It is given what is new some times a
 * second, many events in one piece. Nothing is queued for it: while it does not read, nothing is
 * taken, and where it falls behind what is remembered the rest is read from the log. Lives on one
 * event loop, {@link #wake} excepted.
 */
final class EverythingStream {
  private static final long PAUSE_MILLIS = 25;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final Everything.Reader reader;
  private final Executor workers;
  private final Duration heartbeat;
  private final AtomicBoolean woken = new AtomicBoolean();
  private long beatTimer = -1;
  private boolean reading;
  private boolean ended;
  private Runnable stopListening = () -> {};

  /**
   * Not started yet.
   *
   * @param workers where the log is read
   */
  EverythingStream(
      Vertx vertx,
      HttpServerResponse response,
      Everything.Reader reader,
      Executor workers,
      Duration heartbeat) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.reader = reader;
    this.workers = workers;
    this.heartbeat = heartbeat;
  }

  void start() {
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-cache");
    response.exceptionHandler(failure -> end());
    response.drainHandler(drained -> pump());
    beatTimer = vertx.setPeriodic(heartbeat.toMillis(), timer -> beat());
    // listen first: what comes after this line wakes, what came before it is remembered
    stopListening = reader.listen(this::wake);
    write("id: " + reader.cursor() + "\n: everything\n\n");
    pump();
  }

  /** From any thread; what comes within a pause of it is sent in one piece. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(
          unused ->
              vertx.setTimer(
                  PAUSE_MILLIS,
                  timer -> {
                    woken.set(false);
                    pump();
                  }));
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

  private void pump() {
    if (ended || reading || response.writeQueueFull()) {
      return;
    }
    Everything.Piece piece = reader.remembered();
    if (piece.behind()) {
      readBack();
    } else {
      send(piece);
    }
  }

  /** On a worker; meanwhile nothing else is sent. */
  private void readBack() {
    reading = true;
    try {
      workers.execute(
          () -> {
            Everything.Piece piece;
            try {
              piece = reader.readBack();
            } catch (RuntimeException e) {
              context.runOnContext(unused -> end());
              return;
            }
            context.runOnContext(
                unused -> {
                  reading = false;
                  send(piece);
                });
          });
    } catch (RejectedExecutionException e) {
      end();
    }
  }

  private void send(Everything.Piece piece) {
    if (ended) {
      return;
    }
    if (!piece.text().isEmpty()) {
      write(piece.text());
    }
    if (piece.more()) {
      context.runOnContext(unused -> pump());
    }
  }

  private void beat() {
    if (!ended && !reading && !response.writeQueueFull()) {
      write("id: " + reader.cursor() + "\n: beat\n\n");
    }
  }

  private void write(String text) {
    var unused = response.write(text);
  }
}
