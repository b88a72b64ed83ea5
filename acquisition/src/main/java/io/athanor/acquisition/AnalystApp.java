package io.athanor.acquisition;

import io.athanor.acquisition.analysis.Analysis;
import io.athanor.acquisition.analysis.Analyst;
import io.athanor.acquisition.analysis.InquiryDesk;
import io.athanor.acquisition.analysis.fork.ForkAnalysis;
import io.athanor.acquisition.analysis.fork.RehearsalAnalysis;
import io.athanor.acquisition.analysis.why.WhyAnalysis;
import io.athanor.event.InquiryKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analyst as a running application, beside acquisition in its process: answers what people ask
 * of the log. It decides nothing and holds nothing up. A failure ends it and is reported.
 * Thread-safe.
 */
public final class AnalystApp implements RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(AnalystApp.class);

  private static final Map<InquiryKind, Analysis> ANALYSES =
      Map.of(
          InquiryKind.FORK,
          new ForkAnalysis(),
          InquiryKind.REHEARSE,
          new RehearsalAnalysis(),
          InquiryKind.WHY,
          new WhyAnalysis());

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final InquiryDesk desk;
  private final Thread thread;
  private final long closeMillis;

  private AnalystApp(AcquisitionConfig config, MeterRegistry metrics) {
    this.desk = new InquiryDesk(config, new Analyst(ANALYSES, Clock.systemUTC()), metrics);
    this.closeMillis = config.closeTimeout().toMillis();
    this.thread = new Thread(this::run, "athanor-analyst");
  }

  /** Starts it; the topics of the catalogue must exist. */
  public static AnalystApp start(AcquisitionConfig config, MeterRegistry metrics) {
    AnalystApp app = new AnalystApp(config, metrics);
    app.thread.start();
    LOG.atInfo().addKeyValue("groupId", InquiryDesk.group(config)).log("Analyst started");
    return app;
  }

  /** Whether it takes inquiries. */
  @Override
  public boolean isReady() {
    return isAlive() && desk.isOpen();
  }

  /** Whether it runs; false once it has failed or was closed. */
  @Override
  public boolean isAlive() {
    return thread.isAlive() && !failure.isDone();
  }

  /** Tells the listener about the failure that ends this application, even if it came before. */
  @Override
  public void onFailure(Consumer<Throwable> listener) {
    var unused = failure.thenAccept(listener);
  }

  /** Ends it within the configured time; what is not answered yet is, after the next start. */
  @Override
  public void close() {
    desk.close();
    try {
      thread.join(closeMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      desk.serve();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("The analyst failed and ends");
      failure.complete(e);
    }
  }
}
