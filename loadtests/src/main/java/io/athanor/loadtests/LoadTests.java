package io.athanor.loadtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.loadtests.page.PageCommand;
import io.athanor.loadtests.planner.CampaignsCommand;
import io.athanor.loadtests.planner.PlannerCommand;
import io.athanor.loadtests.report.LoadReport;
import io.athanor.loadtests.report.ScenarioResult;
import io.athanor.loadtests.scenario.LoadPlan;
import io.athanor.loadtests.scenario.Scenarios;
import io.athanor.loadtests.throughput.ThroughputCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the numbered scenarios in one process and writes their ratios. */
@Command(
    name = "loadtests/run",
    mixinStandardHelpOptions = true,
    subcommands = {
      ThroughputCommand.class,
      PlannerCommand.class,
      CampaignsCommand.class,
      PageCommand.class
    },
    description = {
      "Scenario 01: a broker alone. Scenario 02: perception between reading and observation.",
      "Latency is open-loop (counted from when a message was due); throughput is a burst."
    })
public final class LoadTests implements Callable<Integer> {
  @Option(names = "--rate", description = "Open-loop rate, messages/s (default ${DEFAULT-VALUE}).")
  private double rate = 500;

  @Option(names = "--seconds", description = "Open-loop phase, s (default ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(names = "--warm-up", description = "Of it not counted, s (default ${DEFAULT-VALUE}).")
  private int warmUp = 10;

  @Option(names = "--burst", description = "Messages of the burst (default ${DEFAULT-VALUE}).")
  private int burst = 50_000;

  @Option(
      names = "--points",
      description =
          "1 for a scalar, more for a curve of so many points (default ${DEFAULT-VALUE}).")
  private int points = 1;

  @Option(names = "--seed", description = "Seed of the readings (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--report", description = "Where the report goes; printed where absent.")
  private Path report;

  /** Runs and exits. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LoadTests()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    LoadPlan plan = new LoadPlan(rate, seconds, warmUp, burst, points);
    Clock clock = Clock.systemUTC();
    String startedAt = clock.instant().toString();
    List<ScenarioResult> results;
    try (Scenarios scenarios = Scenarios.start()) {
      results =
          List.of(
              scenarios.brokerBaseline(plan, seed, clock), scenarios.perception(plan, seed, clock));
    }
    ScenarioResult baseline = results.get(0);
    Map<String, Map<String, Double>> ratios = new LinkedHashMap<>();
    for (ScenarioResult result : results.subList(1, results.size())) {
      ratios.put(result.scenario() + " / " + baseline.scenario(), ratios(result, baseline));
    }
    LoadReport whole =
        new LoadReport(
            System.getProperty("java.version"),
            Runtime.getRuntime().availableProcessors(),
            startedAt,
            plan,
            results,
            ratios);
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(whole);
    if (report == null) {
      System.out.println(text);
    } else {
      Files.writeString(report, text + System.lineSeparator());
    }
    boolean complete =
        results.stream().allMatch(each -> each.missing() == 0 && each.repeated() == 0);
    return complete ? 0 : 1;
  }

  private static Map<String, Double> ratios(ScenarioResult result, ScenarioResult baseline) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("burstPerSecond", result.burstPerSecond() / baseline.burstPerSecond());
    result
        .latencyMillis()
        .forEach(
            (percentile, millis) ->
                ratios.put(
                    "latency/" + percentile, millis / baseline.latencyMillis().get(percentile)));
    return ratios;
  }
}
