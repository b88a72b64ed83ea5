package io.athanor.allinone.predict;

import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.ingest.Found;
import io.athanor.formats.FormatException;
import io.athanor.inference.modality.Known;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.BatchScorer;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor predict}. */
@Command(
    name = "predict",
    description = {
      "Says what a model expects of the structures in files: every property it knows, with its"
          + " uncertainty. Reads JSON lines of any length (records with cell, species and frac, or"
          + " only a formula; entries of OPTIMADE) and every other format that holds structures,"
          + " compressed with gzip or not. Needs nothing running and no network.",
      "A record may hold beside them a measured powder pattern {twoTheta, intensity, wavelength}"
          + " and literature [{model, documents, vector}]: they are mixed in where the model's card"
          + " gives them a weight.",
      "A structure that cannot be scored is refused by itself, with its reason in the report.",
      "With --learn it says one property instead that it learns first, from 20 to 2,000 labelled"
          + " crystals: a Gaussian process on what the model sees, the model itself unchanged."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all files were read",
      "1:a fault",
      "2:a file was refused, or there is no such model; the reason is on stderr"
    })
public final class PredictCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final int EDGES =
      InferenceConfig.BATCH_EDGES.parser().apply(InferenceConfig.BATCH_EDGES.defaultText());

  @Spec private CommandSpec spec;

  @Option(
      names = "--structures",
      arity = "1..*",
      paramLabel = "FILE",
      required = true,
      description = "Files of structures, or directories of them.")
  private List<Path> paths;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember",
      description = "Which model. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Where models lie. Default: the shipped ones (${DEFAULT-VALUE}).")
  private String store;

  @Option(
      names = "--learn",
      paramLabel = "FILE",
      description =
          "Labelled crystals as JSON lines (cell, species, frac, props), to learn --property from.")
  private Path labels;

  @Option(
      names = "--property",
      paramLabel = "KEY",
      description =
          "What --learn learns, e.g. last_phdos_peak, as it stands under props. --model ember-trunk"
              + " saw no label of what others teach.")
  private String property;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the predictions, as JSON. Default: standard output.")
  private Path report;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "TensorFlow threads inside one operation. Default: one for each core.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    DeviceOptions device = device();
    List<Path> files = Found.files(paths);
    Optional<Property> learns = Optional.ofNullable(property).flatMap(Property::ofKey);
    if ((labels == null) != (property == null) || learns.isPresent() != (property != null)) {
      warn("--learn goes with --property, which is one of " + keys());
      return REFUSED;
    }
    try (OpenModel model =
        OpenModel.open(ModelStore.of(store).load(name, Optional.empty()), device, EDGES)) {
      if (learns.isEmpty()) {
        return predict(model, model.fusedScorer(), files);
      }
      Learned learned = learned(model, learns.get());
      return learned == null ? REFUSED : predict(model, BatchScorer.ofKnown(learned, EDGES), files);
    } catch (ModelStoreException e) {
      warn(e.getMessage());
      return REFUSED;
    }
  }

  /** What the labels teach, or null after saying why they teach nothing. */
  private Learned learned(OpenModel model, Property what) {
    try {
      return Learned.of(model, labels, what, this::warn);
    } catch (IllegalArgumentException | IOException e) {
      warn("--learn: " + labels + ": " + e.getMessage());
      return null;
    }
  }

  private static String keys() {
    return Arrays.stream(Property.values()).map(Property::key).collect(Collectors.joining(", "));
  }

  private int predict(OpenModel model, BatchScorer<Known> scorer, List<Path> files)
      throws IOException {
    return report == null
        ? predict(model, scorer, files, spec.commandLine().getOut())
        : toFile(model, scorer, files);
  }

  private DeviceOptions device() {
    DeviceOptions set =
        InferenceConfig.device(
            Settings.load(Optional.empty(), System.getenv(), EngineSettings.all()));
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new DeviceOptions(
        set.device(),
        cores,
        set.interThreads(),
        set.memoryGrowth(),
        set.memoryPercent(),
        set.visibleDevices());
  }

  /** Whole or not at all: nobody ever reads half a report. */
  private int toFile(OpenModel model, BatchScorer<Known> scorer, List<Path> files)
      throws IOException {
    Path target = report.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), ".predictions", ".json");
    try {
      int code;
      try (Writer out = Files.newBufferedWriter(part)) {
        code = predict(model, scorer, files, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return code;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private int predict(OpenModel model, BatchScorer<Known> scorer, List<Path> files, Writer out)
      throws IOException {
    int refused = 0;
    try (PredictionWriter writer = new PredictionWriter(out, model.stored())) {
      PredictRun run = new PredictRun(model, scorer, writer);
      for (Path file : files) {
        try {
          StructureFiles.read(file, run::add, remark -> warn(file + ": " + remark));
        } catch (FormatException e) {
          refused++;
          run.add(new Item(file.getFileName().toString(), new Item.Unreadable(e.getMessage())));
          warn(file + ": refused: " + e.getMessage());
        }
      }
      run.flush();
      writer.end();
      if (report != null) {
        spec.commandLine()
            .getOut()
            .printf(
                "%d structures predicted, %d refused; %s %s (%.12s)%n",
                writer.predicted(),
                writer.refused(),
                model.stored().manifest().name(),
                model.stored().manifest().version(),
                model.stored().digest());
      }
    }
    return refused == 0 ? 0 : REFUSED;
  }

  private void warn(String line) {
    spec.commandLine().getErr().println("athanor predict: " + line);
  }
}
