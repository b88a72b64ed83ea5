package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.CampaignTrace;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.bench.PortfolioBench;
import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.allinone.replay.ReplayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench portfolio}: what sharing out a budget by value gains. */
@Command(
    name = "portfolio",
    mixinStandardHelpOptions = true,
    description = {
      "Lets campaigns share one budget: in equal parts, by value as the scheduler does it, and as"
          + " would have been best in hindsight. The campaigns are the engine's own on measured"
          + " pools, one for each, and made-up ones: whose expectations are right, and whose are"
          + " wrong by a factor of e or more in a third of all cases.",
      "Regret is what a campaign's best is below the best of its pool, in standard deviations of"
          + " the pool, on average over the campaigns; intervals are 95 %%, by bootstrap over runs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchPortfolioCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final int PLACES_EACH = 2;
  // no campaign is followed further than so many equal shares
  private static final int LONGEST = 3;
  private static final int SYNTHETIC = 5;
  private static final int SYNTHETIC_RUNS = 200;

  @Mixin private BenchPools pools;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "20",
      description = "Budget for each campaign, shared by all. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (experiments < 1 || pools.runs() < 1) {
        throw new IllegalArgumentException("--experiments and --runs must be positive");
      }
      List<DiscoveryPool> read = pools.read();
      Map<String, Object> results = new LinkedHashMap<>();
      show(results, "made up, right", SYNTHETIC, synthetic(0.3));
      show(results, "made up, wrong", SYNTHETIC, synthetic(1));
      List<List<CampaignTrace>> measured = new ArrayList<>();
      int most = LONGEST * experiments;
      for (int seed = 1; seed <= pools.runs(); seed++) {
        int each = seed;
        measured.add(read.stream().map(pool -> CampaignTrace.of(pool, each, most)).toList());
      }
      show(results, "measured pools", read.size(), measured);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("pools", read.stream().map(DiscoveryPool::name).toList());
      document.put("experimentsPerCampaign", experiments);
      document.put("runs", pools.runs());
      document.put("syntheticRuns", SYNTHETIC_RUNS);
      document.put("results", results);
      pools.write(document);
      return 0;
    } catch (IllegalArgumentException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench portfolio: " + wrong.getMessage());
      return WRONG;
    }
  }

  private List<List<CampaignTrace>> synthetic(double misled) {
    return IntStream.rangeClosed(1, SYNTHETIC_RUNS)
        .mapToObj(
            run ->
                IntStream.range(0, SYNTHETIC)
                    .mapToObj(
                        k ->
                            CampaignTrace.synthetic(
                                SYNTHETIC * (long) run + k, LONGEST * experiments, misled))
                    .toList())
        .toList();
  }

  private void show(
      Map<String, Object> results, String name, int campaigns, List<List<CampaignTrace>> sets) {
    PortfolioBench.Result result =
        new PortfolioBench(PLACES_EACH * campaigns, experiments * campaigns, Forecaster.standard())
            .over(sets);
    results.put(name, document(result));
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%-16s regret: equal %s, portfolio %s, oracle %s; saved %s; %.0f %% of the way",
                name,
                result.equal().text(3),
                result.portfolio().text(3),
                result.oracle().text(3),
                result.saved().text(3),
                100 * result.closed()));
    spec.commandLine().getOut().flush();
  }

  private static Map<String, Object> document(PortfolioBench.Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("regretEqual", Figures.of(result.equal()));
    map.put("regretPortfolio", Figures.of(result.portfolio()));
    map.put("regretOracle", Figures.of(result.oracle()));
    map.put("saved", Figures.of(result.saved()));
    map.put("aboveOracle", Figures.of(result.lost()));
    map.put("partOfTheWayToOracle", result.closed());
    return map;
  }
}
