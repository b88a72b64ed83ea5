package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.shadow.ShadowBench;
import io.athanor.allinone.replay.ReplayException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench shadow}: how right the judgement of shadow policies is. */
@Command(
    name = "shadow",
    mixinStandardHelpOptions = true,
    description = {
      "Logs campaigns that explore on measured pools, judges shadow policies by the log alone, and"
          + " holds the judgement against the truth: what the shadows' choices really give, what"
          + " they really miss of the best, and, foreseen in worlds drawn from the log, what"
          + " campaigns of their own really come to.",
      "Each cell is how many intervals had the truth, and their mean half-width in standard"
          + " deviations of the pool. They claim 95 %%, but for two: that of regret is the middle"
          + " 95 %% of the model's belief and as right as the model, and the last column holds the"
          + " estimate's interval against a campaign of the shadow's own, with another history."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchShadowCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Mixin private BenchPools pools;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "30",
      description = "In a campaign; half the pool at most. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Option(
      names = "--exploration",
      paramLabel = "E",
      defaultValue = "0.2",
      description = "Share of uniform picks in the campaign. Default: ${DEFAULT-VALUE}.")
  private double exploration;

  @Option(
      names = "--worlds",
      paramLabel = "W",
      defaultValue = "12",
      description =
          "Drawn from the log to foresee a shadow's own campaign; 0: none is foreseen. Default:"
              + " ${DEFAULT-VALUE}.")
  private int worlds;

  @Spec private CommandSpec spec;

  /** What is held against the truth, and where it stands. */
  private record Judgement(
      String name, String title, Function<ShadowBench.Result, ShadowBench.Coverage> of) {}

  private static final List<Judgement> JUDGEMENTS =
      List.of(
          new Judgement("estimate", "estimate", ShadowBench.Result::estimate),
          new Judgement("regret", "regret", ShadowBench.Result::regret),
          new Judgement("ownMean", "own mean", ShadowBench.Result::ownMean),
          new Judgement("ownBest", "own best", ShadowBench.Result::ownBest),
          new Judgement("estimateOfOwn", "(of own)", ShadowBench.Result::estimateOfOwn));

  @Override
  public Integer call() {
    try {
      ShadowBench bench = new ShadowBench(experiments, pools.runs(), exploration, worlds);
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-16s %-10s %8s", "pool", "shadow", "agreed");
      JUDGEMENTS.forEach(each -> out.printf(" %16s", each.title()));
      out.printf("%n");
      Map<String, Object> sets = new LinkedHashMap<>();
      List<ShadowBench.Result> all = new ArrayList<>();
      for (DiscoveryPool pool : pools.read()) {
        List<ShadowBench.Result> results = bench.on(pool);
        sets.put(pool.name(), results.stream().map(BenchShadowCommand::document).toList());
        results.forEach(each -> print(out, pool.name(), each));
        out.flush();
        all.addAll(results);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("experiments", experiments);
      document.put("runs", pools.runs());
      document.put("exploration", exploration);
      document.put("worlds", worlds);
      document.put("level", 0.95);
      document.put("sets", sets);
      document.put("coverage", totals(out, all));
      pools.write(document);
      return 0;
    } catch (IllegalArgumentException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench shadow: " + wrong.getMessage());
      return WRONG;
    }
  }

  private static void print(PrintWriter out, String pool, ShadowBench.Result result) {
    out.printf(Locale.ROOT, "%-16s %-10s %7.0f%%", pool, result.shadow(), 100 * result.agreement());
    for (Judgement each : JUDGEMENTS) {
      ShadowBench.Coverage coverage = each.of().apply(result);
      out.printf(
          " %16s",
          coverage.tested() == 0
              ? "-"
              : String.format(
                  Locale.ROOT,
                  "%d/%d ±%.2f",
                  coverage.covered(),
                  coverage.tested(),
                  coverage.halfWidth()));
    }
    out.printf("%n");
  }

  private static Map<String, Object> totals(PrintWriter out, List<ShadowBench.Result> all) {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (Judgement each : JUDGEMENTS) {
      int covered = all.stream().mapToInt(result -> each.of().apply(result).covered()).sum();
      int tested = all.stream().mapToInt(result -> each.of().apply(result).tested()).sum();
      if (tested > 0) {
        double share = covered / (double) tested;
        totals.put(each.name(), share);
        out.printf(
            Locale.ROOT, "%-16s %d of %d, %.1f %%%n", each.title(), covered, tested, 100 * share);
      }
    }
    return totals;
  }

  private static Map<String, Object> document(ShadowBench.Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("shadow", result.shadow());
    map.put("agreement", result.agreement());
    map.put("rmseDoublyRobust", result.doublyRobust());
    map.put("rmseInversePropensity", result.inversePropensity());
    for (Judgement each : JUDGEMENTS) {
      ShadowBench.Coverage coverage = each.of().apply(result);
      if (coverage.tested() > 0) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("covered", coverage.covered());
        figures.put("tested", coverage.tested());
        figures.put("halfWidth", coverage.halfWidth());
        figures.put("bias", coverage.bias());
        map.put(each.name(), figures);
      }
    }
    return map;
  }
}
