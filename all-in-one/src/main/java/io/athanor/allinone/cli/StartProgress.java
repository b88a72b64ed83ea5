package io.athanor.allinone.cli;

import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.Part;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells a person how the engine comes up and goes down, a line per part. */
public final class StartProgress implements EngineListener {
  private static final double MILLIS = 1000.0;

  private final PrintWriter out;

  /** On {@code out}. */
  public StartProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void ready(Part part, Duration took) {
    line("up", part, took);
  }

  @Override
  public void closed(Part part, Duration took) {
    line("down", part, took);
  }

  private void line(String state, Part part, Duration took) {
    out.println(
        String.format(
            Locale.ROOT, "  %-4s  %-18s %5.1f s", state, part.label(), took.toMillis() / MILLIS));
    out.flush();
  }
}
