package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.Bootstrap;
import io.athanor.acquisition.bench.Estimate;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.inference.generative.DecoderFile;
import io.athanor.inference.generative.DecoderSettings;
import io.athanor.inference.generative.DecoderTrainer;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench latent}: whether the learned generator hits what it is asked for. */
@Command(
    name = "latent",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the decoder of latent points on 2,000 perovskites with their heats of formation,"
          + " samples where low heats lie, and looks the samples up in the table: beside samples"
          + " from anywhere and random substitution. The latent space is that of ember-trunk,"
          + " which never saw the table's labels.",
      "Then trains one on a corpus and says how probable held-out structures are given their"
          + " property; --save keeps it for generator.latent."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchLatentCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final int SEEN = 2_000;
  private static final int SAMPLES = 300;
  private static final double MOST_HEAT = 0.5;
  private static final int HELD_OUT = 10;
  private static final Set<String> SPLITS = Set.of("train", "val", "test");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATHANOR_DATA:-../shared/data}",
      description = "Folder of data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "5",
      description = "Choices of the perovskites that are seen. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "Structures to learn from. Default: structures/mp20_subset.jsonl.gz in --data.")
  private Path corpus;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember",
      description = "Whose latent space the corpus is put in. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Where to write the decoder that was trained on the corpus.")
  private Path save;

  @Option(names = "--quick", description = "Fewer of everything: under a minute.")
  private boolean quick;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      if (runs < 1) {
        throw new IllegalArgumentException("--runs must be positive, was " + runs);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("table", table());
      document.put("corpus", corpus());
      if (report != null) {
        ReportFile.write(report, Map.of("latent", document));
      }
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      spec.commandLine().getErr().println("athanor bench latent: " + wrong.getMessage());
      return WRONG;
    }
  }

  private Map<String, Object> table() throws IOException {
    RareHitsTable table =
        RareHitsTable.read(
            data.resolve("structures/perov_5.jsonl.gz"), SPLITS, List.of("heat_all"));
    StoredModel stored = ModelStore.classpath().load("ember-trunk", Optional.empty());
    int repeats = quick ? 1 : runs;
    Map<String, double[]> rates = new LinkedHashMap<>();
    double prevalence;
    try (MaterialModel model = stored.open(1, 1)) {
      LatentTable trial = new LatentTable(table, model, stored.digest(), MOST_HEAT);
      prevalence = trial.prevalence();
      for (int run = 0; run < repeats; run++) {
        int at = run;
        trial
            .rates(SEEN, SAMPLES, run + 1)
            .forEach(
                (way, rate) -> rates.computeIfAbsent(way, w -> new double[repeats])[at] = rate);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("heat of formation at most %.1f eV: %.4f of all rows%n", MOST_HEAT, prevalence);
    Map<String, Object> ways = new LinkedHashMap<>();
    rates.forEach(
        (way, each) -> {
          Estimate rate = Bootstrap.mean(each, 1);
          out.printf(
              "%-20s hits %s, %.1f times prevalence%n",
              way, rate.text(4), rate.mean().orElse(0.0) / prevalence);
          ways.put(way, Figures.of(rate));
        });
    out.flush();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("target", "heat_all <= " + MOST_HEAT + " eV");
    figures.put("prevalence", prevalence);
    figures.put("seen", SEEN);
    figures.put("judged", SAMPLES);
    figures.put("runs", repeats);
    figures.put("hitRate", ways);
    return figures;
  }

  private Map<String, Object> corpus() throws IOException {
    Path file = corpus == null ? data.resolve("structures/mp20_subset.jsonl.gz") : corpus;
    StoredModel stored = ModelStore.classpath().load(name, Optional.empty());
    long begun = System.nanoTime();
    Map<String, Object> figures = new LinkedHashMap<>();
    try (MaterialModel model = stored.open(1, 1)) {
      LatentCorpus all =
          LatentCorpus.read(
              file,
              model,
              Property.FORMATION_ENERGY_PER_ATOM,
              20,
              quick ? 1_500 : Integer.MAX_VALUE);
      List<LatentCorpus> parts = all.split(HELD_OUT);
      DecoderTrainer trainer =
          new DecoderTrainer(DecoderSettings.usual(1), DeviceOptions.threads(1, 1));
      try (LatentDecoder decoder = trainer.train(stored.digest(), parts.get(0).examples())) {
        LatentHeldOut.Likelihoods found =
            LatentHeldOut.of(decoder, parts.get(0), parts.get(1), quick ? 50 : 400, 1);
        Estimate gain = Bootstrap.mean(found.gains(), 1);
        double seconds = (System.nanoTime() - begun) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
            "%d structures of %d types; held out: %.2f nats by their own point, %.2f by their"
                + " property, %.2f by nothing; gain %s; %.0f s%n",
            parts.get(0).examples().size(),
            decoder.vocabulary().types().size(),
            found.own(),
            found.conditional(),
            found.unconditional(),
            gain.text(2),
            seconds);
        out.flush();
        figures.put("structures", parts.get(0).examples().size());
        figures.put("types", decoder.vocabulary().types().size());
        figures.put("ownNats", found.own());
        figures.put("conditionalNats", found.conditional());
        figures.put("unconditionalNats", found.unconditional());
        figures.put("gainNats", Figures.of(gain));
        figures.put("seconds", seconds);
        if (save != null) {
          figures.put("digest", DecoderFile.write(save, decoder));
        }
      }
    }
    return figures;
  }
}
