package io.athanor.gateway.http;

import io.athanor.gateway.export.Export;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One file on its way to a client. A piece is made on a worker thread when the client has taken
 * those before it, so a slow client costs no memory and holds no thread. Lives on one event loop.
 */
final class Download {
  private final Context context;
  private final Executor workers;
  private final HttpServerResponse response;
  private final Supplier<Iterator<byte[]>> file;
  private Iterator<byte[]> pieces;
  private boolean making;

  /**
   * Not started yet.
   *
   * @param file its pieces; asked for on a worker thread
   */
  Download(
      Vertx vertx, Executor workers, HttpServerResponse response, Supplier<Iterator<byte[]>> file) {
    this.context = vertx.getOrCreateContext();
    this.workers = workers;
    this.response = response;
    this.file = file;
  }

  /** Sends it all. */
  void start(Export form, String name) {
    response.setChunked(true);
    response.putHeader("Content-Type", form.mediaType());
    response.putHeader(
        "Content-Disposition", "attachment; filename=\"" + name + "." + form.extension() + "\"");
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.exceptionHandler(gone -> {}); // a client that has left is no failure of ours
    response.drainHandler(drained -> pump());
    pump();
  }

  private void pump() {
    if (making || response.ended() || response.closed() || response.writeQueueFull()) {
      return;
    }
    making = true;
    try {
      workers.execute(this::make);
    } catch (RejectedExecutionException e) {
      // the head is written: a file that ends early must not look whole
      response.reset();
    }
  }

  /** On a worker thread. */
  private void make() {
    try {
      if (pieces == null) {
        pieces = file.get();
      }
      byte[] piece = pieces.next();
      boolean more = pieces.hasNext();
      context.runOnContext(made -> send(piece, more));
    } catch (RuntimeException e) {
      context.runOnContext(failed -> response.reset());
    }
  }

  private void send(byte[] piece, boolean more) {
    making = false;
    if (response.ended() || response.closed()) {
      return;
    }
    if (more) {
      var unused = response.write(Buffer.buffer(piece));
      pump();
    } else {
      var unused = response.end(Buffer.buffer(piece));
    }
  }
}
