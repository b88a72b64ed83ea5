package io.athanor.inference.training;

import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.FusedFigures;
import io.athanor.inference.training.report.SourceSummary;
import io.athanor.inference.training.report.TestFigures;
import java.util.List;
import java.util.Optional;

/**
 * What a training made.
 *
 * @param model as stored
 * @param sources what it was made from
 * @param curve how it went
 * @param figures how good it is on the test rows
 * @param fused what patterns and documents change there; empty where it reads none
 * @param restated digest of the model whose weights it keeps, where it was not trained but stated
 *     anew
 */
public record TrainingOutcome(
    StoredModel model,
    List<SourceSummary> sources,
    List<CurvePoint> curve,
    List<TestFigures> figures,
    List<FusedFigures> fused,
    Optional<String> restated) {
  public TrainingOutcome {
    sources = List.copyOf(sources);
    curve = List.copyOf(curve);
    figures = List.copyOf(figures);
    fused = List.copyOf(fused);
  }
}
