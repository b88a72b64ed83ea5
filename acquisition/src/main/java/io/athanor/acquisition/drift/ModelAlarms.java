package io.athanor.acquisition.drift;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.materials.drift.MaximumMeanDiscrepancy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is said of a model, or of a campaign's own intervals, where it is not what it was. */
public final class ModelAlarms {
  private static final String COVERAGE = "rolling-coverage/1";
  private static final String DISCREPANCY = "maximum-mean-discrepancy/1";

  private ModelAlarms() {}

  /**
   * Errors of forecasts moved.
   *
   * @param subject the instrument, where it is to be named
   * @param answers what is done about it
   */
  public static DriftAlarm residuals(
      ResidualWatch.Found found,
      Optional<String> subject,
      String property,
      String unit,
      List<String> answers) {
    Movement movement = found.movement();
    return new DriftAlarm(
        found.kind(),
        found.alert().detector(),
        subject,
        property,
        found.alert().statistic(),
        found.alert().threshold(),
        movement.shift() == 0 ? OptionalDouble.empty() : OptionalDouble.of(movement.shift()),
        unit,
        movement.count(),
        movement.text(property, unit),
        answers);
  }

  /**
   * Intervals cover too little.
   *
   * @param covered rolling coverage of what is served
   * @param notHeld whether it cannot be held
   * @param answers what is done about it
   */
  public static DriftAlarm coverage(
      IntervalLedger ledger,
      double covered,
      boolean notHeld,
      String property,
      List<String> answers) {
    double claimed = ledger.repair().claimed();
    return new DriftAlarm(
        DriftAlarm.Kind.COVERAGE,
        COVERAGE,
        Optional.empty(),
        property,
        covered,
        CoverageObjective.least(claimed),
        OptionalDouble.empty(),
        "",
        ledger.recent().size(),
        String.format(
            Locale.ROOT,
            "%s: intervals that claim %.0f %% covered %.0f %% of the last %d outcomes%s",
            property,
            100 * claimed,
            100 * covered,
            ledger.recent().size(),
            notHeld ? ", and repair does not bring it back" : ""),
        answers);
  }

  /** Candidates lie elsewhere in latent space. */
  public static DriftAlarm embeddings(MaximumMeanDiscrepancy.Result moved) {
    return new DriftAlarm(
        DriftAlarm.Kind.EMBEDDINGS,
        DISCREPANCY,
        Optional.empty(),
        "embedding",
        moved.pvalue(),
        EmbeddingWatch.LEVEL,
        OptionalDouble.empty(),
        "",
        EmbeddingWatch.SAMPLE,
        String.format(
            Locale.ROOT,
            "candidates lie elsewhere in latent space than the first that this version saw:"
                + " MMD2 %.3g between %d and %d, p %.2g",
            moved.squared(),
            EmbeddingWatch.SAMPLE,
            EmbeddingWatch.SAMPLE,
            moved.pvalue()),
        List.of(DriftAlarm.REFRESH, DriftAlarm.ALERT));
  }
}
