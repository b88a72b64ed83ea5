package io.athanor.allinone.bench;

import io.athanor.inference.federated.FederatedAveraging;
import io.athanor.inference.federated.SiteTrainer;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Bootstrap;
import io.athanor.inference.training.DomainFit;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A trunk fine-tuned by sites alone, by federated averaging through masked sums, and on all
 * records: the same number of passes over each record each way. Units of the target are the mean
 * and spread over all sites, from a masked sum of moments; a site alone has its own.
 *
 * <p>Rounds, passes and rate were chosen on rows of the same table that this never draws with seed
 * 1, and on sites split by the A cation.
 */
final class FederatedTrunk {
  private static final int EDGES = 400;
  private static final double RATE = 2e-3;
  private static final double DECAY = 0.1;
  private static final double PROXIMAL = 0.1;
  private static final Property HEAT = Property.PEROVSKITE_HEAT;

  private final TrunkRows rows;
  private final StoredModel stored;
  private final long seed;
  private final int records;
  private final int rounds;
  private final NetworkShape shape;
  private final TrunkSums sums;

  FederatedTrunk(FederatedSites sites, StoredModel stored, long seed, boolean quick) {
    this.stored = stored;
    this.seed = seed;
    this.records = quick ? 20 : 60;
    this.rounds = quick ? 10 : 40;
    this.shape = stored.manifest().shape().withProperties(List.of(HEAT));
    this.rows = TrunkRows.of(sites, stored, EDGES, records, quick ? 20 : 200);
    double[] labels = rows.all().stream().mapToDouble(each -> each.label(HEAT)).toArray();
    this.sums = new TrunkSums(seed, List.of(labels));
  }

  Map<String, Object> figures() {
    Scales scales = shared();
    Weights start = start();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("parameters", start.size());
    figures.put("recordsPerSite", records);
    figures.put("rounds", rounds);
    figures.put("passesPerRound", 1);
    Weights federated = averaged(scales, start, 0);
    figures.put("traffic", sums.traffic());
    Weights proximal = averaged(scales, start, PROXIMAL);
    Weights pooled = alone(new TreeMap<>(Map.of("all", rows.all())), scales, start, "all");
    Map<String, SortedMap<String, double[]>> errors = new LinkedHashMap<>();
    errors.put("start", errors(site -> start, site -> scales));
    Function<String, Scales> own = site -> scales(moments(rows.training().get(site)));
    errors.put("local", errors(site -> alone(rows.training(), own.apply(site), start, site), own));
    errors.put("federated", errors(site -> federated, site -> scales));
    errors.put("federatedProximal", errors(site -> proximal, site -> scales));
    errors.put("pooled", errors(site -> pooled, site -> scales));
    errors.forEach((name, each) -> figures.put(name, Bootstrap.mean(joined(each), seed)));
    figures.put("gainOverLocal", less(errors.get("local"), errors.get("federated")));
    figures.put("shortOfPooled", less(errors.get("federated"), errors.get("pooled")));
    Map<String, Object> bySite = new LinkedHashMap<>();
    for (String site : rows.judged().keySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      for (String way : List.of("local", "federated", "pooled")) {
        one.put(way, Bootstrap.mean(errors.get(way).get(site), seed));
      }
      one.put(
          "gainOverLocal",
          Bootstrap.mean(
              minus(errors.get("local").get(site), errors.get("federated").get(site)), seed));
      bySite.put(site, one);
    }
    figures.put("bySite", bySite);
    return figures;
  }

  private Object less(SortedMap<String, double[]> one, SortedMap<String, double[]> other) {
    return Bootstrap.mean(minus(joined(one), joined(other)), seed);
  }

  private static double[] minus(double[] one, double[] other) {
    double[] difference = one.clone();
    Arrays.setAll(difference, i -> one[i] - other[i]);
    return difference;
  }

  private static double[] joined(SortedMap<String, double[]> bySite) {
    return bySite.values().stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  private Weights averaged(Scales scales, Weights start, double proximal) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    rows.training().forEach((site, each) -> counts.put(site, each.size()));
    try (SiteTrainer trainer =
        new SiteTrainer(shape, rows.training(), scales, recipe(), 1, proximal)) {
      return FederatedAveraging.run(start, counts, trainer, rounds, sums);
    }
  }

  private Weights alone(
      SortedMap<String, List<Sample>> training, Scales scales, Weights start, String site) {
    try (SiteTrainer trainer = new SiteTrainer(shape, training, scales, recipe(), rounds, 0)) {
      return trainer.train(site, start, 0);
    }
  }

  private Recipe recipe() {
    return new Recipe(rounds, EDGES, RATE, DECAY, 0, 0, 0, seed);
  }

  private SortedMap<String, double[]> errors(
      Function<String, Weights> weights, Function<String, Scales> scales) {
    SortedMap<String, double[]> errors = new TreeMap<>();
    rows.judged()
        .forEach(
            (site, judged) ->
                errors.put(
                    site,
                    errors(
                        weights.apply(site),
                        scales.apply(site),
                        rows.training().get(site),
                        judged)));
    return errors;
  }

  private double[] errors(
      Weights weights, Scales scales, List<Sample> training, List<Sample> judged) {
    Calibrations none = Calibrations.none(shape.properties());
    Weights complete;
    try (NetworkSession session = new NetworkSession(new Network(shape), 1, 1)) {
      session.assign(weights);
      complete =
          weights.with(
              new Estimator(shape, scales, DomainFit.fit(session, training, training), none)
                  .entries());
    }
    try (MaterialModel model = MaterialModel.open(shape, complete, none, 1, 1)) {
      Judgement.Rows said =
          Judgement.Rows.of(
              Judgement.predict(model, judged, InputMode.CRYSTAL), judged, HEAT, InputMode.CRYSTAL);
      double[] errors = new double[judged.size()];
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Math.abs(said.estimates().get(i).mean() - said.labels()[i]);
      }
      return errors;
    }
  }

  /** The stored trunk under a fresh head. */
  private Weights start() {
    Weights known = stored.weights();
    float[] elements = known.get("element/features").values();
    Weights fresh = Parameters.initial(shape, elements, seed);
    Map<String, Weights.Entry> same = new LinkedHashMap<>();
    fresh
        .entries()
        .forEach(
            (name, entry) -> {
              Weights.Entry before = known.entries().get(name);
              if (before != null
                  && !name.contains("head")
                  && Arrays.equals(before.shape(), entry.shape())) {
                same.put(name, before);
              }
            });
    return fresh.with(same);
  }

  private Scales shared() {
    SortedMap<String, double[]> bySite = new TreeMap<>();
    rows.training().forEach((site, each) -> bySite.put(site, moments(each)));
    return scales(sums.sum(bySite));
  }

  /** n, sum of y, sum of y^2. */
  private static double[] moments(List<Sample> samples) {
    double[] moments = new double[3];
    for (Sample each : samples) {
      moments[0]++;
      moments[1] += each.label(HEAT);
      moments[2] += each.label(HEAT) * each.label(HEAT);
    }
    return moments;
  }

  private Scales scales(double[] moments) {
    double mean = moments[1] / moments[0];
    double deviation = Math.sqrt(moments[2] / moments[0] - mean * mean);
    float[] known = new float[shape.elementRows()];
    Arrays.fill(known, 1);
    Scale scale = new Scale(new float[shape.elementRows()], mean, deviation);
    return new Scales(Map.of(HEAT, scale), known);
  }
}
