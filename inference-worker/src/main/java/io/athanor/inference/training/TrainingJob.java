package io.athanor.inference.training;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.SourceLoader.Loaded;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.config.StoredWeights;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.data.Digests;
import io.athanor.inference.training.data.RowSource;
import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.SourceSummary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A training from its configuration to a stored model. With one thread the same configuration and
 * data give the same model, byte for byte, whether it was interrupted or not.
 */
public final class TrainingJob {
  private final TrainingConfig config;
  private final TrainingPlaces places;
  private final TrainingListener listener;
  private final LongSupplier nanoClock;
  private final NetworkShape shape;

  /**
   * A job that has not begun.
   *
   * @param nanoClock for the curve's seconds; no part of the model
   */
  public TrainingJob(
      TrainingConfig config,
      TrainingPlaces places,
      TrainingListener listener,
      LongSupplier nanoClock) {
    this.config = config;
    this.places = places;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.shape = config.model().networkShape();
  }

  /**
   * Runs it.
   *
   * @param opener finds the rows of a source
   * @param resume whether to go on from the newest checkpoint, where there is one
   * @throws ConfigException where the configuration does not fit the data or the checkpoint
   */
  public TrainingOutcome run(Function<SourceConfig, RowSource> opener, boolean resume) {
    Loaded loaded = SourceLoader.load(config, opener, listener::imported);
    List<Sample> validation = loaded.of(config, Role.VALIDATION);
    requireStoppingLabels(validation);
    Map<Integer, StoredModel> parents = parents();
    String fingerprint = fingerprint(loaded, parents);
    CheckpointFiles files = new CheckpointFiles(places.checkpoints());
    Optional<Checkpoint> resumed = resume ? resumed(files, fingerprint) : Optional.empty();
    if (!resume) {
      files.clear();
    }
    List<Sample> training = distinctTraining(loaded);
    Scales scales = ScaleFit.fit(training, shape);
    for (StoredModel parent : parents.values()) {
      scales = StartingPoint.scales(shape, scales, parent);
    }
    Weights weights = fresh();
    List<CurvePoint> curve = new ArrayList<>(resumed.map(Checkpoint::curve).orElse(List.of()));
    int first = resumed.map(Checkpoint::stage).orElse(0);
    for (int index = first; index < config.stages().size(); index++) {
      StageConfig stage = config.stages().get(index);
      if (parents.containsKey(index)) {
        weights = started(weights, parents.get(index));
      }
      List<Sample> rows = loaded.of(config, stage);
      Optional<Checkpoint> here = index == first ? resumed : Optional.empty();
      int done = here.map(each -> each.snapshot().epoch()).orElse(0);
      listener.stage(
          stage.name(), index + 1, config.stages().size(), rows.size(), done, stage.epochs());
      StageRun run = new StageRun(shape, scales, config.run(), index, stage, nanoClock);
      if (stage.task() == StageConfig.Task.FUSION) {
        weights =
            new FusionStage(config, places.data())
                .run(
                    weights,
                    scales,
                    run.recipe(),
                    config.sources(stage),
                    loaded,
                    run.recorder(curve, listener::epoch));
        continue;
      }
      weights =
          run.run(
              weights, rows, validation, here, curve, fingerprint, files::write, listener::epoch);
    }
    listener.note("fitting domain and intervals, judging on the test rows");
    Publication.Published published =
        new Publication(config)
            .publish(
                places.base().resolve(config.output().store()),
                weights,
                scales,
                parents.values().stream().map(StoredModel::digest).findFirst(),
                training,
                loaded.of(config, Role.CALIBRATION),
                loaded.of(config, Role.FRONTIER),
                loaded.of(config, Role.TEST),
                FusionHeld.of(config, places.data(), loaded));
    return new TrainingOutcome(
        published.model(),
        loaded.summaries(),
        curve,
        published.figures(),
        published.fused(),
        Optional.empty());
  }

  /**
   * Keeps a model's weights and fits anew what is read beside them: domain, calibrations, figures.
   *
   * @param opener finds the rows of a source
   * @param stored of this configuration's shape
   * @throws ConfigException where the configuration does not fit the data
   */
  public TrainingOutcome restate(Function<SourceConfig, RowSource> opener, StoredModel stored) {
    if (!stored.manifest().shape().equals(shape)) {
      throw new ConfigException("model", "the stored model is of another shape");
    }
    Loaded loaded = SourceLoader.load(config, opener, listener::imported);
    listener.note("fitting domain and intervals, judging on the test rows");
    Publication.Published published =
        new Publication(config)
            .publish(
                places.base().resolve(config.output().store()),
                stored.weights(),
                Scales.of(stored.weights(), shape.properties()),
                stored.manifest().parentDigest(),
                distinctTraining(loaded),
                loaded.of(config, Role.CALIBRATION),
                loaded.of(config, Role.FRONTIER),
                loaded.of(config, Role.TEST),
                FusionHeld.of(config, places.data(), loaded));
    return new TrainingOutcome(
        published.model(),
        loaded.summaries(),
        List.of(),
        published.figures(),
        published.fused(),
        Optional.of(stored.digest()));
  }

  private Weights started(Weights weights, StoredModel parent) {
    listener.note(
        "%d of %d tensors start from %s %s"
            .formatted(
                StartingPoint.taken(shape, weights, parent),
                Parameters.shapes(shape).size(),
                parent.manifest().name(),
                parent.digest()));
    return StartingPoint.weights(shape, weights, parent);
  }

  /** Starting weights; descriptors of elements are zero without a table of them. */
  private Weights fresh() {
    float[] features = new float[shape.elementRows() * shape.elementFeatures()];
    if (config.model().elementFeatures() != null) {
      features = ElementTable.read(places.data().resolve(config.model().elementFeatures()), shape);
    }
    return Parameters.initial(shape, features, config.run().seed());
  }

  private Map<Integer, StoredModel> parents() {
    Map<Integer, StoredModel> parents = new LinkedHashMap<>();
    for (int index = 0; index < config.stages().size(); index++) {
      StoredWeights from = config.stages().get(index).from();
      if (from != null) {
        String store =
            from.store().equals("classpath:")
                ? from.store()
                : places.base().resolve(from.store()).toString();
        parents.put(index, ModelStore.of(store).load(from.name(), from.digest()));
      }
    }
    return parents;
  }

  private List<Sample> distinctTraining(Loaded loaded) {
    Set<String> used = new LinkedHashSet<>();
    config.stages().forEach(stage -> config.sources(stage).forEach(each -> used.add(each.name())));
    List<Sample> training = new ArrayList<>();
    used.forEach(name -> training.addAll(loaded.samples().get(name)));
    return training;
  }

  private void requireStoppingLabels(List<Sample> validation) {
    for (int index = 0; index < config.stages().size(); index++) {
      StageConfig stage = config.stages().get(index);
      if (stage.earlyStopping() == null) {
        continue;
      }
      Property property = Property.ofKey(stage.earlyStopping().property()).orElseThrow();
      if (validation.stream().allMatch(each -> Double.isNaN(each.label(property)))) {
        throw new ConfigException(
            "stages[" + index + "].earlyStopping.property",
            "no validation row has a label of '" + property.key() + "'");
      }
    }
  }

  private Optional<Checkpoint> resumed(CheckpointFiles files, String fingerprint) {
    Optional<Checkpoint> newest = files.newest();
    if (newest.isEmpty()) {
      listener.note("no checkpoint in " + places.checkpoints() + ", from the start");
    }
    newest.ifPresent(
        checkpoint -> {
          if (!checkpoint.fingerprint().equals(fingerprint)) {
            throw new ConfigException(
                "--resume",
                "the checkpoint in "
                    + places.checkpoints()
                    + " is of another configuration or other data; leave --resume out to begin"
                    + " anew");
          }
        });
    return newest;
  }

  /** What decides the weights: configuration, rows, and the models started from. */
  private String fingerprint(Loaded loaded, Map<Integer, StoredModel> parents) {
    MessageDigest sha = Digests.sha256();
    List<String> parts = new ArrayList<>();
    parts.add(config.model().toString());
    parts.add(config.stages().toString());
    parts.add("seed " + config.run().seed() + " threads " + config.run().threads());
    for (SourceSummary each : loaded.summaries()) {
      parts.add(each.source() + " " + each.digest() + " " + each.rows());
    }
    parents.values().forEach(parent -> parts.add(parent.digest()));
    parts.forEach(part -> sha.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
    return Digests.hex(sha.digest());
  }
}
