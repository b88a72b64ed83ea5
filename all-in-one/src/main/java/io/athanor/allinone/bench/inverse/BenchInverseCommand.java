package io.athanor.allinone.bench.inverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.bench.BenchRareHitsCommand;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench inverse}. */
@Command(
    name = "inverse",
    mixinStandardHelpOptions = true,
    description = {
      "Measures inverse design, with foils in the same table and bootstrap intervals.",
      "table: cells of a closed table proposed after seeing some labels, judged by the labels of"
          + " the others. hygiene: many candidates, how many are valid, balanced, distinct and"
          + " new.",
      "optimisation: lowest formation energy from 100 starts. loop: rare hits found in a closed"
          + " loop, as bench rare-hits does it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchInverseCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATHANOR_DATA:-../shared/data}",
      description = "The data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--part",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "table,hygiene,optimisation,loop",
      description = "Any of ${DEFAULT-VALUE}; all of them by default.")
  private Set<String> parts = new LinkedHashSet<>();

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "10",
      description = "Runs of the closed table, with seeds 1..R. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--loop-runs",
      paramLabel = "R",
      defaultValue = "4",
      description = "Runs of the closed loop. Default: ${DEFAULT-VALUE}.")
  private int loopRuns;

  @Option(
      names = "--seen",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Labelled cells that the model sees. Default: ${DEFAULT-VALUE}.")
  private int seen;

  @Option(
      names = "--proposals",
      paramLabel = "N",
      defaultValue = "100",
      description = "Cells proposed. Default: ${DEFAULT-VALUE}.")
  private int proposals;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Candidates of the hygiene part. Default: ${DEFAULT-VALUE}.")
  private int candidates;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "100",
      description = "Starts of the optimisation. Default: ${DEFAULT-VALUE}.")
  private int starts;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember",
      description = "Surrogate of the optimisation. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--trunk",
      paramLabel = "NAME",
      defaultValue = "ember-trunk",
      description =
          "Whose latent space the cells of the table are placed in. Default: ${DEFAULT-VALUE},"
              + " which saw no label of these.")
  private String trunk;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Model store. Default: the one that ships.")
  private String store;

  @Option(
      names = "--quick",
      description = "Less of everything, for a look: one run, few labels, few candidates.")
  private boolean quick;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      if (quick) {
        runs = 1;
        loopRuns = 1;
        seen = Math.min(seen, 500);
        candidates = Math.min(candidates, 500);
        starts = Math.min(starts, 5);
      }
      for (int each : new int[] {runs, loopRuns, seen, proposals, candidates, starts}) {
        if (each < 1) {
          throw new IllegalArgumentException("every number must be positive, one is " + each);
        }
      }
      Map<String, Object> measured = new LinkedHashMap<>();
      for (String part : parts) {
        measured.put(part, part(part));
      }
      if (report != null) {
        ReportFile.write(report, Map.of("inverse", headed(measured)));
      }
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      spec.commandLine().getErr().println("athanor bench inverse: " + wrong.getMessage());
      return WRONG;
    }
  }

  private Object part(String part) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return switch (part) {
      case "table" ->
          TablePart.measure(
              data,
              ModelStore.of(store).load(trunk, Optional.empty()),
              new TableTerms(seen, proposals, runs, quick ? TableTerms.QUICK : TableTerms.THOROUGH),
              out);
      case "hygiene" -> HygienePart.measure(data, candidates, 1, out);
      case "optimisation" ->
          OptimisationPart.measure(
              data, ModelStore.of(store).load(model, Optional.empty()), starts, 1, out);
      case "loop" -> loop();
      default -> throw new IllegalArgumentException("--part: there is no '" + part + "'");
    };
  }

  /** The figures that are asked for first, then all. */
  private static Map<String, Object> headed(Map<String, Object> measured) {
    Map<String, Object> document = new LinkedHashMap<>();
    JsonNode evolution =
        JSON.valueToTree(measured).path("table").path("wholeTable").path("evolution");
    for (String name : new String[] {"hitRate", "enrichment", "seconds"}) {
      if (evolution.has(name)) {
        document.put(name, evolution.path(name).path("mean").doubleValue());
      }
    }
    for (String name : new String[] {"unique", "novel"}) {
      if (evolution.has(name)) {
        document.put(name, evolution.path(name).doubleValue());
      }
    }
    document.putAll(measured);
    return document;
  }

  private JsonNode loop() throws IOException {
    Path file = Files.createTempFile("athanor-rare-hits", ".json");
    try {
      int code =
          new CommandLine(new BenchRareHitsCommand())
              .setOut(spec.commandLine().getOut())
              .setErr(spec.commandLine().getErr())
              .execute(
                  "--structures", data.resolve("structures/perov_5.jsonl.gz").toString(),
                  "--features", "composition",
                  "--budget", quick ? "100" : "1200",
                  "--runs", String.valueOf(loopRuns),
                  "--report", file.toString());
      if (code != 0) {
        throw new IllegalArgumentException("--data: the closed loop cannot be measured");
      }
      return JSON.readTree(file.toFile());
    } finally {
      Files.delete(file);
    }
  }
}
