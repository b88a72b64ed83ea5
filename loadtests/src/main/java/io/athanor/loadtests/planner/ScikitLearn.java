package io.athanor.loadtests.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** scikit-learn's Gaussian process in a process of its own, where a Python has it. */
final class ScikitLearn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPT = "scikit_learn.py";

  private final String python;

  private ScikitLearn(String python) {
    this.python = python;
  }

  /** The first Python of these that can import it. */
  static Optional<ScikitLearn> find(List<String> pythons) {
    return pythons.stream().filter(ScikitLearn::hasIt).findFirst().map(ScikitLearn::new);
  }

  private static boolean hasIt(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import sklearn, scipy")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Run run(Hartmann pool, List<Integer> starts, int picks) {
    try {
      Path directory = Files.createTempDirectory("athanor-peer-");
      Path script = directory.resolve(SCRIPT);
      Path problem = directory.resolve("problem.json");
      Path answer = directory.resolve("answer.json");
      try (InputStream source = ScikitLearn.class.getResourceAsStream(SCRIPT)) {
        Files.copy(source, script);
      }
      JSON.writeValue(
          problem.toFile(),
          Map.of(
              "points", pool.points(), "values", pool.values(), "starts", starts, "picks", picks));
      Process process =
          new ProcessBuilder(python, script.toString())
              .redirectInput(problem.toFile())
              .redirectOutput(answer.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(SCRIPT + " ended with " + code);
      }
      JsonNode said = JSON.readTree(answer.toFile());
      List<Integer> rows = new ArrayList<>();
      said.path("rows").forEach(each -> rows.add(each.asInt()));
      List<Double> millis = new ArrayList<>();
      said.path("millis").forEach(each -> millis.add(each.asDouble()));
      for (Path file : List.of(script, problem, answer, directory)) {
        Files.delete(file);
      }
      return new Run(rows, millis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + SCRIPT + " ran", e);
    }
  }
}
