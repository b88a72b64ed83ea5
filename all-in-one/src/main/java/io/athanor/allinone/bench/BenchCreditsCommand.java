package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.CreditsBench;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.allinone.replay.ReplayException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench credits}: what proposing ahead of the instruments costs. */
@Command(
    name = "credits",
    mixinStandardHelpOptions = true,
    description = {
      "Plays campaigns on measured pools in a laboratory of simulated time, with the engine's own"
          + " planner and scheduler: experiments chosen as far ahead as the parallelism allows,"
          + " the same with proposals that give way, and experiments chosen when an instrument can"
          + " take them.",
      "Staleness counts outcomes that were known when an experiment was begun and not when it was"
          + " chosen. Intervals are 95 %%, by bootstrap over runs; differences are paired."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchCreditsCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Mixin private BenchPools pools;

  @Option(
      names = "--instruments",
      paramLabel = "N",
      defaultValue = "4",
      description = "One experiment each at once. Default: ${DEFAULT-VALUE}.")
  private int instruments;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      defaultValue = "16",
      description = "Experiments that a campaign may have open. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "60",
      description = "Done in a run; what the pool has at most. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      CreditsBench bench = new CreditsBench(instruments, parallelism, experiments, pools.runs());
      Map<String, Object> sets = new LinkedHashMap<>();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%-16s %-18s %20s %22s %20s %22s %20s%n",
          "pool", "arm", "unseen at start", "experiments to target", "hours", "difference", "hits");
      for (DiscoveryPool pool : pools.read()) {
        var results = bench.on(pool);
        sets.put(pool.name(), results.stream().map(BenchCreditsCommand::document).toList());
        for (CreditsBench.Result each : results) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "%-16s %-18s %20s %22s %20s %22s %20s",
                  pool.name(),
                  each.arm(),
                  each.unseen().text(2),
                  each.toTarget().text(1),
                  each.hours().text(2),
                  each.fewerToTarget().text(1),
                  each.hits().text(1)));
        }
        out.flush();
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("instruments", instruments);
      document.put("parallelism", parallelism);
      document.put("experiments", experiments);
      document.put("runs", pools.runs());
      document.put("sets", sets);
      pools.write(document);
      return 0;
    } catch (IllegalArgumentException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench credits: " + wrong.getMessage());
      return WRONG;
    }
  }

  private static Map<String, Object> document(CreditsBench.Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("arm", result.arm());
    map.put("unseenAtStart", Figures.of(result.unseen()));
    map.put("experimentsToTarget", Figures.of(result.toTarget()));
    map.put("hoursToTarget", Figures.of(result.hours()));
    map.put("hits", Figures.of(result.hits()));
    map.put("retracted", Figures.of(result.retracted()));
    map.put("differenceToTarget", Figures.of(result.fewerToTarget()));
    map.put("differenceInHits", Figures.of(result.moreHits()));
    return map;
  }
}
