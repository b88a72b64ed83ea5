package io.athanor.loadtests.planner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.loadtests.driver.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadtests/run campaigns}: scenario 03. */
@Command(
    name = "campaigns",
    mixinStandardHelpOptions = true,
    description = {
      "Scenario 03: many campaigns at once in one acquisition process, killed half-way and started"
          + " again.",
      "Exit code 1 where a proposal is lost or doubled."
    })
public final class CampaignsCommand implements Callable<Integer> {
  @Option(names = "--campaigns", description = "At once (default ${DEFAULT-VALUE}).")
  private int campaigns = 1_000;

  @Option(names = "--candidates", description = "Of each campaign (default ${DEFAULT-VALUE}).")
  private int candidates = 50;

  @Option(names = "--experiments", description = "Of each campaign (default ${DEFAULT-VALUE}).")
  private int experiments = 10;

  @Option(
      names = "--experiment-seconds",
      description = "Mean length of an experiment, s (default ${DEFAULT-VALUE}).")
  private double experimentSeconds = 30;

  @Option(
      names = "--patience",
      description = "Longest wait for the next proposal, s (default ${DEFAULT-VALUE}).")
  private int patience = 180;

  @Option(names = "--seed", description = "Of the lengths (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--report", description = "Where the report goes; printed where absent.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("athanor-campaigns-");
    CampaignsScenario.Plan plan =
        new CampaignsScenario.Plan(
            campaigns,
            candidates,
            experiments,
            experimentSeconds,
            Duration.ofSeconds(patience),
            seed);
    Map<String, Object> figures;
    try (CampaignsScenario scenario = new CampaignsScenario(plan, directory, Clock.systemUTC())) {
      figures = scenario.run();
    }
    boolean well =
        Boolean.TRUE.equals(figures.get("finished"))
            && Integer.valueOf(0).equals(figures.get("lost"))
            && Integer.valueOf(0).equals(figures.get("doubled"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", "03-campaigns");
    document.put("java", System.getProperty("java.version"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("campaigns", campaigns);
    document.put("candidates", candidates);
    document.put("experiments", experiments);
    document.put("experimentSeconds", experimentSeconds);
    document.putAll(figures);
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    if (report == null) {
      System.out.println(text);
    } else {
      Files.writeString(report, text + System.lineSeparator());
    }
    if (well) {
      Directories.delete(directory);
    } else {
      System.err.println("campaigns: not all went well; logs are in " + directory);
    }
    return well ? 0 : 1;
  }
}
