package io.athanor.allinone.train;

import io.athanor.inference.model.Property;
import io.athanor.inference.training.TrainingListener;
import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.SourceSummary;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Shows a training: one line that is rewritten on a terminal, a line per epoch elsewhere. */
final class TrainingDisplay implements TrainingListener {
  private static final String CLEAR_TO_END = "\u001B[K";
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;

  private final PrintWriter out;
  private final boolean isTerminal;
  private String prefix = "";
  private double seconds;
  private int heard;
  private boolean isOpen;

  /**
   * On {@code out}.
   *
   * @param isTerminal whether a carriage return rewrites the line
   */
  TrainingDisplay(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  @Override
  public void imported(SourceSummary source) {
    line(
        format(
            "%s: %d of %d rows%s%s",
            source.source().name(),
            source.rows(),
            source.read(),
            source.unlabelled() == 0 ? "" : format(", %d unlabelled", source.unlabelled()),
            source.defects().count() == 0
                ? ""
                : format(", %d broken records", source.defects().count())));
    source
        .defects()
        .first()
        .forEach(each -> line(format("  line %d left out: %s", each.line(), each.reason())));
  }

  @Override
  public void stage(String name, int place, int stages, int rows, int done, int epochs) {
    endLine();
    prefix = stages == 1 ? "" : format("stage %d of %d, %s | ", place, stages, name);
    seconds = 0;
    heard = 0;
    line(
        format(
            "stage %s: %d rows, %d epochs%s",
            name, rows, epochs, done == 0 ? "" : format(", goes on after epoch %d", done)));
  }

  @Override
  public void epoch(CurvePoint point) {
    seconds += point.seconds();
    heard++;
    StringBuilder text = new StringBuilder(prefix);
    text.append(format("epoch %d of %d | loss %.4f", point.epoch(), point.epochs(), point.loss()));
    for (Map.Entry<Property, Double> each : point.validation().entrySet()) {
      text.append(
          format(" | %s %.4g %s", each.getKey().key(), each.getValue(), each.getKey().unit()));
    }
    double left = seconds / heard * (point.epochs() - point.epoch());
    text.append(format(" | %s left", duration(left)));
    if (isTerminal) {
      out.print("\r" + text + CLEAR_TO_END);
      out.flush();
      isOpen = true;
    } else {
      line(text.toString());
    }
  }

  @Override
  public void note(String text) {
    endLine();
    line(text);
  }

  private void endLine() {
    if (isOpen) {
      out.println();
      isOpen = false;
    }
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? format("%d min %02d s", whole / MINUTE, whole % MINUTE)
        : format("%d h %02d min", whole / HOUR, whole % HOUR / MINUTE);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
