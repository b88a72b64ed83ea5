package io.athanor.allinone.export;

import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor export}: a stored model as a TensorFlow SavedModel. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a stored model's network as a TensorFlow SavedModel, to run it elsewhere. Units and"
            + " calibration are in the store's model.json.")
public final class ExportCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember",
      description = "Name of the model. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Model store. Default: the one that ships.")
  private String store;

  @Option(names = "--to", paramLabel = "DIR", required = true, description = "Directory to make.")
  private Path target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(target)) {
      return refused("--to: " + target + " is there already");
    }
    try {
      StoredModel stored = ModelStore.of(store).load(model, Optional.empty());
      try (MaterialModel open = stored.open(1, 1)) {
        open.export(target);
      }
      spec.commandLine()
          .getOut()
          .println("model " + model + " " + stored.digest() + " in " + target);
      return 0;
    } catch (ModelStoreException wrong) {
      return refused(wrong.getMessage());
    }
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor export: " + reason);
    return WRONG;
  }
}
