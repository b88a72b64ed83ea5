package io.athanor.allinone.bench;

import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.posterior.BayesianLinearModel;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Streams of errors that change abruptly, by seed. */
final class AdaptationStreams {
  private static final int SHIFT = 300;
  private static final int LENGTH = 900;
  private static final int LEARNT = 600;
  private static final int BEFORE = 300;
  private static final int AFTER = 400;
  private static final double TAIL = 0.95;

  private AdaptationStreams() {}

  /** A right normal forecast whose errors grow by a factor at one event. */
  static AdaptationTrial grown(double factor, int seeds) {
    double end = NormalMath.quantile(TAIL);
    List<double[]> streams =
        IntStream.rangeClosed(1, seeds)
            .mapToObj(
                seed -> {
                  SplittableRandom random = Seeds.stream(seed, "errors");
                  return IntStream.range(0, LENGTH)
                      .mapToDouble(
                          t -> Math.abs(random.nextGaussian()) * (t < SHIFT ? 1 : factor) / end)
                      .toArray();
                })
            .toList();
    return new AdaptationTrial("errors x " + factor + " from event " + SHIFT, streams, SHIFT);
  }

  /**
   * Computed perovskites: a Bayesian linear model learns the heat of formation of 600 oxides from
   * their cations, serves 300 more, and then 400 with other anions.
   *
   * @param rows with one value, the heat of formation
   * @param anion of the second part, on all three places
   */
  static AdaptationTrial anions(List<RareHitsTable.Row> rows, String anion, int seeds) {
    List<RareHitsTable.Row> oxides = with(rows, "O");
    List<RareHitsTable.Row> others = with(rows, anion);
    if (oxides.size() < LEARNT + BEFORE || others.size() < AFTER) {
      throw new IllegalArgumentException(
          "--structures: %d oxides and %d with %s are too few"
              .formatted(oxides.size(), others.size(), anion));
    }
    List<double[]> streams =
        IntStream.rangeClosed(1, seeds).mapToObj(seed -> stream(oxides, others, seed)).toList();
    return new AdaptationTrial("oxides, then ABX3 with X = " + anion, streams, BEFORE);
  }

  static List<RareHitsTable.Row> with(List<RareHitsTable.Row> rows, String anion) {
    return rows.stream()
        .filter(row -> row.sites().stream().skip(2).allMatch(each -> each.symbol().equals(anion)))
        .toList();
  }

  private static double[] stream(
      List<RareHitsTable.Row> oxides, List<RareHitsTable.Row> others, long seed) {
    List<RareHitsTable.Row> first = shuffled(oxides, Seeds.stream(seed, "oxides"));
    List<RareHitsTable.Row> served = new ArrayList<>(first.subList(LEARNT, LEARNT + BEFORE));
    served.addAll(shuffled(others, Seeds.stream(seed, "others")).subList(0, AFTER));
    TreeSet<String> names = new TreeSet<>();
    for (List<RareHitsTable.Row> part : List.of(oxides, others)) {
      part.forEach(row -> names.addAll(cations(row)));
    }
    List<String> columns = List.copyOf(names);
    BayesianLinearModel model =
        BayesianLinearModel.prior(new double[columns.size() + 1], 10, 2, 0.2);
    for (RareHitsTable.Row each : first.subList(0, LEARNT)) {
      model = model.with(features(each, columns), each.values()[0], 1);
    }
    double[] scores = new double[served.size()];
    for (int t = 0; t < scores.length; t++) {
      BayesianLinearModel.Prediction said = model.predict(features(served.get(t), columns));
      double reach = NormalMath.quantile(TAIL) * Math.sqrt(said.epistemic() + said.aleatoric());
      scores[t] =
          new PredictiveInterval(said.mean() - reach, said.mean() + reach, IntervalRepair.CLAIMED)
              .score(served.get(t).values()[0]);
    }
    return scores;
  }

  static double[] features(RareHitsTable.Row row, List<String> columns) {
    double[] features = new double[columns.size() + 1];
    features[0] = 1;
    cations(row).forEach(each -> features[1 + columns.indexOf(each)] = 1);
    return features;
  }

  static List<String> cations(RareHitsTable.Row row) {
    Element a = row.sites().get(0);
    Element b = row.sites().get(1);
    return List.of("A " + a.symbol(), "B " + b.symbol());
  }

  static List<RareHitsTable.Row> shuffled(List<RareHitsTable.Row> rows, SplittableRandom random) {
    List<RareHitsTable.Row> order = new ArrayList<>(rows);
    for (int i = order.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      RareHitsTable.Row each = order.get(i);
      order.set(i, order.get(other));
      order.set(other, each);
    }
    return order;
  }
}
