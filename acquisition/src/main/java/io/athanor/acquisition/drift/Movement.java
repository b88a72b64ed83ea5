package io.athanor.acquisition.drift;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.materials.drift.ChangePoint;
import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What moved in a stream of residuals, by medians and median absolute deviations on either side of
 * the change.
 *
 * @param index residuals before the change
 * @param count residuals since
 * @param shift how far the level of the errors moved, in the property's unit; 0 where it did not
 * @param standardised the same in forecast standard deviations (dimensionless)
 * @param spread what the errors' scatter was multiplied by (dimensionless); 1 where it was not
 * @param scatter standard deviation of the errors since, in the property's unit
 * @param since what asked for the first outcome after the change
 * @param instrumentId the instrument, where only one's readings moved
 */
public record Movement(
    int index,
    int count,
    double shift,
    double standardised,
    double spread,
    double scatter,
    String since,
    Optional<String> instrumentId) {
  /** Fewest residuals on a side. */
  static final int LEAST = 5;

  private static final double SIGNIFICANT = 2;
  private static final double MEDIAN_ERROR = 1.2533;
  // times 1/sqrt(n): standard error of the log of a normal's median absolute deviation
  private static final double LOG_SCATTER_ERROR = 1.17;
  private static final double LEAST_LOG = StrictMath.log(1.3);
  private static final int FEWEST_OF_INSTRUMENT = 3;

  /**
   * Where and what.
   *
   * @param residuals oldest first, at least twice {@value #LEAST}
   * @param by what the change is located by, through its ranks
   */
  static Movement of(List<Residual> residuals, ToDoubleFunction<Residual> by) {
    int index = ChangePoint.of(scores(residuals.stream().mapToDouble(by).toArray()), LEAST).index();
    List<Residual> before = residuals.subList(0, index);
    List<Residual> after = residuals.subList(index, residuals.size());
    Optional<String> culprit = culprit(before, after);
    List<Residual> moved = culprit.isEmpty() ? after : since(residuals, culprit.get(), by);
    return of(index, before, moved, culprit);
  }

  /** One instrument's residuals beside the others', since they moved or ever. */
  static Movement of(List<Residual> residuals, String instrumentId, ToDoubleFunction<Residual> by) {
    List<Residual> own = since(residuals, instrumentId, by);
    List<Residual> others = new ArrayList<>(residuals);
    others.removeAll(own);
    return of(0, others, own, Optional.of(instrumentId));
  }

  /** An instrument's readings since they moved, by its own readings; all where they did not. */
  private static List<Residual> since(
      List<Residual> residuals, String instrumentId, ToDoubleFunction<Residual> by) {
    List<Residual> own = readings(residuals, instrumentId);
    if (own.size() < 2 * FEWEST_OF_INSTRUMENT) {
      return own;
    }
    ChangePoint change =
        ChangePoint.of(scores(own.stream().mapToDouble(by).toArray()), FEWEST_OF_INSTRUMENT);
    return change.gain() > 2 * StrictMath.log(own.size())
        ? own.subList(change.index(), own.size())
        : own;
  }

  private static Movement of(
      int index, List<Residual> before, List<Residual> moved, Optional<String> culprit) {
    double wider = scale(moved) / Math.max(scale(before), Double.MIN_NORMAL);
    double log = Math.abs(StrictMath.log(wider));
    boolean spreads = log > Math.max(LEAST_LOG, margin(before, moved));
    return new Movement(
        index,
        moved.size(),
        isLevel(before, moved) ? median(moved) - median(before) : 0,
        isLevel(before, moved) ? middle(moved) - middle(before) : 0,
        spreads && Double.isFinite(wider) ? wider : 1,
        deviation(moved, Residual::error),
        moved.get(0).origin(),
        culprit);
  }

  /** The only instrument whose readings moved, where the others are known not to have. */
  private static Optional<String> culprit(List<Residual> before, List<Residual> after) {
    SortedMap<String, List<Residual>> byInstrument = new TreeMap<>();
    after.forEach(
        each ->
            each.instrumentId()
                .ifPresent(
                    id -> byInstrument.computeIfAbsent(id, key -> new ArrayList<>()).add(each)));
    List<String> moved = new ArrayList<>();
    int still = 0;
    for (var each : byInstrument.entrySet()) {
      if (each.getValue().size() >= FEWEST_OF_INSTRUMENT) {
        if (isLevel(before, each.getValue()) || isWider(before, each.getValue())) {
          moved.add(each.getKey());
        } else {
          still++;
        }
      }
    }
    return moved.size() == 1 && still > 0 ? Optional.of(moved.get(0)) : Optional.empty();
  }

  private static boolean isLevel(List<Residual> before, List<Residual> after) {
    double scatter = Math.max(scale(before), scale(after));
    double error = MEDIAN_ERROR * scatter * Math.sqrt(1.0 / before.size() + 1.0 / after.size());
    return Math.abs(middle(after) - middle(before)) > SIGNIFICANT * error;
  }

  private static boolean isWider(List<Residual> before, List<Residual> after) {
    return StrictMath.log(scale(after) / Math.max(scale(before), Double.MIN_NORMAL))
        > margin(before, after);
  }

  private static double margin(List<Residual> before, List<Residual> after) {
    return SIGNIFICANT * LOG_SCATTER_ERROR * Math.sqrt(1.0 / before.size() + 1.0 / after.size());
  }

  /** Normal scores of full-sample ranks, which no tail dominates. */
  private static double[] scores(double[] values) {
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] scores = new double[n];
    for (int rank = 0; rank < n; rank++) {
      scores[order[rank]] = NormalMath.quantile((rank + 0.5) / n);
    }
    return scores;
  }

  private static List<Residual> readings(List<Residual> residuals, String instrumentId) {
    return residuals.stream()
        .filter(each -> each.instrumentId().filter(instrumentId::equals).isPresent())
        .toList();
  }

  private static double median(List<Residual> residuals) {
    return Robust.median(residuals.stream().mapToDouble(Residual::error).toArray());
  }

  private static double middle(List<Residual> residuals) {
    return Robust.median(residuals.stream().mapToDouble(Residual::standardised).toArray());
  }

  private static double scale(List<Residual> residuals) {
    return deviation(residuals, Residual::standardised);
  }

  private static double deviation(List<Residual> residuals, ToDoubleFunction<Residual> of) {
    return Robust.deviation(residuals.stream().mapToDouble(of).toArray());
  }

  /** For people: what moved, by how much, since when, whose. */
  public String text(String property, String unit) {
    List<String> parts = new ArrayList<>();
    if (shift != 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              "the level went %s by %.3g %s",
              shift > 0 ? "up" : "down",
              Math.abs(shift),
              unit));
    }
    if (spread != 1) {
      parts.add(
          String.format(
              Locale.ROOT,
              "the scatter is %.2g times as %s",
              spread > 1 ? spread : 1 / spread,
              spread > 1 ? "wide" : "narrow"));
    }
    if (parts.isEmpty()) {
      parts.add("outcomes fit their forecasts less well");
    }
    String whose = instrumentId.map(id -> ", in readings of instrument " + id + " only").orElse("");
    return "%s: %s%s, since %s (%d outcomes)"
        .formatted(property, String.join(" and ", parts), whose, since, count);
  }
}
