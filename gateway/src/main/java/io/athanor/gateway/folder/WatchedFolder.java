package io.athanor.gateway.folder;

import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a folder at intervals, off the event loop, one look at a time. */
public final class WatchedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  private final Vertx vertx;
  private final FolderWatch watch;
  private final Manifest manifest;
  private final BooleanSupplier ready;
  private final Supplier<Instant> clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final long timer;

  /**
   * Starts to look.
   *
   * @param ready whether the gateway takes anything yet
   * @param origins what events carry, by the time of the look
   * @throws IllegalStateException if folder or manifest cannot be opened
   */
  public WatchedFolder(
      Vertx vertx,
      FolderConfig config,
      FileReader reader,
      EventLog log,
      BooleanSupplier ready,
      Supplier<Instant> clock,
      Function<Instant, Origin> origins,
      MeterRegistry metrics) {
    this.vertx = vertx;
    this.ready = ready;
    this.clock = clock;
    Path path = config.path().orElseThrow();
    if (!Files.isDirectory(path)) {
      throw new IllegalStateException("gateway.folder.path: " + path + " is not a folder");
    }
    try {
      this.manifest = Manifest.open(config.manifest());
    } catch (IOException e) {
      throw new IllegalStateException("gateway.folder.manifest: " + e.getMessage(), e);
    }
    this.watch =
        new FolderWatch(
            new FolderWatch.Parts(new DiskFolder(path), manifest, reader, log, origins, metrics),
            config.settle(),
            config.mostBytes());
    this.timer = vertx.setPeriodic(config.interval().toMillis(), id -> look());
  }

  private void look() {
    if (!ready.getAsBoolean() || !looking.compareAndSet(false, true)) {
      return;
    }
    var unused =
        vertx
            .executeBlocking(
                () -> {
                  synchronized (watch) {
                    return watch.scan(clock.get());
                  }
                })
            .onComplete(
                done -> {
                  looking.set(false);
                  if (done.failed()) {
                    LOG.atWarn().setCause(done.cause()).log("The folder cannot be read");
                  }
                });
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    synchronized (watch) {
      try {
        manifest.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
