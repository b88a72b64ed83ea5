package io.athanor.inference.continual;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Intervals and the known region after a refresh, from rows that it did not learn from. Pure. */
final class Recalibration {
  private static final double EDGE = 0.99;

  private Recalibration() {}

  /**
   * Calibrations: fitted anew where enough rows kept back have a label, the champion's elsewhere.
   *
   * @param said by mode, of the rows kept back, uncalibrated
   */
  static Calibrations of(
      Calibrations champion,
      Map<InputMode, List<MaterialPrediction>> said,
      List<Sample> kept,
      List<Property> properties) {
    Map<InputMode, Map<Property, Calibration>> byMode = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Map<Property, Calibration> calibrations = new EnumMap<>(Property.class);
      for (Property property : properties) {
        Judgement.Rows rows = Judgement.Rows.of(said.get(mode), kept, property, mode);
        calibrations.put(
            property,
            rows.labels().length < Judgement.LEAST_CALIBRATION_ROWS
                ? champion.byMode().get(mode).getOrDefault(property, Calibration.NONE)
                : Judgement.calibration(rows.estimates(), rows.labels(), property.kind()));
      }
      byMode.put(mode, calibrations);
    }
    return new Calibrations(byMode, champion.beyond());
  }

  /**
   * The champion's region, its edges moved out where they no longer hold 99 % of the rows kept
   * back; compositions that were learnt are familiar. Standardisation stays, so that embeddings of
   * both versions are in one unit.
   */
  static Domain widened(
      Domain champion,
      Map<InputMode, List<MaterialPrediction>> said,
      List<Sample> learnt,
      List<Sample> kept) {
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Domain.Region region = champion.regions().get(mode);
      double[] distances =
          said.get(mode).stream()
              .mapToDouble(each -> region.distance(each.embedding()))
              .sorted()
              .toArray();
      double edge = kept.isEmpty() ? 0 : distances[(int) Math.ceil(EDGE * distances.length) - 1];
      regions.put(
          mode,
          new Domain.Region(region.centre(), region.whitening(), Math.max(region.edge(), edge)));
    }
    return new Domain(
        champion.mean(),
        champion.deviation(),
        regions,
        champion
            .familiarity()
            .and(learnt.stream().map(row -> row.graph(InputMode.COMPOSITION)).toList()));
  }
}
