package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call of a benchmark.
 *
 * @param arguments the command after {@code ./athanor}, without {@code --report}
 * @param data what it measures on, for people
 * @param seeds what is random and how it is seeded
 * @param needs a file without which it cannot be made; empty for made-up data
 * @param read its report's figures
 */
record Measurement(
    List<String> arguments,
    String data,
    String seeds,
    Optional<Path> needs,
    Function<JsonNode, Findings> read) {
  Measurement {
    arguments = List.copyOf(arguments);
  }

  /** The command as a person would type it. */
  String command() {
    return "./athanor " + String.join(" ", arguments);
  }
}
