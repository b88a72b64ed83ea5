package io.athanor.allinone.fleet;

import io.athanor.allinone.cli.EngineOptions;
import io.athanor.allinone.cli.Interruptible;
import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.lab.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code athanor fleet}. */
@Command(
    name = "fleet",
    description =
        "Runs the engine in processes of its own and a fleet of simulated instruments at its door,"
            + " with faults if wanted; then holds the instruments' own ledger against the log: what"
            + " was actuated twice, what was lost, how busy the instruments were, how fairly the"
            + " campaigns were served. Exit code 0 where all was done once.",
    mixinStandardHelpOptions = true)
public final class FleetCommand implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Duration STILL = Duration.ofMinutes(3);

  /** Whether robots heed refusals. */
  enum Fencing {
    ON,
    OFF
  }

  /** Who places experiments. */
  enum DispatchBy {
    SCHEDULER,
    NOBODY
  }

  @Option(
      names = "--instruments",
      paramLabel = "N",
      defaultValue = "50",
      description = "Default: ${DEFAULT-VALUE}.")
  private int instruments;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      defaultValue = "500",
      description = "Samples that all instruments process at once. Default: ${DEFAULT-VALUE}.")
  private int concurrent;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Experiments of all campaigns together. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Option(
      names = "--campaigns",
      paramLabel = "N",
      defaultValue = "10",
      description = "Campaigns of equal weight. Default: ${DEFAULT-VALUE}.")
  private int campaigns;

  @Option(
      names = "--recipe-seconds",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Mean time that one experiment takes at instruments, in real seconds. Default:"
              + " ${DEFAULT-VALUE}.")
  private double recipeSeconds;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Samples that may wait at each instrument beside those it processes. Default:"
              + " ${DEFAULT-VALUE}.")
  private int queue;

  @Option(
      names = "--lease-seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Default: ${DEFAULT-VALUE}.")
  private int leaseSeconds;

  @Option(
      names = "--acquisition",
      paramLabel = "NAME",
      defaultValue = "random",
      description =
          "How the campaigns choose, as in a definition; random costs nothing, so that the run"
              + " shows the dispatch and not the planner. Default: ${DEFAULT-VALUE}.")
  private String acquisition;

  @Option(
      names = "--dispatch",
      paramLabel = "WHO",
      defaultValue = "scheduler",
      description =
          "scheduler: each step of a recipe is placed at an instrument; nobody: robots take what"
              + " any campaign proposes, in one step. Default: ${DEFAULT-VALUE}.")
  private DispatchBy dispatch;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Faults: robots that die at every step, zombies, late and repeated outcomes, wrong"
              + " clocks, engine processes killed. Default: ${DEFAULT-VALUE}.")
  private int faults;

  @Option(
      names = "--fencing",
      paramLabel = "on|off",
      defaultValue = "on",
      description =
          "off: robots actuate without permission and heed no refusal, which the ledger must show."
              + " Default: ${DEFAULT-VALUE}.")
  private Fencing fencing;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the engine's data, its logs and the ledger are left. Default: a new temporary"
              + " directory.")
  private Path directory;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write a JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FleetPlan plan = plan();
    Logging.toFile(new EngineOptions().settings(), directory());
    return Interruptible.run(GRACE, stop -> run(plan, stop));
  }

  private FleetPlan plan() {
    try {
      boolean scheduled = dispatch == DispatchBy.SCHEDULER;
      return new FleetPlan(
          instruments,
          concurrent,
          experiments,
          campaigns,
          scheduled ? RecipePart.MATERIAL : RecipePart.ONE_STEP,
          recipeSeconds,
          queue,
          leaseSeconds,
          acquisition,
          faults,
          scheduled,
          fencing == Fencing.ON,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Path directory() {
    if (directory == null) {
      try {
        directory = Files.createTempDirectory("athanor-fleet");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return directory;
  }

  private int run(FleetPlan plan, CompletableFuture<Void> stop) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Athanor, with a simulated fleet; data in " + directory());
    Path ledgerFile = directory().resolve("ledger.jsonl");
    try (EngineProcesses engine =
            plan.faults() >= FaultPlan.ENGINE_ONE_IN
                ? EngineProcesses.apart(directory())
                : EngineProcesses.whole(directory());
        Ledger ledger = Ledger.open(ledgerFile);
        FleetRun run = new FleetRun(plan, engine, ledger, InstantSource.system())) {
      out.println("  dashboard " + engine.door() + "/");
      out.flush();
      long begin = System.nanoTime();
      Duration engineBefore = engine.processorTime();
      Duration fleetBefore = own();
      run.start();
      FleetRun.Outcome outcome = run.await(STILL, stop, progress -> show(out, begin, progress));
      FleetReport.Cost cost =
          new FleetReport.Cost(
              Duration.ofNanos(System.nanoTime() - begin),
              engine.processorTime().minus(engineBefore),
              own().minus(fleetBefore),
              Runtime.getRuntime().availableProcessors(),
              engine.restarts());
      LogFold log = LogReader.read(engine.kafka());
      Ledger.Books books = Ledger.read(ledgerFile);
      Verdict verdict = Verdict.of(books, log, run.slots());
      FleetReport result = new FleetReport(plan, outcome, verdict, books, log, run.slots(), cost);
      tell(out, result);
      return result.isClean() ? 0 : FAILURE;
    } catch (DoorException e) {
      spec.commandLine().getErr().println("athanor: " + e.getMessage());
      return FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private static Duration own() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void show(PrintWriter out, long begin, FleetRun.Progress progress) {
    long second = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    if (second % 10 == 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %4d s  %d of %d ended, %d open",
              second,
              progress.ended(),
              experiments,
              progress.open()));
      out.flush();
    }
  }

  private void tell(PrintWriter out, FleetReport result) {
    Map<String, Object> values = result.toMap();
    out.println(
        "utilisation "
            + values.get("utilisation")
            + ", double bookings "
            + values.get("doubleBookings")
            + ", lost "
            + values.get("lost")
            + ", Jain "
            + values.get("jain")
            + ", staleness "
            + values.get("stalenessAtDispatch")
            + (result.outcome().done() ? "" : "; NOT all was done"));
    if (report != null) {
      ReportFile.write(report, values);
      out.println("report in " + report);
    }
    out.flush();
  }
}
