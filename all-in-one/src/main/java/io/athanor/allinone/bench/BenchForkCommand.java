package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.fork.ForkTrial;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.Policy;
import io.athanor.allinone.replay.ReplayException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench fork}: how often the interval of a fork holds what really comes of it. */
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    description = {
      "Runs campaigns on measured pools, forks each with other policies on its log alone, then"
          + " really runs these policies from there on, and holds the fork's interval of the"
          + " difference in regret against the truth.",
      "The intervals claim 95 %%; those of a single value, where all worlds agree, are counted"
          + " and told apart. Half-widths, and the mean of foreseen minus real differences, are"
          + " in standard deviations of the pool."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchForkCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Mixin private BenchPools pools;

  @Option(
      names = "--policy",
      paramLabel = "P",
      split = ",",
      defaultValue = "log-expected-improvement,upper-confidence-bound,random",
      description = "Acquisition functions of the forks. Default: ${DEFAULT-VALUE}.")
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "40",
      description = "In a campaign; the whole pool at most. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Option(
      names = "--ordinal",
      paramLabel = "K",
      defaultValue = "5",
      description = "The fork decides from this proposal on. Default: ${DEFAULT-VALUE}.")
  private int ordinal;

  @Option(
      names = "--worlds",
      paramLabel = "W",
      defaultValue = "20",
      description = "Drawn from the log for each fork. Default: ${DEFAULT-VALUE}.")
  private int worlds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (pools.runs() < 1) {
        throw new IllegalArgumentException("--runs must be positive, was " + pools.runs());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-16s %-28s %9s %11s %9s%n", "pool", "fork", "held", "half-width", "bias");
      Map<String, Object> sets = new LinkedHashMap<>();
      List<ForkTrial.Verdict> all = new ArrayList<>();
      for (DiscoveryPool pool : pools.read()) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (String policy : policies) {
          List<ForkTrial.Verdict> verdicts = verdicts(pool, policy);
          results.add(document(out, pool.name(), policy, verdicts));
          all.addAll(verdicts);
        }
        sets.put(pool.name(), results);
      }
      out.printf(
          Locale.ROOT,
          "held the truth %d of %d, %.1f %%%n",
          held(all),
          all.size(),
          100.0 * held(all) / all.size());
      List<ForkTrial.Verdict> open = all.stream().filter(ForkTrial.Verdict::isOpen).toList();
      out.printf("where the fork was not sure of it: %d of %d%n", held(open), open.size());
      out.flush();
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("experiments", experiments);
      document.put("ordinal", ordinal);
      document.put("worlds", worlds);
      document.put("runs", pools.runs());
      document.put("level", 0.95);
      document.put("sets", sets);
      document.put("covered", held(all));
      document.put("tested", all.size());
      document.put("coveredWhereOpen", held(open));
      document.put("testedWhereOpen", open.size());
      pools.write(document);
      return 0;
    } catch (IllegalArgumentException | AnalysisException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench fork: " + wrong.getMessage());
      return WRONG;
    }
  }

  private List<ForkTrial.Verdict> verdicts(DiscoveryPool pool, String policy)
      throws AnalysisException {
    ObjectNode other = JsonNodeFactory.instance.objectNode().put("acquisition", policy);
    ForkTrial trial =
        new ForkTrial(
            pool, Policy.standard(), other, Math.min(experiments, pool.size()), ordinal, worlds);
    List<ForkTrial.Verdict> verdicts = new ArrayList<>();
    for (int seed = 1; seed <= pools.runs(); seed++) {
      verdicts.add(trial.run(seed));
    }
    return verdicts;
  }

  private static Map<String, Object> document(
      PrintWriter out, String pool, String policy, List<ForkTrial.Verdict> verdicts) {
    double halfWidth = mean(verdicts, each -> (each.upper() - each.lower()) / 2 / each.scale());
    double bias = mean(verdicts, each -> (each.said() - each.really()) / each.scale());
    out.printf(
        Locale.ROOT,
        "%-16s %-28s %9s %11.3f %9.3f%n",
        pool,
        policy,
        held(verdicts) + "/" + verdicts.size(),
        halfWidth,
        bias);
    out.flush();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("policy", policy);
    map.put("covered", held(verdicts));
    map.put("tested", verdicts.size());
    map.put("halfWidth", halfWidth);
    map.put("bias", bias);
    return map;
  }

  private static int held(List<ForkTrial.Verdict> verdicts) {
    return (int) verdicts.stream().filter(ForkTrial.Verdict::isInside).count();
  }

  private static double mean(
      List<ForkTrial.Verdict> verdicts, ToDoubleFunction<ForkTrial.Verdict> figure) {
    return verdicts.stream().mapToDouble(figure).average().orElseThrow();
  }
}
