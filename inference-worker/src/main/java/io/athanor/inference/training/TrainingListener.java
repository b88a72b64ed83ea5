package io.athanor.inference.training;

import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.SourceSummary;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {
  /** A source is read. */
  void imported(SourceSummary source);

  /**
   * A stage begins or goes on.
   *
   * @param name of the stage
   * @param place from 1
   * @param stages how many there are
   * @param rows it trains on
   * @param done epochs done already
   * @param epochs most there will be
   */
  void stage(String name, int place, int stages, int rows, int done, int epochs);

  /** An epoch is done. */
  void epoch(CurvePoint point);

  /** Something else worth a line. */
  void note(String text);
}
