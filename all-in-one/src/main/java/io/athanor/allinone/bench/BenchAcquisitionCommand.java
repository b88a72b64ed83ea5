package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.acquisition.planner.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench acquisition}: how long a choice takes. */
@Command(
    name = "acquisition",
    mixinStandardHelpOptions = true,
    description = {
      "Times the choice of the next experiment on made-up candidates.",
      "head: the linear posterior of all candidates after one more observation and the best of"
          + " them, in passes over the candidates' features measured beside it.",
      "gaussian-process, bayesian-linear: whole picks of the planner, one after another; with"
          + " --deadline beside picks that a deadline bounds.",
      "A million candidates of 64 features take 300 MB; set ATHANOR_JAVA_OPTS=-Xmx6g for ten"
          + " million, or for a Gaussian process over 1e5 with 1000 observations."
    })
public final class BenchAcquisitionCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What is timed. */
  enum Subject {
    /** The posterior of all candidates, event by event. */
    HEAD,
    /** The planner with the mixture of Gaussian processes. */
    GAUSSIAN_PROCESS,
    /** The planner with the linear model. */
    BAYESIAN_LINEAR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = {"--subject", "--surrogate"},
      paramLabel = "WHAT",
      defaultValue = "head",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Subject subject;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Default: ${DEFAULT-VALUE}.")
  private int candidates;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      defaultValue = "64",
      description = "Features of a candidate. Default: ${DEFAULT-VALUE}.")
  private int dimension;

  @Option(
      names = "--observations",
      paramLabel = "M",
      defaultValue = "200",
      description = "Known before the clock starts. Default: ${DEFAULT-VALUE}.")
  private int observations;

  @Option(
      names = "--picks",
      paramLabel = "K",
      defaultValue = "60",
      description = "Choices timed. Default: ${DEFAULT-VALUE}.")
  private int picks;

  @Option(
      names = "--scaling",
      paramLabel = "N[xD]",
      split = ",",
      description = "Further sizes, e.g. 10000,100000,100000x128. Default: none.")
  private List<String> scaling = new ArrayList<>();

  @Option(
      names = "--deadline",
      paramLabel = "PT0.05S",
      split = ",",
      description = {
        "Times picks within these deadlines beside the full pick of the same problem, with what"
            + " they say that they may have missed and what they missed. Not of the head.",
        "Default: none."
      })
  private List<Duration> deadlines = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of everything random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the figures as JSON; printed where absent.")
  private Path report;

  @Spec private CommandSpec spec;

  /** A pool's size. */
  private record Size(int candidates, int dimension) {}

  @Override
  public Integer call() throws IOException {
    List<Size> sizes = new ArrayList<>();
    try {
      require("--candidates", candidates, 1);
      require("--dimension", dimension, 1);
      require("--observations", observations, 0);
      require("--picks", picks, 1);
      if (!deadlines.isEmpty() && subject == Subject.HEAD) {
        throw new IllegalArgumentException(
            "--deadline needs the subject gaussian-process or bayesian-linear");
      }
      deadlines.forEach(BenchAcquisitionCommand::require);
      for (String each : scaling) {
        sizes.add(size(each));
      }
    } catch (IllegalArgumentException wrong) {
      spec.commandLine().getErr().println("athanor bench acquisition: " + wrong.getMessage());
      return WRONG;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("subject", subject.toString());
    document.put("java", System.getProperty("java.version"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("seed", seed);
    document.putAll(measure(new Size(candidates, dimension)));
    List<Map<String, Object>> further = new ArrayList<>();
    for (Size each : sizes) {
      further.add(measure(each));
    }
    document.put("scaling", further);
    String text = JSON.writeValueAsString(document);
    if (report == null) {
      spec.commandLine().getOut().println(text);
    } else {
      Files.writeString(report, text + System.lineSeparator());
    }
    return 0;
  }

  private Map<String, Object> measure(Size size) {
    if (subject == Subject.HEAD) {
      LinearScale scale = new LinearScale(size.candidates(), size.dimension(), observations, seed);
      Map<String, Object> figures = scale.run(picks);
      if (Double.isNaN(scale.read())) {
        throw new IllegalStateException("the candidates' features are no numbers");
      }
      return figures;
    }
    Policy.Surrogate surrogate =
        subject == Subject.GAUSSIAN_PROCESS
            ? Policy.Surrogate.GAUSSIAN_PROCESS
            : Policy.Surrogate.BAYESIAN_LINEAR;
    ProcessScale scale = new ProcessScale(size.candidates(), size.dimension(), surrogate, seed);
    return deadlines.isEmpty()
        ? scale.run(observations, picks)
        : new DeadlineScale(scale).run(observations, picks, deadlines);
  }

  private static void require(Duration deadline) {
    try {
      var unused = Policy.standard().within(deadline);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("--deadline: " + wrong.getMessage(), wrong);
    }
  }

  private Size size(String text) {
    String[] parts = text.split("x", -1);
    try {
      Size size =
          new Size(
              Integer.parseInt(parts[0]),
              parts.length > 1 ? Integer.parseInt(parts[1]) : dimension);
      require("--scaling", Math.min(size.candidates(), size.dimension()), 1);
      return size;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--scaling: " + text + " is no size like 10000x64", e);
    }
  }

  private static void require(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(option + " must be at least " + least + ", was " + value);
    }
  }
}
