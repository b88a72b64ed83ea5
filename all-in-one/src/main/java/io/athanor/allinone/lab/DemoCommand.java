package io.athanor.allinone.lab;

import io.athanor.allinone.audit.Audit;
import io.athanor.allinone.audit.LogAuditor;
import io.athanor.allinone.cli.EngineOptions;
import io.athanor.allinone.cli.Interruptible;
import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.cli.StartProgress;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Patience;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code athanor demo}. */
@Command(
    name = "demo",
    description =
        "Runs the whole engine and a virtual laboratory that makes and measures simulated"
            + " perovskite solar cells. The laboratory is a client of the public door, like any"
            + " robot. Started again on the same data, it goes on.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  /** Of these perception derives something. */
  static final Set<String> DERIVABLE =
      Set.of(VirtualLab.UV_VIS, VirtualLab.POWDER, VirtualLab.CURRENT_VOLTAGE);

  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final int FAILURE = 1;

  @Mixin private EngineOptions options;

  @Option(names = "--headless", description = "A batch job: ends when all experiments are done.")
  private boolean headless;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "60",
      description = "Experiments in all, earlier runs on the same data included. Default: 60.")
  private int experiments;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of pool, laboratory and planner. Default: 1.")
  private long seed;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write a JSON report.")
  private Path report;

  @Option(
      names = "--robots",
      paramLabel = "N",
      defaultValue = "4",
      description = "Robots that work side by side, 1 to 16. Default: 4.")
  private int robots;

  @Option(
      names = "--pace",
      paramLabel = "MILLIS",
      description =
          "How long making a sample takes on average, in milliseconds. Default: 250, or 1000 to be"
              + " watched.")
  private Integer pace;

  @Option(
      names = "--features",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "parameters,prediction",
      description =
          "What the planner sees of a recipe: parameters, prediction, embedding. Default:"
              + " parameters,prediction.")
  private List<String> features;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (experiments < 1 || experiments > DemoCampaign.POOL_SIZE) {
      throw wrong("--experiments must be in 1.." + DemoCampaign.POOL_SIZE);
    }
    if (robots < 1 || robots > Fleet.MOST_ROBOTS) {
      throw wrong("--robots must be in 1.." + Fleet.MOST_ROBOTS);
    }
    Settings settings =
        options
            .settings()
            .otherwise(EngineSettings.KAFKA_PORT, "0")
            .otherwise(EngineSettings.REGISTRY_PORT, "0")
            .otherwise(EngineSettings.MANAGEMENT_PORT, "0");
    Path log = Logging.toFile(settings, options.directory());
    Duration grace = settings.get(EngineSettings.CLOSE_TIMEOUT).plusSeconds(10);
    return Interruptible.run(grace, stop -> run(settings, log, stop));
  }

  private int run(Settings settings, Path log, CompletableFuture<Void> stop) {
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    out.println("Athanor, with a simulated laboratory; data in " + options.directory());
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    try (Engine engine = Engine.start(options.config(settings), new StartProgress(out))) {
      engine.onFailure(
          cause -> {
            failure.complete(cause);
            stop.complete(null);
          });
      URI door = engine.door().orElseThrow();
      out.println("  dashboard " + door + "/   log " + log);
      int code = work(engine, door, stop, begin);
      if (failure.isDone()) {
        spec.commandLine().getErr().println("athanor: " + failure.join().getMessage());
        return FAILURE;
      }
      return code;
    } catch (DoorException e) {
      spec.commandLine().getErr().println("athanor: " + e.getMessage());
      return FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private int work(Engine engine, URI address, CompletableFuture<Void> stop, long begin)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DemoCampaign campaign = new DemoCampaign(seed, features, robots);
    DoorClient door = new DoorClient(address, Patience.DEFAULT);
    Path journal = options.directory().resolve("lab").resolve("journal.jsonl");
    CampaignRun run = new CampaignRun(door, campaign.definition(), new VirtualLab(seed), journal);
    run.prepare(campaign::candidates);
    LiveLine line = new LiveLine(out, !headless && System.console() != null, experiments);
    boolean done;
    try {
      done = run.work(plan(campaign), stop, line::show);
    } finally {
      line.end();
    }
    if (!done) {
      return headless ? FAILURE : 0;
    }
    Audit audit =
        new LogAuditor(engine.kafka()).audit(journal, campaign.campaignId(), DERIVABLE, SETTLE);
    DemoReport result =
        new DemoReport(
            campaign,
            run.progress(),
            run.measured(),
            audit,
            Duration.ofNanos(System.nanoTime() - begin));
    tell(out, result);
    if (!headless) {
      out.println("All experiments are done; the dashboard stays until Ctrl-C.");
      out.flush();
      stop.join();
    }
    return result.isClean() ? 0 : FAILURE;
  }

  private Fleet.Plan plan(DemoCampaign campaign) {
    int millis = pace != null ? pace : headless ? 250 : 1_000;
    return new Fleet.Plan(
        campaign.campaignId(),
        experiments,
        DemoCampaign.POOL_SIZE,
        robots,
        Duration.ofMillis(millis));
  }

  private void tell(PrintWriter out, DemoReport result) {
    var values = result.toMap();
    out.println(
        "best "
            + values.get("best")
            + " %, at random "
            + values.get("randomBest")
            + " %, in the pool "
            + values.get("poolBest")
            + " % (simulated truth); lost "
            + values.get("lostReadings")
            + ", double "
            + values.get("duplicateObservations")
            + ", proposed twice "
            + values.get("duplicateProposals")
            + ", actuated twice "
            + values.get("doubleActuations"));
    if (report != null) {
      ReportFile.write(report, values);
      out.println("report in " + report);
    }
    out.flush();
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
