package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.inference.bench.Figure;
import io.athanor.inference.bench.ModelBench;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench model}: the model on published data sets. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the model, and models fine-tuned on its trunk, on the published splits of public data"
          + " sets: error, coverage and calibration with bootstrap intervals, beside foils.",
      "All of it takes about an hour on one core; --only takes parts of it."
    })
public final class BenchModelCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the figures as JSON.")
  private Path report;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Which benchmarks: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember-trunk",
      description = "Name of the model. Default: ${DEFAULT-VALUE}, which saw no label of these.")
  private String model;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Model store. Default: the one that ships.")
  private String store;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      defaultValue = "training/graphs",
      description = "Where graphs are kept between runs. Default: ${DEFAULT-VALUE}.")
  private Path cache;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--effort",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Share of the epochs, for a quick look. Default: ${DEFAULT-VALUE}.")
  private double effort;

  @Spec private CommandSpec spec;

  /** Names of the benchmarks. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ModelBench.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path directory =
        data == null
            ? Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"))
            : data;
    if (!Files.isDirectory(directory.resolve("structures"))) {
      return refused("--data: " + directory + " has no structures/");
    }
    try {
      StoredModel stored = ModelStore.of(store).load(model, Optional.empty());
      List<Figure> figures =
          ModelBench.run(
              directory,
              cache,
              stored,
              seed,
              effort,
              only,
              figure -> {
                out.println(figure.line());
                out.flush();
              });
      if (report != null) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", stored.manifest().name());
        document.put("digest", stored.digest());
        document.put("seed", seed);
        document.put("effort", effort);
        document.put("figures", figures);
        Files.writeString(report, JSON.writeValueAsString(document) + "\n");
      }
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      return refused(wrong.getMessage());
    }
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor bench model: " + reason);
    return WRONG;
  }
}
