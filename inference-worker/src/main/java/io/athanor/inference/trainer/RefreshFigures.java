package io.athanor.inference.trainer;

import io.athanor.inference.continual.Refreshed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a release says of the refresh that made it, by name. */
final class RefreshFigures {
  private static final String UNTIL = "refresh/until-epoch-micros";

  private RefreshFigures() {}

  /**
   * Figures of a refresh.
   *
   * @param until when the newest of what it learnt was accepted
   */
  static Map<String, Double> of(Refreshed made, Instant until) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put(UNTIL, (double) ChronoUnit.MICROS.between(Instant.EPOCH, until));
    figures.put("refresh/fresh", (double) made.fresh());
    figures.put("refresh/replayed", (double) made.replayed());
    made.errors()
        .forEach(
            (property, change) -> {
              String prefix = "refresh/" + property.key();
              figures.put(prefix + "/mae-after", change.after());
              if (Double.isFinite(change.before())) {
                figures.put(prefix + "/mae-before", change.before());
              }
            });
    figures.values().removeIf(figure -> !Double.isFinite(figure));
    return figures;
  }

  /** Until when a version had learnt; nothing where no refresh made it. */
  static Optional<Instant> until(Map<String, Double> figures) {
    return Optional.ofNullable(figures.get(UNTIL))
        .filter(Double::isFinite)
        .map(micros -> Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS));
  }
}
