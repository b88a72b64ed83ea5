package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.acquisition.conformal.AdaptiveConformal;
import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Discovery on measured data sets: how soon the best candidates are found. The data lies outside
 * the repository ({@code ATHANOR_DATA}, or {@code shared/data} beside the checkout); without it
 * these tests are skipped.
 */
class ClosedLoopTest {
  private record Table(List<Parameter> parameters, List<Point> points, double[] values) {}

  /**
   * One campaign.
   *
   * @param own share of outcomes in the posterior's own 90 % intervals
   * @param repaired share in the repaired ones
   * @param unbounded how many of these had no bounds
   */
  private record Run(
      int firstHit, int hits, double millisPerPick, double own, double repaired, int unbounded) {}

  @Test
  void shouldFindATopCatalystEarlyOnTheOerPlate() throws IOException {
    Table table = read("closed-loop/olympus/oer_plate_3496.csv");
    List<Run> runs =
        IntStream.rangeClosed(1, 5)
            .mapToObj(seed -> run(table, new Goal.Minimize(), 0.01, 100, seed))
            .toList();
    report("oer_plate_3496, 100 picks, top 1 %", runs);
    List<Integer> first = runs.stream().map(Run::firstHit).sorted().toList();
    assertThat(first.get(2)).as("median first top-1 %% hit of %s", first).isLessThanOrEqualTo(30);
    assertThat(runs.stream().mapToInt(Run::hits).average().orElseThrow()).isGreaterThan(17);
    shouldCover(runs);
  }

  /** Whatever the planner does to the posterior by choosing where it is optimistic. */
  private static void shouldCover(List<Run> runs) {
    assertThat(runs.stream().mapToDouble(Run::repaired).average().orElseThrow())
        .isBetween(0.87, 0.93);
    assertThat(runs.stream().mapToInt(Run::unbounded).sum()).isLessThan(runs.size() * 5);
  }

  @Test
  void shouldFindToughCrossedBarrels() throws IOException {
    Table table = read("closed-loop/pvlab/Crossed_barrel_dataset.csv");
    List<Run> runs =
        IntStream.rangeClosed(1, 5)
            .mapToObj(seed -> run(table, new Goal.Maximize(), 0.05, 100, seed))
            .toList();
    report("Crossed barrel, 100 picks, top 5 %", runs);
    assertThat(runs.stream().mapToInt(Run::hits).average().orElseThrow())
        .as("of 30, chance gives 5")
        .isGreaterThan(17);
    shouldCover(runs);
  }

  private static void report(String what, List<Run> runs) {
    System.out.println(what + ": " + runs);
  }

  private static Run run(Table table, Goal goal, double top, int budget, long seed) {
    int size = table.points().size();
    Set<Integer> best =
        new HashSet<>(
            IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -goal.merit(table.values()[i])))
                .limit((long) Math.ceil(top * size))
                .toList());
    SearchSpace.Pool pool = new SearchSpace.Pool(table.parameters(), table.points());
    PlannerMemo memo = new PlannerMemo();
    List<Measurement> history = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    IntervalLedger ledger = IntervalLedger.begin(0.9);
    int unbounded = 0;
    int first = Integer.MAX_VALUE;
    int hits = 0;
    long start = System.nanoTime();
    for (int i = 0; i < budget; i++) {
      PlanningProblem problem =
          PlanningProblem.single(
              pool, List.of(), goal, Policy.standard(), history, List.of(), done, 100, seed, i);
      Choice choice = Planner.select(problem, 1, memo).get(0);
      int chosen = choice.candidate().getAsInt();
      done.add(chosen);
      if (choice.forecast().isPresent()) {
        Choice.Forecast said = choice.forecast().get();
        double reach = NormalMath.quantile(0.95) * said.deviation();
        double factor = ledger.repair().factor();
        unbounded += factor == AdaptiveConformal.UNBOUNDED ? 1 : 0;
        ledger =
            ledger.after(
                new PredictiveInterval(said.mean() - reach, said.mean() + reach, 0.9)
                    .score(table.values()[chosen]),
                factor);
      }
      history.add(new Measurement(chosen, table.values()[chosen]));
      if (best.contains(chosen)) {
        first = Math.min(first, i + 1);
        hits++;
      }
    }
    return new Run(
        first,
        hits,
        (System.nanoTime() - start) / 1e6 / budget,
        ledger.ownCoverage().orElseThrow(),
        ledger.repairedCoverage().orElseThrow(),
        unbounded);
  }

  /**
   * Rows of equal inputs become one candidate with the mean of its distinct values (the PV-Lab
   * authors' rule).
   */
  private static Table read(String name) throws IOException {
    Path file = data().resolve(name);
    assumeTrue(
        Files.exists(file), "measured data set " + name + " is not at hand (set ATHANOR_DATA)");
    List<String> lines = Files.readAllLines(file);
    String[] header = lines.get(0).split(",");
    Map<List<Double>, Set<Double>> rows = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<Double> cells = Arrays.stream(line.split(",")).map(Double::valueOf).toList();
      rows.computeIfAbsent(cells.subList(0, cells.size() - 1), x -> new LinkedHashSet<>())
          .add(cells.get(cells.size() - 1));
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int c = 0; c < header.length - 1; c++) {
      int column = c;
      double[] values = rows.keySet().stream().mapToDouble(x -> x.get(column)).sorted().toArray();
      parameters.add(new Parameter.Continuous(header[c], values[0], values[values.length - 1]));
    }
    return new Table(
        parameters,
        rows.keySet().stream().map(Point::new).toList(),
        rows.values().stream()
            .mapToDouble(v -> v.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
            .toArray());
  }

  private static Path data() {
    String given = System.getenv("ATHANOR_DATA");
    if (given != null) {
      return Path.of(given);
    }
    // surefire runs in the room's folder: the data lies beside the checkout
    return Path.of("..", "..", "shared", "data");
  }
}
