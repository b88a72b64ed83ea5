package io.athanor.inference.training;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.FusedModel;
import io.athanor.inference.modality.Given;
import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.training.FusionRows.Measured;
import io.athanor.inference.training.report.FusedFigures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pools of all subsets of what may be known: fitted on some rows, judged on others. */
public final class PoolRows {
  private static final int BATCH = 64;
  private static final List<Expert> SINGLE =
      List.of(Expert.NETWORK, Expert.PATTERN, Expert.LITERATURE);

  private PoolRows() {}

  /** What the experts say of the labelled rows. */
  private record Said(Map<Expert, List<PropertyEstimate>> estimates, double[] labels) {}

  /**
   * Fits them.
   *
   * @param fused whose experts are asked; its own pools do not matter
   * @param rows that neither the network nor the fusion was trained on
   */
  public static Pools fit(FusedModel fused, List<Property> properties, List<Measured> rows) {
    Map<String, Map<Property, Pool>> byGiven = new LinkedHashMap<>();
    Map<InputMode, Map<Property, Said>> asked = asked(fused, properties, rows);
    for (Given given : Given.fused()) {
      Map<Property, Pool> fitted = new EnumMap<>(Property.class);
      among(asked, given)
          .forEach(
              (property, said) ->
                  fitted.put(
                      property,
                      PoolFit.of(
                          said.estimates(),
                          said.labels(),
                          property.kind(),
                          known(byGiven, given, property))));
      byGiven.put(given.key(), fitted);
    }
    return new Pools(byGiven);
  }

  /** The network alone, and the pools of smaller subsets. */
  private static List<Pool> known(
      Map<String, Map<Property, Pool>> byGiven, Given given, Property property) {
    List<Pool> known = new ArrayList<>(List.of(Pool.NETWORK));
    Pools smaller = new Pools(byGiven);
    for (Given other : Given.fused()) {
      if (other.isWithin(given) && !other.equals(given)) {
        known.add(smaller.of(other, property));
      }
    }
    return known;
  }

  /**
   * Judges what is served.
   *
   * @param seed of the bootstrap
   */
  public static List<FusedFigures> figures(
      FusedModel fused, Pools pools, List<Property> properties, List<Measured> rows, long seed) {
    List<FusedFigures> figures = new ArrayList<>();
    Map<InputMode, Map<Property, Said>> asked = asked(fused, properties, rows);
    for (Given given : Given.fused()) {
      among(asked, given)
          .forEach(
              (property, said) ->
                  figures.add(figures(given, property, said, pools.of(given, property), seed)));
    }
    return figures;
  }

  private static FusedFigures figures(
      Given given, Property property, Said said, Pool pool, long seed) {
    double[] labels = said.labels();
    double[] errors = new double[labels.length];
    double[] inside = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      PropertyEstimate served = pool.of(property.kind(), PoolFit.at(said.estimates(), row));
      errors[row] = Math.abs(labels[row] - served.mean());
      inside[row] = labels[row] >= served.lower() && labels[row] <= served.upper() ? 1 : 0;
    }
    Map<Expert, Double> single = new EnumMap<>(Expert.class);
    Expert best = null;
    double[] least = null;
    for (Expert expert : SINGLE) {
      if (said.estimates().containsKey(expert)) {
        double[] own = new double[labels.length];
        for (int row = 0; row < own.length; row++) {
          own[row] = Math.abs(labels[row] - said.estimates().get(expert).get(row).mean());
        }
        single.put(expert, Bootstrap.mean(own, seed).value());
        if (best == null || single.get(expert) < single.get(best)) {
          best = expert;
          least = own;
        }
      }
    }
    double[] difference = new double[labels.length];
    for (int row = 0; row < difference.length; row++) {
      difference[row] = errors[row] - least[row];
    }
    return new FusedFigures(
        given,
        property,
        labels.length,
        Bootstrap.mean(errors, seed),
        single,
        best,
        Bootstrap.mean(difference, seed),
        Bootstrap.mean(inside, seed),
        pool);
  }

  /** Every expert of each mode, asked once: what one says does not depend on the others. */
  private static Map<InputMode, Map<Property, Said>> asked(
      FusedModel fused, List<Property> properties, List<Measured> rows) {
    Map<InputMode, Map<Property, Said>> asked = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      asked.put(mode, said(fused, properties, new Given(mode, true, true), rows));
    }
    return asked;
  }

  /** What those say who have a say in a subset. */
  private static Map<Property, Said> among(Map<InputMode, Map<Property, Said>> asked, Given given) {
    Map<Property, Said> among = new EnumMap<>(Property.class);
    asked
        .get(given.mode())
        .forEach(
            (property, said) -> {
              Map<Expert, List<PropertyEstimate>> own = new EnumMap<>(said.estimates());
              own.keySet().retainAll(given.experts());
              among.put(property, new Said(own, said.labels()));
            });
    return among;
  }

  /** By property, those with labels. */
  private static Map<Property, Said> said(
      FusedModel fused, List<Property> properties, Given given, List<Measured> rows) {
    List<Measured> taken =
        rows.stream()
            .filter(row -> row.sample().graph(given.mode()).mode() == given.mode())
            .toList();
    Map<Expert, List<MaterialPrediction>> all = new EnumMap<>(Expert.class);
    given.experts().forEach(expert -> all.put(expert, new ArrayList<>()));
    for (int start = 0; start < taken.size(); start += BATCH) {
      List<Known> batch =
          taken.subList(start, Math.min(taken.size(), start + BATCH)).stream()
              .map(row -> row.known(given))
              .toList();
      fused.experts(given, batch).forEach((expert, said) -> all.get(expert).addAll(said));
    }
    Map<Property, Said> byProperty = new EnumMap<>(Property.class);
    for (Property property : properties) {
      int[] labelled =
          IntStream.range(0, taken.size())
              .filter(row -> !Double.isNaN(taken.get(row).sample().label(property)))
              .toArray();
      if (labelled.length == 0) {
        continue;
      }
      Map<Expert, List<PropertyEstimate>> estimates = new EnumMap<>(Expert.class);
      double[] labels = new double[labelled.length];
      all.forEach((expert, said) -> estimates.put(expert, new ArrayList<>()));
      for (int at = 0; at < labelled.length; at++) {
        int row = labelled[at];
        labels[at] = taken.get(row).sample().label(property);
        all.forEach(
            (expert, said) -> estimates.get(expert).add(said.get(row).estimates().get(property)));
      }
      byProperty.put(property, new Said(estimates, labels));
    }
    return byProperty;
  }
}
