package io.athanor.allinone.export;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.gateway.export.Export;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor export}: a campaign as a file, or a stored model as a TensorFlow SavedModel. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "With --campaign: writes a campaign of the running broker's log (kafka.bootstrap.servers,"
            + " schema.registry.url) as CSV, Parquet or JSON-LD with its provenance (PROV-O), as"
            + " the door does. Otherwise: writes a stored model's network as a TensorFlow"
            + " SavedModel, to run it elsewhere. Units and calibration are in the store's"
            + " model.json.")
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

  @Option(names = "--campaign", paramLabel = "ID", description = "Campaign to write.")
  private String campaignId;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "With --campaign: csv, parquet or jsonld. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path config;

  @Option(
      names = "--to",
      paramLabel = "PATH",
      required = true,
      description = "File to write, or directory to make.")
  private Path target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(target)) {
      return refused("--to: " + target + " is there already");
    }
    return campaignId == null ? model() : campaign();
  }

  private int campaign() throws IOException {
    Export form;
    try {
      form = Export.of(format);
    } catch (IllegalArgumentException wrong) {
      return refused("--format: " + wrong.getMessage());
    }
    Settings settings =
        Settings.load(Optional.ofNullable(config), System.getenv(), EngineSettings.all());
    Optional<Integer> experiments =
        new CampaignFile(AcquisitionConfig.of(settings).connection())
            .write(campaignId, form, target);
    if (experiments.isEmpty()) {
      return refused("--campaign: the log has no campaign '" + campaignId + "'");
    }
    spec.commandLine()
        .getOut()
        .println(experiments.get() + " experiments of campaign " + campaignId + " in " + target);
    return 0;
  }

  private int model() throws IOException {
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
