package io.athanor.allinone.lab;

import io.athanor.allinone.client.Campaigns;
import java.io.PrintWriter;
import java.util.Locale;

/** The progress of a campaign in one line, rewritten on a terminal, now and then elsewhere. */
public final class LiveLine {
  private static final String CLEAR_TO_END = "\u001B[K";
  private static final int EVERY = 10;

  private final PrintWriter out;
  private final boolean isTerminal;
  private final int experiments;
  private int shown = -1;

  /**
   * On {@code out}.
   *
   * @param isTerminal whether a carriage return rewrites the line
   * @param experiments how many there will be
   */
  public LiveLine(PrintWriter out, boolean isTerminal, int experiments) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.experiments = experiments;
  }

  /** Shows where the campaign stands. */
  public void show(Campaigns.Progress progress) {
    int done = progress.succeeded() + progress.failed();
    if (isTerminal) {
      out.print("\r" + text(progress, experiments) + CLEAR_TO_END);
      out.flush();
    } else if (done != shown && (done % EVERY == 0 || done == experiments)) {
      out.println(text(progress, experiments));
      out.flush();
    }
    shown = done;
  }

  /** Leaves the line. */
  public void end() {
    if (isTerminal) {
      out.println();
      out.flush();
    }
  }

  static String text(Campaigns.Progress progress, int experiments) {
    StringBuilder text = new StringBuilder();
    int done = progress.succeeded() + progress.failed();
    text.append(format("%4d of %d experiments, %d failed", done, experiments, progress.failed()));
    Campaigns.Best best = progress.best();
    if (best != null) {
      text.append(format(" | best %.4g", best.value()));
      if (best.sem() != null) {
        text.append(format(" \u00b1 %.2g", best.sem()));
      }
      text.append(best.unit().equals("1") ? "" : " " + best.unit());
      if (progress.posteriorStandardDeviation() != null) {
        text.append(format(" | posterior \u00b1 %.2g", progress.posteriorStandardDeviation()));
        text.append(best.unit().equals("1") ? "" : " " + best.unit());
      }
    }
    Campaigns.Latency latency = progress.readingToProposalMillis();
    if (latency != null && latency.p50() != null && latency.p99() != null) {
      text.append(
          format(" | reading to proposal %.0f ms (p99 %.0f ms)", latency.p50(), latency.p99()));
    }
    return text.toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
