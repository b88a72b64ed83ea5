package io.athanor.acquisition.campaign;

import io.athanor.acquisition.diagnosis.Diagnosis;
import io.athanor.acquisition.diagnosis.Diagnostician;
import io.athanor.acquisition.diagnosis.FailureCase;
import io.athanor.acquisition.diagnosis.HistoryBook;
import io.athanor.acquisition.diagnosis.Remedies;
import io.athanor.acquisition.diagnosis.Remedy;
import io.athanor.acquisition.diagnosis.Trial;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Failures of one campaign with their diagnoses, and what follows from them. Part of the aggregate:
 * owned by its thread.
 */
final class Failures {
  /** Follow-ups of follow-ups end here: what failed so often is somebody's to look at. */
  private static final int DEEPEST = 2;

  private final HistoryBook book = new HistoryBook();
  private final Map<String, Diagnosed> byExperiment = new LinkedHashMap<>();
  private final Map<String, Integer> depth = new HashMap<>();

  /**
   * A failure that was weighed.
   *
   * @param instrumentId where it failed, if somebody said so
   * @param retryable whether the worker would try the same again
   * @param said whether the log knows it
   * @param followed whether the corrective experiment was proposed
   */
  record Diagnosed(
      String experimentId,
      Optional<String> instrumentId,
      Diagnosis diagnosis,
      Remedy remedy,
      boolean retryable,
      boolean said,
      boolean followed) {
    Diagnosed withSaid() {
      return new Diagnosed(
          experimentId, instrumentId, diagnosis, remedy, retryable, true, followed);
    }

    Diagnosed withFollowed() {
      return new Diagnosed(experimentId, instrumentId, diagnosis, remedy, retryable, said, true);
    }
  }

  /**
   * An experiment ended; a failure is weighed against what ended before it.
   *
   * @param instrumentId where it ran, if somebody said so
   * @param point its settings
   * @param parameters what they are settings of
   */
  void ended(
      ExperimentProgressed step,
      Optional<String> instrumentId,
      Point point,
      List<Parameter> parameters) {
    boolean failed = step.getState() == ExperimentState.FAILED;
    if (!failed && step.getState() != ExperimentState.SUCCEEDED) {
      return;
    }
    Trial trial =
        new Trial(
            instrumentId,
            Optional.ofNullable(step.getWorker()),
            Optional.empty(),
            inRanges(point, parameters),
            failed);
    if (failed) {
      Diagnosis diagnosis =
          Diagnostician.diagnose(
              new FailureCase(
                  step.getExperimentId(),
                  Optional.ofNullable(step.getFailureKind()),
                  step.getEvidence(),
                  book.before(trial)));
      Remedy remedy =
          Remedies.of(diagnosis, step.getEvidence(), parameters, settings(point, parameters));
      byExperiment.put(
          step.getExperimentId(),
          new Diagnosed(
              step.getExperimentId(),
              instrumentId,
              diagnosis,
              remedy,
              !Boolean.FALSE.equals(step.getRetryable()),
              false,
              false));
    }
    book.add(trial);
  }

  /** Whether the recipe itself was at fault, as far as anybody knows. */
  boolean isInfeasible(String experimentId) {
    Diagnosed known = byExperiment.get(experimentId);
    return known == null || known.diagnosis().infeasible();
  }

  /** Whether the same may be done again, the recipe being innocent. */
  boolean isRepeated(String experimentId) {
    Diagnosed known = byExperiment.get(experimentId);
    return known != null
        && known.retryable()
        && known.remedy().repeats()
        && !known.diagnosis().infeasible();
  }

  /** Those the log does not know yet. */
  List<Diagnosed> unsaid() {
    return byExperiment.values().stream().filter(each -> !each.said()).toList();
  }

  /** Those that a corrective experiment should follow. */
  List<Diagnosed> unanswered() {
    return byExperiment.values().stream()
        .filter(
            each ->
                each.said()
                    && !each.followed()
                    && each.retryable()
                    && each.remedy().repeats()
                    && depth.getOrDefault(each.experimentId(), 0) < DEEPEST)
        .toList();
  }

  /** The log knows the diagnosis. */
  Outcome said(String experimentId) {
    Diagnosed known = byExperiment.get(experimentId);
    if (known == null || known.said()) {
      return known == null
          ? new Outcome.Refused("unknown-experiment", "experimentId", "it has not failed")
          : new Outcome.Duplicate();
    }
    byExperiment.put(experimentId, known.withSaid());
    return new Outcome.Accepted();
  }

  /** A corrective experiment was proposed. */
  void followed(String experimentId, String by) {
    Diagnosed known = byExperiment.get(experimentId);
    if (known != null) {
      byExperiment.put(experimentId, known.withFollowed());
    }
    depth.put(by, depth.getOrDefault(experimentId, 0) + 1);
  }

  /**
   * The settings that a remedy asks for.
   *
   * @param point those that failed
   */
  static Point remedied(Remedy remedy, Point point, List<Parameter> parameters) {
    List<Double> coordinates = new ArrayList<>(point.coordinates());
    for (int i = 0; i < coordinates.size(); i++) {
      Double changed = remedy.parameters().get(parameters.get(i).name());
      if (changed != null) {
        coordinates.set(i, changed);
      }
    }
    return new Point(coordinates);
  }

  private static List<Double> inRanges(Point point, List<Parameter> parameters) {
    List<Double> scaled = new ArrayList<>();
    for (int i = 0; i < point.coordinates().size(); i++) {
      double range = Reviewer.range(parameters.get(i));
      scaled.add(range > 0 ? point.coordinates().get(i) / range : point.coordinates().get(i));
    }
    return scaled;
  }

  private static Map<String, Double> settings(Point point, List<Parameter> parameters) {
    Map<String, Double> settings = new TreeMap<>();
    for (int i = 0; i < point.coordinates().size(); i++) {
      if (!(parameters.get(i) instanceof Parameter.Named)) {
        settings.put(parameters.get(i).name(), point.coordinates().get(i));
      }
    }
    return settings;
  }
}
