package io.athanor.formats.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rows with the same settings say of the noise.
 *
 * @param settings different settings that were measured
 * @param repeated those measured more than once
 * @param most how often one of them was measured
 * @param standardDeviation of one measurement, pooled over the repeated settings, in the outcome's
 *     unit
 */
public record Repeats(int settings, int repeated, int most, double standardDeviation) {

  /** Of the values of one outcome by setting; empty where no setting was measured twice. */
  static Optional<Repeats> of(Map<Integer, List<Double>> outcomes) {
    int repeated = 0;
    int most = 1;
    double squares = 0;
    int freedom = 0;
    for (List<Double> values : outcomes.values()) {
      if (values.size() > 1) {
        repeated++;
        most = Math.max(most, values.size());
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        squares += values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
        freedom += values.size() - 1;
      }
    }
    return repeated == 0
        ? Optional.empty()
        : Optional.of(new Repeats(outcomes.size(), repeated, most, Math.sqrt(squares / freedom)));
  }
}
