package io.athanor.inference.training;

import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.SourceSummary;
import io.athanor.inference.training.report.TestFigures;
import java.util.List;

/**
 * What a training made.
 *
 * @param model as stored
 * @param sources what it was made from
 * @param curve how it went
 * @param figures how good it is on the test rows
 */
public record TrainingOutcome(
    StoredModel model,
    List<SourceSummary> sources,
    List<CurvePoint> curve,
    List<TestFigures> figures) {
  public TrainingOutcome {
    sources = List.copyOf(sources);
    curve = List.copyOf(curve);
    figures = List.copyOf(figures);
  }
}
