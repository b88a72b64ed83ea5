package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Merit;
import io.athanor.generator.Surrogate;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What can be believed of the cells after some of them were seen: the heat, whether there is a gap,
 * and how large it is if there is one (Cragg's hurdle), each a {@link FactorialProcess}. A cell is
 * worked out when it is first asked about. Not thread-safe.
 */
final class TableBelief implements Surrogate {
  static final double HEAT_MOST = 0.2;
  static final double GAP_LEAST = 1.5;
  static final double GAP_MOST = 3.0;

  private static final String HEAT = "heat_all";
  private static final String PRESENCE = "gap_presence";
  private static final String AMOUNT = "gap_amount";

  private final PerovskiteCells cells;
  private final FactorialProcess heat;
  private final FactorialProcess presence;
  private final FactorialProcess amount;
  private final Map<Integer, Assessment> known = new HashMap<>();

  /** After seeing these cells. */
  TableBelief(PerovskiteCells cells, FactorialKernel kernel, int[] seen) {
    this.cells = cells;
    this.heat =
        new FactorialProcess(kernel, seen, Arrays.stream(seen).mapToDouble(cells::heat).toArray());
    this.presence =
        new FactorialProcess(
            kernel, seen, Arrays.stream(seen).mapToDouble(c -> cells.gap(c) > 0 ? 1 : 0).toArray());
    int[] insulators = Arrays.stream(seen).filter(c -> cells.gap(c) > 0).toArray();
    if (insulators.length < 2) {
      throw new IllegalArgumentException("fewer than two of the cells seen have a gap");
    }
    this.amount =
        new FactorialProcess(
            kernel, insulators, Arrays.stream(insulators).mapToDouble(cells::gap).toArray());
  }

  /** Whether a cell is what is sought. */
  static boolean hit(PerovskiteCells cells, int cell) {
    return cells.heat(cell) <= HEAT_MOST
        && cells.gap(cell) >= GAP_LEAST
        && cells.gap(cell) <= GAP_MOST;
  }

  @Override
  public List<Assessment> assess(List<Crystal> crystals) {
    List<OptionalInt> places = crystals.stream().map(cells::find).toList();
    learn(places.stream().flatMapToInt(OptionalInt::stream).toArray());
    List<Assessment> assessments = new ArrayList<>();
    for (OptionalInt place : places) {
      assessments.add(
          place.isPresent()
              ? known.get(place.getAsInt())
              : Assessment.refused("not a cell of the table"));
    }
    return assessments;
  }

  /** Works out cells that nobody asked about before. */
  private void learn(int[] asked) {
    TreeSet<Integer> fresh = new TreeSet<>();
    for (int cell : asked) {
      if (!known.containsKey(cell)) {
        fresh.add(cell);
      }
    }
    int[] list = fresh.stream().mapToInt(Integer::intValue).toArray();
    FactorialProcess.Prediction heats = heat.predict(list);
    FactorialProcess.Prediction presences = presence.predict(list);
    FactorialProcess.Prediction amounts = amount.predict(list);
    for (int i = 0; i < list.length; i++) {
      known.put(
          list[i],
          Assessment.of(
              Map.of(
                  HEAT, new Estimate(heats.mean()[i], heats.deviation()[i]),
                  PRESENCE, new Estimate(presences.mean()[i], presences.deviation()[i]),
                  AMOUNT, new Estimate(amounts.mean()[i], amounts.deviation()[i])),
              List.of(),
              0));
    }
  }

  /** Log probability of a hit. */
  static Merit careful() {
    return assessments -> assessments.stream().mapToDouble(TableBelief::logProbability).toArray();
  }

  /** How far the means are from a hit, in standard units of nothing: certainty does not count. */
  static Merit greedy() {
    return assessments -> assessments.stream().mapToDouble(TableBelief::nearness).toArray();
  }

  private static double logProbability(Assessment assessment) {
    if (assessment.refused().isPresent()) {
      return Double.NEGATIVE_INFINITY;
    }
    Estimate heat = assessment.properties().get(HEAT);
    Estimate presence = assessment.properties().get(PRESENCE);
    Estimate amount = assessment.properties().get(AMOUNT);
    return NormalMath.logDistribution((HEAT_MOST - heat.mean()) / heat.deviation())
        + NormalMath.logDistribution((presence.mean() - 0.5) / presence.deviation())
        + NormalMath.logInterval(
            (GAP_LEAST - amount.mean()) / amount.deviation(),
            (GAP_MOST - amount.mean()) / amount.deviation());
  }

  private static double nearness(Assessment assessment) {
    if (assessment.refused().isPresent()) {
      return Double.NEGATIVE_INFINITY;
    }
    double gap =
        assessment.properties().get(PRESENCE).mean() > 0.5
            ? assessment.properties().get(AMOUNT).mean()
            : 0;
    double heat = assessment.properties().get(HEAT).mean();
    return -Math.max(0, heat - HEAT_MOST) - Math.max(0, Math.max(GAP_LEAST - gap, gap - GAP_MOST));
  }
}
