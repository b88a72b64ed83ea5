package io.athanor.inference.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exchanges models under load and prints what it saw, as JSON. Exit code 0 where no answer failed
 * or was another model's and the resident memory stayed within 5 %, else 1.
 */
public final class SwapBenchMain {
  private static final double FLAT = 0.05;
  private static final int EDGES = 8_192;

  private SwapBenchMain() {}

  /** Arguments: name of a shipped model, {@code ember} where there is none. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments.length == 0 ? "ember" : arguments[0];
    Path scratch = Files.createTempDirectory("athanor-swaps");
    SwapFigures figures;
    try {
      figures =
          SwapBench.run(
              ModelStore.classpath().load(name, Optional.empty()),
              SwapBench.Plan.USUAL,
              scratch,
              DeviceOptions.threads(1, 1),
              EDGES);
    } finally {
      delete(scratch);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("figures", figures);
    report.put("growth", figures.growth());
    System.out.println(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    boolean flat = Math.abs(figures.growth()) <= FLAT;
    System.exit(figures.failed() == 0 && figures.mixed() == 0 && flat ? 0 : 1);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}
