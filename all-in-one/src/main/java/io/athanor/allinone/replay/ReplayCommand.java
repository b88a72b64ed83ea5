package io.athanor.allinone.replay;

import io.athanor.allinone.cli.Interruptible;
import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.cli.StartProgress;
import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.DoorException;
import io.athanor.allinone.client.Patience;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.lab.CampaignRun;
import io.athanor.allinone.lab.Fleet;
import io.athanor.allinone.lab.LiveLine;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor replay}. */
@Command(
    name = "replay",
    description =
        "Lets a measured data set play the laboratory: the whole engine chooses among its rows, one"
            + " by one, and is told what was measured. Reads CSV with a header, and the JSON"
            + " description of an Olympus data set. Without a description the last column is the"
            + " objective and the others describe the candidate.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a part failed", "2:the data or the call cannot be used"})
public final class ReplayCommand implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final int WRONG = 2;

  @Option(names = "--pool", paramLabel = "FILE", required = true, description = "The data, CSV.")
  private Path csv;

  @Option(names = "--meta", paramLabel = "FILE", description = "Its description, JSON (Olympus).")
  private Path meta;

  @Option(
      names = "--goal",
      paramLabel = "min|max",
      description = "Which way is better. Default: as the description says.")
  private String goal;

  @Option(
      names = "--objective",
      paramLabel = "COLUMN",
      description =
          "The column sought. Default: the description's first measurement, else the last.")
  private String objective;

  @Option(
      names = "--unit",
      paramLabel = "UCUM",
      defaultValue = "1",
      description = "Unit of the objective. Default: 1.")
  private String unit;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "100",
      description = "Experiments in all; the pool's size at most. Default: 100.")
  private int experiments;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice: the same seed gives the same picks. Default: 1.")
  private long seed;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write a JSON report.")
  private Path report;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the engine keeps its data; a run on the same data goes on. Default: a temporary"
              + " directory that is removed at the end.")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of door and dashboard. Default: any free one.")
  private int port;

  @Option(
      names = "--acquisition",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "Any acquisition function of the contract, e.g. upper-confidence-bound, random."
              + " Default: ${DEFAULT-VALUE}, which says in each proposal what it chose.")
  private String acquisition;

  @Option(
      names = "--surrogate",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "auto (default), gaussian-process, robust-gaussian-process, bayesian-linear,"
              + " random-forest.")
  private String surrogate;

  @Option(
      names = "--kappa",
      paramLabel = "X",
      description = "Weight of the standard deviation in upper-confidence-bound.")
  private Double kappa;

  @Option(
      names = "--initial",
      paramLabel = "N",
      description = "Start points before the posterior decides.")
  private Integer initial;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Pool pool;
    try {
      if (experiments < 1) {
        throw new ReplayException("--experiments must be positive, but is " + experiments);
      }
      pool =
          PoolLoader.load(
              CsvTable.read(csv),
              Optional.ofNullable(meta).map(PoolMeta::read),
              new PoolLoader.Wish(
                  Optional.ofNullable(objective), Optional.ofNullable(goal).map(Direction::of)));
    } catch (ReplayException e) {
      spec.commandLine().getErr().println("athanor: " + e.getMessage());
      return WRONG;
    }
    Settings settings =
        Settings.load(Optional.empty(), System.getenv(), EngineSettings.all())
            .otherwise(EngineSettings.KAFKA_PORT, "0")
            .otherwise(EngineSettings.REGISTRY_PORT, "0")
            .otherwise(EngineSettings.MANAGEMENT_PORT, "0")
            .with(GatewayConfig.PORT, Integer.toString(port));
    Path data = directory != null ? directory : temporary();
    Logging.toFile(settings, data);
    Duration grace = settings.get(EngineSettings.CLOSE_TIMEOUT).plusSeconds(10);
    return Interruptible.run(
        grace,
        stop -> {
          try {
            return run(pool, data, settings, stop);
          } finally {
            if (directory == null) {
              remove(data);
            }
          }
        });
  }

  private int run(Pool pool, Path data, Settings settings, CompletableFuture<Void> stop) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    out.println(
        "Replay of "
            + pool.name()
            + ": "
            + pool.members().size()
            + " candidates, "
            + pool.direction().spelled()
            + " "
            + pool.objective());
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    try (Engine engine =
        Engine.start(EngineConfig.everything(data, settings), new StartProgress(out))) {
      engine.onFailure(
          cause -> {
            failure.complete(cause);
            stop.complete(null);
          });
      Optional<ReplayReport> result = work(pool, data, engine, stop);
      if (failure.isDone()) {
        err.println("athanor: " + failure.join().getMessage());
        return FAILURE;
      }
      result.ifPresent(each -> tell(out, each.toMap()));
      return result.isPresent() ? 0 : FAILURE;
    } catch (DoorException e) {
      err.println("athanor: " + e.getMessage());
      return e.status() == 400 || e.status() == 422 ? WRONG : FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private Optional<ReplayReport> work(
      Pool pool, Path data, Engine engine, CompletableFuture<Void> stop)
      throws InterruptedException {
    Campaigns.Policy policy =
        new Campaigns.Policy(acquisition, surrogate, List.of("parameters"), kappa, initial);
    ReplayCampaign campaign = new ReplayCampaign(pool, unit, policy, seed);
    CampaignRun run =
        new CampaignRun(
            new DoorClient(engine.door().orElseThrow(), Patience.DEFAULT),
            campaign.definition(),
            new ReplayBench(pool, unit),
            data.resolve("lab").resolve("journal.jsonl"));
    run.prepare(campaign::candidates);
    int all = Math.min(experiments, pool.members().size());
    LiveLine line = new LiveLine(spec.commandLine().getOut(), System.console() != null, all);
    try {
      Fleet.Plan plan =
          new Fleet.Plan(campaign.campaignId(), all, pool.members().size(), 1, Duration.ZERO);
      return run.work(plan, stop, line::show)
          ? Optional.of(new ReplayReport(pool, run.measured(), seed))
          : Optional.empty();
    } finally {
      line.end();
    }
  }

  private void tell(PrintWriter out, Map<String, Object> values) {
    List<?> best = (List<?>) values.get("bestByPick");
    out.println(
        "best "
            + best.get(best.size() - 1)
            + ", first of the best 1 % at pick "
            + values.get("firstTop1PercentAt")
            + ", "
            + values.get("hits")
            + " of "
            + values.get("top1PercentCount")
            + " found");
    if (report != null) {
      ReportFile.write(report, values);
      out.println("report in " + report);
    }
    out.flush();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("athanor-replay-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary directory", e);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // what a temporary directory keeps, the system clears away
    }
  }
}
