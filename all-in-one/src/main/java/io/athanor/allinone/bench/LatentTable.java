package io.athanor.allinone.bench;

import io.athanor.inference.generative.DecoderSettings;
import io.athanor.inference.generative.DecoderTrainer;
import io.athanor.inference.generative.Example;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.generative.LatentDecoder.Allowed;
import io.athanor.inference.generative.LatentGaussian;
import io.athanor.inference.generative.Sketch;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How often samples of the latent generator meet a property target, where every sample's true value
 * can be looked up: perovskites of a closed table. The decoder learns from some rows with their
 * values; samples are judged on the other rows, and those without a known value do not count.
 */
final class LatentTable {
  private static final String TYPE = "perovskite";
  private static final int BATCH = 256;
  private static final double SHAKEN = 0.35;
  private static final double SURER = 0.8;

  private final RareHitsTable table;
  private final MaterialModel model;
  private final String digest;
  private final double most;

  /**
   * A trial on a table.
   *
   * @param table whose first value is the property
   * @param model gives the latent space; must not have seen the table's labels
   * @param digest of the model
   * @param most a hit is at most this, in the property's unit
   */
  LatentTable(RareHitsTable table, MaterialModel model, String digest, double most) {
    this.table = table;
    this.model = model;
    this.digest = digest;
    this.most = most;
  }

  /** Share of hits in all rows. */
  double prevalence() {
    return table.rows().stream().filter(row -> row.values()[0] <= most).count()
        / (double) table.rows().size();
  }

  /**
   * Hit rates by way of sampling.
   *
   * @param seen rows to learn from
   * @param samples distinct ones to judge with a known value, of each way
   */
  Map<String, Double> rates(int seen, int samples, long seed) {
    List<RareHitsTable.Row> rows = new ArrayList<>(table.rows());
    Collections.shuffle(rows, new Random(seed));
    List<RareHitsTable.Row> known = rows.subList(0, seen);
    Map<Sketch, Double> truth = new HashMap<>();
    rows.subList(seen, rows.size()).forEach(row -> truth.put(sketch(row), row.values()[0]));
    List<Example> examples = examples(known);
    LatentGaussian gaussian =
        LatentGaussian.fit(
            examples.stream().map(Example::latent).toList(),
            known.stream().map(row -> new double[] {row.values()[0]}).toList());
    Map<String, Double> rates = new LinkedHashMap<>();
    DeviceOptions device = DeviceOptions.threads(1, 1);
    try (LatentDecoder decoder =
        new DecoderTrainer(DecoderSettings.usual(seed), device).train(digest, examples)) {
      Judge judge = new Judge(truth, most, samples);
      rates.put("conditional", judge.rate(draw -> conditional(decoder, gaussian, known, draw)));
      rates.put("nearHits", judge.rate(draw -> nearHits(decoder, examples, known, draw)));
      rates.put("unconditional", judge.rate(draw -> unconditional(decoder, gaussian, draw)));
      rates.put("substitution", judge.rate(draw -> substituted(known, known, draw)));
      List<RareHitsTable.Row> good = known.stream().filter(this::isHit).toList();
      rates.put("substitutionInHits", judge.rate(draw -> substituted(good, known, draw)));
    }
    return rates;
  }

  /** Makes sketches from a seed, any number. */
  @FunctionalInterface
  private interface Source {
    List<Sketch> draw(long seed);
  }

  /** Counts distinct samples whose value is known. */
  private record Judge(Map<Sketch, Double> truth, double most, int samples) {
    private static final int ROUNDS = 60;

    double rate(Source source) {
      Set<Sketch> judged = new HashSet<>();
      int hits = 0;
      for (int round = 0; round < ROUNDS && judged.size() < samples; round++) {
        for (Sketch sketch : source.draw(round)) {
          Double value = truth.get(sketch);
          if (value != null && judged.size() < samples && judged.add(sketch)) {
            hits += value <= most ? 1 : 0;
          }
        }
      }
      return judged.isEmpty() ? 0 : hits / (double) judged.size();
    }
  }

  private boolean isHit(RareHitsTable.Row row) {
    return row.values()[0] <= most;
  }

  /** Points where rows with a value in the window lie, values drawn from those of the hits. */
  private List<Sketch> conditional(
      LatentDecoder decoder, LatentGaussian gaussian, List<RareHitsTable.Row> known, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] wanted =
        known.stream().filter(this::isHit).mapToDouble(row -> row.values()[0]).toArray();
    List<double[]> properties = new ArrayList<>();
    for (int draw = 0; draw < BATCH; draw++) {
      properties.add(new double[] {wanted[random.nextInt(wanted.length)]});
    }
    return ordered(decoder.decode(gaussian.given(properties, random), Allowed.anything(), 1, seed));
  }

  /** Points of the hits that were seen, shaken. */
  private List<Sketch> nearHits(
      LatentDecoder decoder, List<Example> examples, List<RareHitsTable.Row> known, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> hits = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (isHit(known.get(i))) {
        hits.add(examples.get(i));
      }
    }
    List<float[]> points = new ArrayList<>();
    for (int draw = 0; draw < BATCH; draw++) {
      float[] point = hits.get(random.nextInt(hits.size())).latent().clone();
      for (int channel = 0; channel < point.length; channel++) {
        point[channel] += (float) (SHAKEN * random.nextGaussian());
      }
      points.add(point);
    }
    return ordered(decoder.decode(points, Allowed.anything(), SURER, seed));
  }

  private static List<Sketch> unconditional(
      LatentDecoder decoder, LatentGaussian gaussian, long seed) {
    return ordered(
        decoder.decode(
            gaussian.anywhere(BATCH, new SplittableRandom(seed)), Allowed.anything(), 1, seed));
  }

  /** One site of a row taken by what another row has there. */
  private static List<Sketch> substituted(
      List<RareHitsTable.Row> parents, List<RareHitsTable.Row> others, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sketch> sketches = new ArrayList<>();
    for (int draw = 0; draw < BATCH && !parents.isEmpty(); draw++) {
      List<Integer> elements =
          new ArrayList<>(sketch(parents.get(random.nextInt(parents.size()))).elements());
      List<Integer> from = sketch(others.get(random.nextInt(others.size()))).elements();
      int site = random.nextInt(3);
      for (int index = site; index < (site == 2 ? 5 : site + 1); index++) {
        elements.set(index, from.get(index));
      }
      sketches.add(new Sketch(TYPE, elements));
    }
    return sketches;
  }

  private List<Example> examples(List<RareHitsTable.Row> rows) {
    GraphBuilder builder = new GraphBuilder(model.shape());
    List<Example> examples = new ArrayList<>();
    for (int at = 0; at < rows.size(); at += BATCH) {
      List<RareHitsTable.Row> part = rows.subList(at, Math.min(rows.size(), at + BATCH));
      List<MaterialGraph> graphs = part.stream().map(row -> graph(builder, row)).toList();
      List<MaterialPrediction> predictions = model.predict(graphs);
      for (int i = 0; i < part.size(); i++) {
        examples.add(new Example(predictions.get(i).embedding(), sketch(part.get(i))));
      }
    }
    return examples;
  }

  private static MaterialGraph graph(GraphBuilder builder, RareHitsTable.Row row) {
    double[] cell = row.cell();
    double[][] fractional = new double[row.sites().size()][3];
    for (int index = 0; index < row.fractional().length; index++) {
      fractional[index / 3][index % 3] = row.fractional()[index];
    }
    return builder.crystal(
        new Lattice(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]).matrix(),
        row.sites().stream().mapToInt(Element::atomicNumber).toArray(),
        fractional);
  }

  private static Sketch sketch(RareHitsTable.Row row) {
    return ordered(new Sketch(TYPE, row.sites().stream().map(Element::atomicNumber).toList()));
  }

  private static List<Sketch> ordered(List<Sketch> sketches) {
    return sketches.stream().map(LatentTable::ordered).toList();
  }

  /** The order of the three X does not matter. */
  private static Sketch ordered(Sketch sketch) {
    List<Integer> elements = new ArrayList<>(sketch.elements());
    Collections.sort(elements.subList(2, 5));
    return new Sketch(sketch.type(), elements);
  }
}
