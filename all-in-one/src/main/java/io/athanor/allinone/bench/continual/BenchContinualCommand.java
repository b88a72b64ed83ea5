package io.athanor.allinone.bench.continual;

import io.athanor.allinone.lab.ReportFile;
import io.athanor.inference.store.ModelStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench continual}: whether the loop learns on without forgetting. */
@Command(
    name = "continual",
    mixinStandardHelpOptions = true,
    description = {
      "Learns the heats of seven families of perovskites one after the other, refreshing the"
          + " trunk as the engine does, and tells what of the earlier ones, and of what the"
          + " model was trained for, is lost on the way; beside naive fine-tuning and other"
          + " foils, with bootstrap intervals.",
      "Tells how soon a change in a stream of outcomes is found, what intervals cover after it,"
          + " how often one is seen where there is none, how long the head takes to learn an"
          + " outcome, and what wrong readings cost a campaign."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchContinualCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--seeds",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Runs with seeds 1..S of trunk, and of poison where that is more than its own 10; gate"
              + " and drift have a number of their own. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "0",
      description = "Most rows to learn from of each family. Default: all there are.")
  private int events;

  @Option(names = "--quick", description = "Fewer rows: a rough figure in less than a minute.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Which parts: trunk, gate, drift, poison. Default: all.")
  private Set<String> only = new LinkedHashSet<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      Path directory =
          data == null
              ? Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"))
              : data;
      if (!Files.isDirectory(directory.resolve("structures"))) {
        throw new IllegalArgumentException("--data: " + directory + " has no structures/");
      }
      Map<String, Object> continual = new LinkedHashMap<>();
      continual.put("seeds", seeds);
      continual.put("quick", quick);
      for (ContinualPart part : chosen(new ContinualTerms(directory, seeds, events, quick))) {
        continual.putAll(part.measure(spec.commandLine().getOut()));
        spec.commandLine().getOut().flush();
      }
      if (report != null) {
        ReportFile.write(report, Map.of("continual", continual));
      }
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      spec.commandLine().getErr().println("athanor bench continual: " + wrong.getMessage());
      return WRONG;
    }
  }

  private List<ContinualPart> chosen(ContinualTerms terms) {
    List<ContinualPart> parts =
        List.of(
            new TrunkTrial(terms),
            new GateTrial(terms),
            new DriftTrial(terms),
            new PoisonTrial(terms));
    Set<String> names = parts.stream().map(ContinualPart::name).collect(Collectors.toSet());
    for (String name : only) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("--only: there is no part '" + name + "'");
      }
    }
    return parts.stream().filter(part -> only.isEmpty() || only.contains(part.name())).toList();
  }
}
