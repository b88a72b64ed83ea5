package io.athanor.allinone.doctor;

import io.athanor.allinone.cli.EngineOptions;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor doctor}. */
@Command(
    name = "doctor",
    description =
        "Says what this build finds on this machine: Java, memory, TensorFlow and its devices,"
            + " which one is used and why, the data directory, the model and whether its content is"
            + " what its digest says. Makes a prediction with it, with the worker's settings.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:a prediction was made", "1:none could be made", "2:a wrong call"})
public final class DoctorCommand implements Callable<Integer> {
  private static final int ILL = 1;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the engine keeps its data. Default: as for 'up'.")
  private Path directory;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where models lie. Default: as the settings say.")
  private String store;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which model. Default: as the settings say.")
  private String name;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write a JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings =
        Settings.load(Optional.ofNullable(file), System.getenv(), EngineSettings.all());
    String digest = settings.get(InferenceConfig.MODEL_DIGEST);
    Doctor.Finding finding =
        Doctor.examine(
            InferenceConfig.device(settings),
            Optional.ofNullable(directory).orElseGet(() -> new EngineOptions().directory()),
            Optional.ofNullable(store).orElseGet(() -> settings.get(InferenceConfig.MODEL_STORE)),
            Optional.ofNullable(name).orElseGet(() -> settings.get(InferenceConfig.MODEL_NAME)),
            Optional.of(digest).filter(each -> !each.isBlank()));
    PrintWriter out = spec.commandLine().getOut();
    finding.report().forEach((name, value) -> print(out, name, value));
    out.flush();
    if (report != null) {
      ReportFile.write(report, finding.report());
    }
    return finding.well() ? 0 : ILL;
  }

  private static void print(PrintWriter out, String name, Object value) {
    if (value instanceof Map<?, ?> members) {
      out.println(name);
      members.forEach((each, content) -> out.printf("  %-18s %s%n", each, shown(content)));
    } else {
      out.printf("%-20s %s%n", name, shown(value));
    }
  }

  private static Object shown(Object value) {
    return value instanceof Map<?, ?> members ? members.toString() : value;
  }
}
