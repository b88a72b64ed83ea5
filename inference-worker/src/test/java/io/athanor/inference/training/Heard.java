package io.athanor.inference.training;

import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.SourceSummary;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a job says; ends it on demand, as a fault would. */
class Heard implements TrainingListener {
  static final class PulledPlug extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final List<String> notes = new ArrayList<>();
  final List<CurvePoint> points = new ArrayList<>();
  final List<Integer> goneOnAfter = new ArrayList<>();
  private final String stage;
  private final int epoch;

  /** Ends the job after that epoch of that stage. */
  Heard(String stage, int epoch) {
    this.stage = stage;
    this.epoch = epoch;
  }

  /** Ends nothing. */
  Heard() {
    this("", 0);
  }

  @Override
  public void imported(SourceSummary source) {
    notes.add(source.source().name() + " " + source.rows());
  }

  @Override
  public void stage(String name, int place, int stages, int rows, int done, int epochs) {
    goneOnAfter.add(done);
  }

  @Override
  public void epoch(CurvePoint point) {
    points.add(point);
    if (point.stage().equals(stage) && point.epoch() == epoch) {
      throw new PulledPlug();
    }
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }
}
