package io.athanor.loadtests.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.inference.modality.StructureRows;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.crystal.Crystal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadtests/run throughput}: the network beside ONNX Runtime, on MP-20 test structures. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description =
        "The network's forward pass beside ONNX Runtime on one thread, and graphs with it.")
public final class ThroughputCommand implements Callable<Integer> {
  private static final String STRUCTURES = "structures/mp20_subset.jsonl.gz";

  @Option(
      names = "--data",
      defaultValue = "${env:ATHANOR_DATA:-../shared/data}",
      description = "The data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(names = "--model", description = "A stored model; untrained weights where absent.")
  private String name;

  @Option(names = "--store", description = "Where it is stored (default ${DEFAULT-VALUE}).")
  private String store = "classpath:";

  @Option(names = "--trunks", description = "Of untrained weights (default ${DEFAULT-VALUE}).")
  private int trunks = 1;

  @Option(names = "--seed", description = "Of untrained weights (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--sizes",
      split = ",",
      description = "Crystals in a batch (default ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of(1, 8, 32, 128);

  @Option(names = "--seconds", description = "For each size (default ${DEFAULT-VALUE}).")
  private double seconds = 20;

  @Option(
      names = "--warm-up",
      description = "Calls of each engine before measuring (default ${DEFAULT-VALUE}).")
  private int warmUp = 3_000;

  @Option(
      names = "--anew",
      description = "Batches drawn anew, of shapes that no engine has just seen.")
  private boolean anew;

  @Option(names = "--crystals", description = "At most so many rows (default ${DEFAULT-VALUE}).")
  private int most = 1_024;

  @Option(names = "--report", description = "Where the report goes; printed where absent.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(data.resolve(STRUCTURES))) {
      System.err.println("throughput: no " + STRUCTURES + " in " + data + "; set ATHANOR_DATA");
      return 2;
    }
    List<Crystal> crystals = new ArrayList<>();
    StructureRows.read(
        data.resolve(STRUCTURES),
        row -> {
          if (row.split().equals("test") && crystals.size() < most) {
            crystals.add(row.crystal());
          }
        });
    try (ThroughputBench bench = bench()) {
      ThroughputReport result = bench.run(crystals, sizes, seconds, anew, warmUp);
      String text =
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result);
      if (report == null) {
        System.out.println(text);
      } else {
        Files.writeString(report, text + System.lineSeparator());
      }
    }
    return 0;
  }

  private ThroughputBench bench() {
    if (name != null) {
      StoredModel stored = ModelStore.of(store).load(name, Optional.empty());
      return new ThroughputBench(
          name + " " + stored.digest(), stored.manifest().shape(), stored.weights());
    }
    NetworkShape shape =
        NetworkShape.small(
            3,
            List.of(
                Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.ENERGY_ABOVE_HULL));
    shape = shape.withMembers(trunks, shape.heads());
    return new ThroughputBench("untrained, seed " + seed, shape, untrained(shape, seed));
  }

  /** Starting weights with biases, since an engine may leave out the addition of zero. */
  static Weights untrained(NetworkShape shape, long seed) {
    Random random = new Random(seed);
    float[] features = new float[shape.elementRows() * shape.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = random.nextInt(10) == 0 ? 1f : 0f;
    }
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    Parameters.initial(shape, features, seed)
        .entries()
        .forEach(
            (tensor, entry) -> {
              float[] values = entry.values().clone();
              if (entry.shape().length == 1 || tensor.endsWith("source/shift")) {
                for (int index = 0; index < values.length; index++) {
                  values[index] += 0.2f * (float) random.nextGaussian();
                }
              }
              entries.put(tensor, new Weights.Entry(entry.shape(), values));
            });
    return new Weights(entries);
  }
}
