package io.athanor.acquisition.diagnosis;

import io.athanor.acquisition.critic.Quality;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The corrective step that follows from a diagnosis. */
public final class Remedies {
  /** Share of a setting's range that an adjustment moves it. */
  private static final double STEP = 0.15;

  private Remedies() {}

  /**
   * The remedy for the most probable cause.
   *
   * @param diagnosis of the failure
   * @param evidence by name, as the case had it
   * @param parameters the campaign's settings
   * @param recipe their values in the failed experiment, numeric ones at least
   */
  public static Remedy of(
      Diagnosis diagnosis,
      Map<String, Double> evidence,
      List<Parameter> parameters,
      Map<String, Double> recipe) {
    return switch (diagnosis.first()) {
      case INSTRUMENT ->
          evidence.containsKey("calibration_age")
                  || evidence.containsKey("calibration_drift")
                  || evidence.containsKey("temperature_error")
              ? plain(Remedy.Kind.RECALIBRATE, "calibrate the instrument, then repeat")
              : plain(Remedy.Kind.REPEAT_ELSEWHERE, "repeat on another instrument");
      case ROBOT -> plain(Remedy.Kind.REPEAT_ELSEWHERE, "repeat with another robot");
      case SAMPLE_HANDLING ->
          plain(Remedy.Kind.REPEAT_ELSEWHERE, "repeat, with less time in air between steps");
      case PRECURSOR -> plain(Remedy.Kind.REPLACE_PRECURSOR, "repeat from a fresh lot");
      case SYNTHESIS_CONDITION ->
          adjusted(evidence, parameters, recipe)
              .orElseGet(
                  () ->
                      plain(
                          Remedy.Kind.EXCLUDE_REGION,
                          "no temperature or time to change: leave this region"));
      case PHASE_IMPURITY ->
          plain(Remedy.Kind.EXCLUDE_REGION, "other phases compete here: leave this region");
      case OUT_OF_DOMAIN ->
          plain(Remedy.Kind.NONE, "the model learns from it; the experiment was sound");
      case UNKNOWN -> plain(Remedy.Kind.NONE, "nothing explains it: somebody should look");
    };
  }

  private static Remedy plain(Remedy.Kind kind, String text) {
    return new Remedy(kind, text, Map.of());
  }

  /** Hotter and longer where it did not react, colder and shorter where it decomposed. */
  private static Optional<Remedy> adjusted(
      Map<String, Double> evidence, List<Parameter> parameters, Map<String, Double> recipe) {
    boolean decomposed =
        evidence.getOrDefault("decomposition_phase", 0.0)
            > evidence.getOrDefault("precursor_phase", 0.0);
    Map<String, Double> changed = new TreeMap<>();
    for (Parameter parameter : parameters) {
      Quality quality = Quality.of(parameter.name());
      Double value = recipe.get(parameter.name());
      if (value != null && (quality == Quality.TEMPERATURE || quality == Quality.TIME)) {
        moved(parameter, value, !decomposed)
            .ifPresent(other -> changed.put(parameter.name(), other));
      }
    }
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Remedy(
                Remedy.Kind.ADJUST,
                decomposed
                    ? "colder and shorter: it decomposed"
                    : "hotter and longer: it had not reacted",
                changed));
  }

  /** The value one step on, within what is allowed; empty at the end of the range. */
  private static OptionalDouble moved(Parameter parameter, double value, boolean up) {
    double sign = up ? 1 : -1;
    OptionalDouble next = OptionalDouble.empty();
    if (parameter instanceof Parameter.Continuous range) {
      double there = value + sign * STEP * (range.high() - range.low());
      next = OptionalDouble.of(Math.max(range.low(), Math.min(range.high(), there)));
    } else if (parameter instanceof Parameter.Whole range) {
      double step = Math.max(1, Math.rint(STEP * (range.high() - range.low())));
      next = OptionalDouble.of(Math.max(range.low(), Math.min(range.high(), value + sign * step)));
    } else if (parameter instanceof Parameter.Discrete listed) {
      next =
          listed.values().stream()
              .filter(each -> up ? each > value : each < value)
              .mapToDouble(each -> each)
              .reduce((one, other) -> up ? Math.min(one, other) : Math.max(one, other));
    }
    return next.isPresent() && next.getAsDouble() != value ? next : OptionalDouble.empty();
  }
}
