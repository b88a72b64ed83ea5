package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** {@code athanor bench federated}: what sites gain together, what it costs, what is seen. */
@Command(
    name = "federated",
    mixinStandardHelpOptions = true,
    description = {
      "Shares perovskites out among four sites by their anions and lets them learn the heat of"
          + " formation alone, together by masked sums in one round, and on all records pooled.",
      "Says how far the common head is from the pooled one, bytes sent, values seen on the wire,"
          + " what each site gains and loses, the price of differential privacy, what poisoned"
          + " records do, drop-outs, and federated averaging of a trunk. Embeddings are those of a"
          + " trunk that saw no perovskite's heat."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchFederatedCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final double FEATURE_BOUND = 3;
  private static final double CENTRED_BOUND = 1.5;
  private static final double TARGET_BOUND = 5;
  private static final String HEAT = "heat_all";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      defaultValue = "training/embeddings",
      description = "Where embeddings are kept between calls. Default: ${DEFAULT-VALUE}.")
  private Path cache;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of everything random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--quick",
      description =
          "Fewer records and rounds, a minute or two: too few for averaging to gain on sites"
              + " alone.")
  private boolean quick;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      Map<String, Object> figures = measure();
      String text = JSON.writeValueAsString(Map.of("federated", figures));
      PrintWriter out = spec.commandLine().getOut();
      out.println(text);
      out.flush();
      if (report != null) {
        Files.writeString(report, text + "\n");
      }
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      spec.commandLine().getErr().println("athanor bench federated: " + wrong.getMessage());
      return WRONG;
    }
  }

  private Map<String, Object> measure() throws IOException {
    Path folder =
        data == null
            ? Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"))
            : data;
    RareHitsTable table =
        RareHitsTable.read(
            folder.resolve("structures/perov_5.jsonl.gz"),
            Set.of("train", "val", "test"),
            List.of(HEAT));
    FederatedSites sites = FederatedSites.draw(table, quick ? 80 : 400, quick ? 60 : 200, seed);
    StoredModel stored = ModelStore.classpath().load("ember-trunk", Optional.empty());
    double[][] features =
        EmbeddingFeatures.withConstant(
            new RareHitsTable(sites.rows(), table.digest()), stored, true, cache);
    double[] targets = sites.rows().stream().mapToDouble(row -> row.values()[0]).toArray();
    FederatedHeads heads = new FederatedHeads(sites, features, targets, seed);
    Map<String, Object> figures = new LinkedHashMap<>(heads.exact());
    Map<String, Object> gains = new LinkedHashMap<>();
    for (int records : quick ? new int[] {20, 80} : new int[] {25, 100, 400}) {
      gains.put(Integer.toString(records), heads.gains(records));
    }
    figures.put("siteMaeByRecords", gains);
    figures.put("siteMae", gains.get(Integer.toString(quick ? 20 : 100)));
    figures.put(
        "privacy",
        new FederatedPrivacy(sites, features, targets, seed)
            .figures(new double[] {1, 4, 16, 64, 256}, FEATURE_BOUND, CENTRED_BOUND));
    figures.put("poisonedSite", heads.poisoned(TARGET_BOUND));
    figures.put("dropouts", heads.dropouts());
    figures.put("trunk", new FederatedTrunk(sites, stored, seed, quick).figures());
    figures.put("unit", "eV per cell of five atoms");
    figures.put("seed", seed);
    return figures;
  }
}
