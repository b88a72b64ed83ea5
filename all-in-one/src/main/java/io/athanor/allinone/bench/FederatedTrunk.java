package io.athanor.allinone.bench;

import io.athanor.federation.round.LocalRound;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.inference.federated.FederatedAveraging;
import io.athanor.inference.federated.SiteTrainer;
import io.athanor.inference.federated.VectorSum;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.DeviceOptions;
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
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Bootstrap;
import io.athanor.inference.training.DomainFit;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trunk fine-tuned by sites alone, by federated averaging through masked sums, and on all
 * records: the same number of passes over each record each way. Units of the target are the mean
 * and spread over all sites, which two sums give.
 */
final class FederatedTrunk {
  private static final int EDGES = 400;
  private static final Property HEAT = Property.PEROVSKITE_HEAT;

  private final FederatedSites sites;
  private final StoredModel stored;
  private final long seed;
  private final int records;
  private final int tests;
  private final int rounds;
  private final int epochs;
  private final NetworkShape shape;

  FederatedTrunk(FederatedSites sites, StoredModel stored, long seed, boolean quick) {
    this.sites = sites;
    this.stored = stored;
    this.seed = seed;
    this.records = quick ? 20 : 60;
    this.tests = quick ? 20 : 100;
    this.rounds = quick ? 2 : 5;
    this.epochs = quick ? 1 : 2;
    this.shape = stored.manifest().shape().withProperties(List.of(HEAT));
  }

  Map<String, Object> figures() {
    SortedMap<String, List<Sample>> training = new TreeMap<>();
    SortedMap<String, List<Sample>> judged = new TreeMap<>();
    try (OpenModel model = OpenModel.open(stored, DeviceOptions.threads(1, 1), EDGES)) {
      sites
          .first()
          .forEach(
              (site, first) -> {
                training.put(site, samples(model, first, records));
                judged.put(site, samples(model, sites.test(site, 0), tests));
              });
    }
    List<Sample> all = training.values().stream().flatMap(List::stream).toList();
    Scales scales = scales(all);
    Weights start = start();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("parameters", start.size());
    figures.put("recordsPerSite", records);
    figures.put("rounds", rounds);
    figures.put("localEpochs", epochs);
    Map<String, Weights> ways = new LinkedHashMap<>();
    for (double proximal : new double[] {0, 0.1}) {
      ways.put(
          proximal == 0 ? "federated" : "federatedProximal",
          averaged(training, scales, start, proximal));
    }
    ways.put("pooled", alone(new TreeMap<>(Map.of("all", all)), scales, start, "all"));
    Map<String, double[]> errors = new LinkedHashMap<>();
    errors.put(
        "local",
        joined(
            judged,
            site -> alone(training, scales(training.get(site)), start, site),
            site -> scales(training.get(site)),
            training));
    ways.forEach(
        (name, weights) ->
            errors.put(name, joined(judged, site -> weights, site -> scales, training)));
    errors.forEach((name, each) -> figures.put(name, Bootstrap.mean(each, seed)));
    double[] gain = errors.get("local").clone();
    for (int i = 0; i < gain.length; i++) {
      gain[i] -= errors.get("federated")[i];
    }
    figures.put("gainOverLocal", Bootstrap.mean(gain, seed));
    return figures;
  }

  private Weights averaged(
      SortedMap<String, List<Sample>> training, Scales scales, Weights start, double proximal) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    training.forEach((site, each) -> counts.put(site, each.size()));
    return FederatedAveraging.run(
        start,
        counts,
        new SiteTrainer(shape, training, scales, recipe(epochs), proximal),
        rounds,
        masked());
  }

  private VectorSum masked() {
    byte[] secret = Hkdf.derive(Long.toString(seed).getBytes(StandardCharsets.UTF_8), "trunk");
    int[] round = {0};
    return vectors -> {
      int length = vectors.get(vectors.firstKey()).length;
      SumTerms terms = new SumTerms(length, SumTerms.FRACTION_BITS, 3, vectors.size());
      return LocalRound.sum("trunk-" + round[0]++, terms, vectors, Set.of(), secret).sum();
    };
  }

  private Weights alone(
      SortedMap<String, List<Sample>> training, Scales scales, Weights start, String site) {
    return new SiteTrainer(shape, training, scales, recipe(rounds * epochs), 0)
        .train(site, start, 0);
  }

  private Recipe recipe(int passes) {
    return new Recipe(passes, EDGES, 2e-3, 0.1, 0, 0, 0, seed);
  }

  private interface BySite<T> {
    T of(String site);
  }

  private double[] joined(
      SortedMap<String, List<Sample>> judged,
      BySite<Weights> weights,
      BySite<Scales> scales,
      SortedMap<String, List<Sample>> training) {
    List<double[]> parts = new ArrayList<>();
    judged.forEach(
        (site, rows) ->
            parts.add(errors(weights.of(site), scales.of(site), training.get(site), rows)));
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private double[] errors(
      Weights weights, Scales scales, List<Sample> training, List<Sample> rows) {
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
              Judgement.predict(model, rows, InputMode.CRYSTAL), rows, HEAT, InputMode.CRYSTAL);
      double[] errors = new double[rows.size()];
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

  private Scales scales(List<Sample> rows) {
    double mean = rows.stream().mapToDouble(each -> each.label(HEAT)).average().orElseThrow();
    double variance =
        rows.stream()
            .mapToDouble(each -> (each.label(HEAT) - mean) * (each.label(HEAT) - mean))
            .average()
            .orElseThrow();
    float[] known = new float[shape.elementRows()];
    Arrays.fill(known, 1);
    Scale scale = new Scale(new float[shape.elementRows()], mean, Math.sqrt(variance));
    return new Scales(Map.of(HEAT, scale), known);
  }

  private List<Sample> samples(OpenModel model, int first, int count) {
    List<Sample> samples = new ArrayList<>();
    for (RareHitsTable.Row row : sites.rows().subList(first, first + count)) {
      List<String> species = row.sites().stream().map(Element::symbol).toList();
      RawMaterial.RawCrystal crystal =
          new RawMaterial.RawCrystal(row.cell(), species, row.fractional());
      try {
        samples.add(
            new Sample(
                row.id(),
                0,
                model.admission().graph(new RawMaterial(Optional.of(crystal), Optional.empty())),
                model
                    .admission()
                    .graph(
                        new RawMaterial(Optional.empty(), Optional.of(String.join("", species)))),
                Map.of(HEAT, row.values()[0])));
      } catch (UnscorableException e) {
        throw new IllegalArgumentException("row " + row.id() + ": " + e.getMessage(), e);
      }
    }
    return samples;
  }
}
