package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Surrogate;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * What can be believed of the cells after some of them were seen: the heat, whether there is a gap,
 * and how large it is if there is one (Cragg's hurdle), each a {@link FactorialProcess}. A cell is
 * worked out when it is first asked about. Not thread-safe.
 */
final class TableBelief implements Surrogate {
  static final String HEAT = "heat_all";
  static final String PRESENCE = "gap_presence";

  /** Square root of the gap, if there is one: gaps are skewed. */
  static final String ROOT = "gap_root";

  private static final int[][] EFFECTS = {{0}, {1}, {0, 2}, {1, 2}, {0, 1}};
  private static final int[][] ELECTRON_EFFECTS = {{3}, {0, 3}, {1, 3}, {2, 3}};

  private final PerovskiteCells cells;
  private final FactorialProcess heat;
  private final FactorialProcess presence;
  private final FactorialProcess root;
  private final Map<Integer, Assessment> known = new HashMap<>();

  /**
   * After seeing these cells.
   *
   * @param features one row a cell
   */
  TableBelief(PerovskiteCells cells, FeatureMatrix features, int[] seen) {
    int[] insulators = Arrays.stream(seen).filter(c -> cells.gap(c) > 0).toArray();
    if (insulators.length < 2) {
      throw new IllegalArgumentException("fewer than two of the cells seen have a gap");
    }
    this.cells = cells;
    int[][] levels = cells.levels();
    FactorialKernel plain = new FactorialKernel(features, levels, EFFECTS);
    // whether there is a gap is a matter of closed shells
    int[][] counted =
        Stream.concat(Arrays.stream(EFFECTS), Arrays.stream(ELECTRON_EFFECTS))
            .toArray(int[][]::new);
    this.heat = process(plain, seen, cells::heat);
    this.presence =
        process(
            new FactorialKernel(features, levels, counted), seen, c -> cells.gap(c) > 0 ? 1 : 0);
    this.root = process(plain, insulators, c -> Math.sqrt(cells.gap(c)));
  }

  private static FactorialProcess process(
      FactorialKernel kernel, int[] rows, IntToDoubleFunction value) {
    return new FactorialProcess(kernel, rows, Arrays.stream(rows).mapToDouble(value).toArray());
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
    FactorialProcess.Prediction roots = root.predict(list);
    for (int i = 0; i < list.length; i++) {
      known.put(
          list[i],
          Assessment.of(
              Map.of(
                  HEAT, new Estimate(heats.mean()[i], heats.deviation()[i]),
                  PRESENCE, new Estimate(presences.mean()[i], presences.deviation()[i]),
                  ROOT, new Estimate(roots.mean()[i], roots.deviation()[i])),
              List.of(),
              0));
    }
  }
}
