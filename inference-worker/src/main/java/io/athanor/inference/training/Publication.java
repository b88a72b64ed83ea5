package io.athanor.inference.training;

import io.athanor.inference.modality.FusedModel;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.config.LiteratureConfig;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.report.FusedFigures;
import io.athanor.inference.training.report.TestFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fitted weights to a stored model: domain, calibration, figures, manifest. */
final class Publication {
  private final TrainingConfig config;
  private final NetworkShape shape;
  private final int threads;

  /**
   * A model and its figures.
   *
   * @param model as stored
   * @param figures on the test rows
   * @param fused on those with patterns and literature
   */
  record Published(StoredModel model, List<TestFigures> figures, List<FusedFigures> fused) {}

  /** Pools and what they are worth. */
  private record Pooled(Pools pools, List<FusedFigures> figures) {}

  Publication(TrainingConfig config) {
    this.config = config;
    this.shape = config.model().networkShape();
    this.threads = config.run().threads();
  }

  /**
   * Stores the model.
   *
   * @param parent what it was trained from
   * @param training rows of all stages
   * @param frontier rows whose strange compositions calibrate what lies beyond training
   * @param held rows with patterns and literature
   */
  Published publish(
      Path store,
      Weights weights,
      Scales scales,
      Optional<String> parent,
      List<Sample> training,
      List<Sample> calibration,
      List<Sample> frontier,
      List<Sample> test,
      FusionHeld held) {
    Calibrations none = Calibrations.none(shape.properties());
    Weights complete =
        weights.with(
            new Estimator(shape, scales, domain(weights, training, calibration), none).entries());
    Calibrations calibrations;
    try (MaterialModel model = MaterialModel.open(shape, complete, none, threads, 1)) {
      calibrations = Judgement.calibrate(model, calibration);
    }
    try (MaterialModel model = MaterialModel.open(shape, complete, calibrations, threads, 1)) {
      calibrations = calibrations.withBeyond(BeyondFit.of(model, frontier));
    }
    List<TestFigures> figures;
    Pooled pooled;
    try (MaterialModel model = MaterialModel.open(shape, complete, calibrations, threads, 1)) {
      figures = HeldOut.figures(model, test, HeldOut.compositions(training), config.run().seed());
      pooled = pooled(model, complete, held);
    }
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            config.model().name(),
            config.model().version(),
            parent,
            shape,
            List.of(),
            Optional.ofNullable(config.model().literature()).map(LiteratureConfig::model),
            calibrations.byMode(),
            calibrations.beyond(),
            pooled.pools(),
            metrics(figures),
            attributions());
    return new Published(
        ModelStore.write(store, manifest, complete, config.output().release()),
        figures,
        pooled.figures());
  }

  /** Fitted on calibration rows, judged on test rows; nothing where no stage fused anything. */
  private Pooled pooled(MaterialModel model, Weights weights, FusionHeld held) {
    if (config.model().literature() == null
        || config.stages().stream().noneMatch(each -> each.task() == StageConfig.Task.FUSION)) {
      return new Pooled(Pools.NONE, List.of());
    }
    try (FusedModel fused =
        FusedModel.of(model, weights, config.model().literature().model(), Pools.NONE, threads)) {
      Pools pools = PoolRows.fit(fused, shape.properties(), held.calibration());
      return new Pooled(
          pools,
          PoolRows.figures(fused, pools, shape.properties(), held.test(), config.run().seed()));
    }
  }

  /** The region that training covers; its edge is set by rows of the served convention. */
  private Domain domain(Weights weights, List<Sample> training, List<Sample> calibration) {
    List<Sample> served = calibration.stream().filter(each -> each.source() == 0).toList();
    try (NetworkSession session = new NetworkSession(new Network(shape), threads, 1)) {
      session.assign(weights);
      return DomainFit.fit(session, training, served.isEmpty() ? calibration : served);
    }
  }

  private static Map<String, Double> metrics(List<TestFigures> figures) {
    Map<String, Double> metrics = new TreeMap<>();
    for (TestFigures each : figures) {
      if (!each.subset().equals("all")) {
        continue;
      }
      String prefix =
          each.mode().name().toLowerCase(Locale.ROOT) + "/" + each.property().key() + "/";
      metrics.put(prefix + "count", (double) each.count());
      metrics.put(prefix + "mae", rounded(each.mae().value()));
      metrics.put(prefix + "mad", rounded(each.constant()));
      metrics.put(prefix + "rmse", rounded(each.rmse()));
      metrics.put(prefix + "nll", rounded(each.nll()));
      metrics.put(prefix + "coverage90", rounded(each.coverage().value()));
      metrics.put(prefix + "width90", rounded(each.width()));
      metrics.put(prefix + "miscalibration", rounded(each.miscalibration()));
    }
    return metrics;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }

  /** Terms of what the weights were fitted on, each once. */
  private List<String> attributions() {
    List<String> all =
        new ArrayList<>(config.sources().stream().map(SourceConfig::licence).toList());
    all.addAll(config.card().credits());
    return all.stream().distinct().toList();
  }
}
