package io.athanor.inference.training;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the served model from the data directory and writes it to a model store.
 *
 * <pre>
 * TrainingMain [--data DIR] [--store DIR] [--name NAME] [--version TEXT] [--epochs N] [--every N]
 *              [--seed N] [--threads N] [--rate R] [--batch-edges N]
 * </pre>
 *
 * <p>The data directory is {@code ATHANOR_DATA} or {@code ../shared/data} where not given.
 */
public final class TrainingMain {
  static final int CALIBRATION_ROWS = 800;
  private static final List<String> DATA =
      List.of(
          "Materials Project (MP-20 subset, MPTS-52 validation split): Jain et al., APL Materials"
              + " 1, 011002 (2013), CC BY 4.0",
          "WBM (10,000 rows): Wang, Botti, Marques, npj Computational Materials 7, 12 (2021), CC BY"
              + " 4.0",
          "Element descriptors of CGCNN: Xie, Grossman, Phys. Rev. Lett. 120, 145301 (2018), MIT");

  private TrainingMain() {}

  /** Runs one training; prints progress and held-out figures. */
  public static void main(String[] arguments) {
    CommandLine options =
        CommandLine.of(
            arguments,
            "--data",
            "--store",
            "--name",
            "--version",
            "--epochs",
            "--every",
            "--seed",
            "--threads",
            "--rate",
            "--batch-edges");
    NetworkShape shape =
        NetworkShape.small(
            3,
            List.of(
                Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.ENERGY_ABOVE_HULL));
    Recipe recipe =
        new Recipe(
            options.integer("--epochs", 16),
            options.integer("--batch-edges", 1000),
            Double.parseDouble(options.text("--rate", "0.003")),
            0.02,
            0.999,
            0.5,
            0.25,
            options.integer("--seed", 1));
    DataSets data = new DataSets(options.dataDirectory(), shape);
    long started = System.nanoTime();
    DataSets.Split split = data.load(options.integer("--every", 1), CALIBRATION_ROWS);
    say(
        started,
        "training %d, calibration %d, test %d rows"
            .formatted(split.training().size(), split.calibration().size(), split.test().size()));
    Weights initial = Parameters.initial(shape, data.elementFeatures(), recipe.seed());
    Scales scale = ScaleFit.fit(split.training(), shape);
    int threads = options.integer("--threads", 1);
    Weights trained;
    Domain domain;
    try (NetworkSession session = new NetworkSession(new Network(shape), threads, 1)) {
      session.assign(initial);
      Trainer trainer = new Trainer(session, scale, recipe);
      trainer.run(
          split.training(),
          (done, loss) -> say(started, "epoch %d loss %.4f".formatted(done, loss)));
      trained = trainer.averaged();
      session.assign(trained);
      domain = DomainFit.fit(session, split.training(), split.calibration());
    }
    StoredModel stored = publish(options, shape, scale, domain, trained, split, threads);
    stored.manifest().metrics().forEach((name, value) -> say(started, name + " " + value));
    say(started, "model " + stored.manifest().name() + " " + stored.digest());
  }

  private static StoredModel publish(
      CommandLine options,
      NetworkShape shape,
      Scales scale,
      Domain domain,
      Weights trained,
      DataSets.Split split,
      int threads) {
    Weights complete =
        trained.with(
            new Estimator(shape, scale, domain, Calibrations.none(shape.properties())).entries());
    Calibrations calibrations;
    try (MaterialModel model =
        MaterialModel.open(shape, complete, Calibrations.none(shape.properties()), threads, 1)) {
      calibrations = Judgement.calibrate(model, split.calibration());
    }
    Map<String, Double> metrics;
    try (MaterialModel model = MaterialModel.open(shape, complete, calibrations, threads, 1)) {
      metrics = Judgement.metrics(model, split.test());
    }
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            options.text("--name", "ember"),
            options.text("--version", "1"),
            Optional.empty(),
            shape,
            List.of(),
            calibrations.byMode(),
            metrics,
            DATA);
    return ModelStore.write(Path.of(options.text("--store", "models")), manifest, complete, true);
  }

  private static void say(long started, String what) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    System.out.printf("%6d.%d s  %s%n", elapsed.toSeconds(), elapsed.toMillisPart() / 100, what);
  }
}
