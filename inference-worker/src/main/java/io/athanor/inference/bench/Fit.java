package io.athanor.inference.bench;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.Extrapolation;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.BeyondFit;
import io.athanor.inference.training.DomainFit;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.ScaleFit;
import io.athanor.inference.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model fitted for one benchmark, calibrated on rows of its own. */
final class Fit implements AutoCloseable {
  private final MaterialModel model;
  private final Weights weights;

  private Fit(NetworkShape shape, Weights weights, Calibrations calibrations) {
    this.weights = weights;
    this.model = MaterialModel.open(shape, weights, calibrations, 1, 1);
  }

  /** Fresh weights. */
  static Weights scratch(NetworkShape shape, float[] elementFeatures, long seed) {
    return Parameters.initial(shape, elementFeatures, seed);
  }

  /**
   * Weights of a trained model where the names and sizes are the same, fresh ones elsewhere: a
   * trunk under new heads.
   */
  static Weights from(
      Weights trained, NetworkShape shape, float[] elementFeatures, long seed, boolean heads) {
    Map<String, Weights.Entry> same = new LinkedHashMap<>();
    Weights fresh = scratch(shape, elementFeatures, seed);
    fresh
        .entries()
        .forEach(
            (name, entry) -> {
              Weights.Entry known = trained.entries().get(name);
              if (known != null
                  && Arrays.equals(known.shape(), entry.shape())
                  && (heads || !name.contains("head"))) {
                same.put(name, known);
              }
            });
    return fresh.with(same);
  }

  /**
   * Trains and calibrates.
   *
   * @param start starting weights
   * @param training rows to fit
   * @param calibration rows for temperatures, conformal quantiles and the domain's edge
   */
  static Fit of(
      NetworkShape shape,
      Weights start,
      List<Sample> training,
      List<Sample> calibration,
      Recipe recipe) {
    Scales scales = ScaleFit.fit(training, shape);
    Weights trained;
    Domain domain;
    try (NetworkSession session = new NetworkSession(new Network(shape), 1, 1)) {
      session.assign(start);
      Trainer trainer = new Trainer(session, scales, recipe);
      trainer.run(training, (done, loss) -> {});
      trained = trainer.averaged();
      session.assign(trained);
      domain = DomainFit.fit(session, training, calibration);
    }
    Calibrations none = Calibrations.none(shape.properties());
    Weights complete = trained.with(new Estimator(shape, scales, domain, none).entries());
    Calibrations calibrations;
    try (MaterialModel open = MaterialModel.open(shape, complete, none, 1, 1)) {
      calibrations = Judgement.calibrate(open, calibration);
    }
    return new Fit(shape, complete, calibrations);
  }

  /**
   * The same, calibrated for compositions that it does not know.
   *
   * @param kinds what models that missed a kind said of it
   */
  Fit beyond(Property property, List<Scored> kinds) {
    Calibrations within = model.estimator().calibrations();
    Scored all = Scored.joined(kinds);
    Extrapolation fitted = BeyondFit.of(all.estimates(), all.labels(), kinds.size());
    return new Fit(
        model.shape(),
        weights,
        within.withBeyond(Map.of(InputMode.CRYSTAL, Map.of(property, fitted))));
  }

  /** The fitted model. */
  MaterialModel model() {
    return model;
  }

  /** What it says of crystals. */
  Scored score(List<Sample> test, Property property) {
    return Scored.of(model, test, property, InputMode.CRYSTAL);
  }

  /** Distances from the training data in latent space alone. */
  double[] distances(List<Sample> rows) {
    return Judgement.predict(model, rows, InputMode.CRYSTAL).stream()
        .mapToDouble(
            each -> model.estimator().domain().distance(InputMode.CRYSTAL, each.embedding()))
        .toArray();
  }

  /** Out-of-domain scores. */
  double[] outOfDomain(List<Sample> rows) {
    return StoredBench.scores(model, rows);
  }

  /** Every n-th row, for calibration; the others. */
  static List<List<Sample>> split(List<Sample> rows, int every) {
    List<Sample> kept = new ArrayList<>();
    List<Sample> held = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      (index % every == every - 1 ? held : kept).add(rows.get(index));
    }
    return List.of(kept, held);
  }

  @Override
  public void close() {
    model.close();
  }
}
