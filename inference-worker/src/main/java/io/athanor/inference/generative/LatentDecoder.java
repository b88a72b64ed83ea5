package io.athanor.inference.generative;

import io.athanor.inference.generative.DecoderNetwork.OrbitBatch;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Decodes points of a latent space into structures, one orbit after the other. Pure up to the
 * native session that it owns: the same points and seed give the same sketches.
 */
public final class LatentDecoder implements AutoCloseable {
  private final String modelDigest;
  private final Vocabulary vocabulary;
  private final DecoderNetwork network;

  LatentDecoder(String modelDigest, Vocabulary vocabulary, DecoderNetwork network) {
    this.modelDigest = modelDigest;
    this.vocabulary = vocabulary;
    this.network = network;
  }

  /** Opens stored weights; the caller closes it. */
  static LatentDecoder open(
      String modelDigest,
      Vocabulary vocabulary,
      int latent,
      int width,
      Weights weights,
      DeviceOptions device) {
    DecoderShape shape = new DecoderShape(latent, width, vocabulary.types().size());
    return new LatentDecoder(modelDigest, vocabulary, new DecoderNetwork(shape, weights, device));
  }

  /** What may be written. */
  public record Allowed(Predicate<String> types, IntPredicate elements) {
    /** Anything. */
    public static Allowed anything() {
      return new Allowed(type -> true, element -> true);
    }
  }

  /** Digest of the model whose latent space this is. */
  public String modelDigest() {
    return modelDigest;
  }

  /** Structure types that it can write. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Channels of a latent point. */
  public int latentSize() {
    return network.shape().latent();
  }

  int width() {
    return network.shape().width();
  }

  Weights weights() {
    return network.weights();
  }

  /**
   * One sketch for each point.
   *
   * @param allowed what may be written; at least one type of the vocabulary and one element
   * @param temperature above 0; 1 as learned, less is surer
   * @throws IllegalArgumentException where nothing may be written
   */
  public List<Sketch> decode(List<float[]> points, Allowed allowed, double temperature, long seed) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be positive, got " + temperature);
    }
    if (points.isEmpty()) {
      return List.of();
    }
    boolean[] types = new boolean[vocabulary.types().size()];
    for (int type = 0; type < types.length; type++) {
      types[type] = allowed.types().test(vocabulary.types().get(type));
    }
    boolean[] elements = new boolean[Vocabulary.ELEMENTS];
    for (int element = 1; element < elements.length; element++) {
      elements[element] = allowed.elements().test(element);
    }
    float[] flat = flat(points);
    SplittableRandom random = new SplittableRandom(seed);
    int[] chosen = draws(network.typeLog(flat), types, temperature, random, "types");
    List<List<Integer>> written = new ArrayList<>();
    points.forEach(point -> written.add(new ArrayList<>()));
    int longest = Arrays.stream(chosen).map(vocabulary.orbits()::get).max().orElse(0);
    for (int orbit = 0; orbit < longest; orbit++) {
      fill(flat, chosen, orbit, written, elements, temperature, random);
    }
    List<Sketch> sketches = new ArrayList<>();
    for (int row = 0; row < chosen.length; row++) {
      sketches.add(new Sketch(vocabulary.types().get(chosen[row]), written.get(row)));
    }
    return sketches;
  }

  /**
   * Mean log likelihood of examples in nats: of their types, and of all their elements given the
   * type. Examples of types that are not in the vocabulary do not count.
   */
  public double[] logLikelihood(List<Example> examples) {
    List<Example> known =
        examples.stream()
            .filter(each -> vocabulary.number(each.sketch().type()).isPresent())
            .toList();
    Teaching teaching = Teaching.of(vocabulary, network.shape(), known, 0, new Random(0));
    double types = dot(teaching.types(), network.typeLog(teaching.latents()));
    double elements =
        dot(teaching.elements(), network.elementLog(teaching.latents(), teaching.orbits()));
    return new double[] {types / known.size(), elements / known.size()};
  }

  @Override
  public void close() {
    network.close();
  }

  private void fill(
      float[] flat,
      int[] chosen,
      int orbit,
      List<List<Integer>> written,
      boolean[] elements,
      double temperature,
      SplittableRandom random) {
    int[] open =
        IntStream.range(0, chosen.length)
            .filter(row -> vocabulary.orbits().get(chosen[row]) > orbit)
            .toArray();
    float[] placed = new float[open.length * Vocabulary.ELEMENTS];
    for (int index = 0; index < open.length; index++) {
      for (int element : written.get(open[index])) {
        placed[index * Vocabulary.ELEMENTS + element]++;
      }
    }
    int[] orbits = new int[open.length];
    Arrays.fill(orbits, Math.min(orbit, Vocabulary.ORBITS - 1));
    OrbitBatch batch =
        new OrbitBatch(open, Arrays.stream(open).map(row -> chosen[row]).toArray(), orbits, placed);
    int[] drawn = draws(network.elementLog(flat, batch), elements, temperature, random, "elements");
    for (int index = 0; index < open.length; index++) {
      written.get(open[index]).add(drawn[index]);
    }
  }

  /** One draw a row among what is allowed. */
  private static int[] draws(
      float[] logs, boolean[] allowed, double temperature, SplittableRandom random, String what) {
    int columns = allowed.length;
    int[] drawn = new int[logs.length / columns];
    for (int row = 0; row < drawn.length; row++) {
      double best = Double.NEGATIVE_INFINITY;
      drawn[row] = -1;
      for (int column = 0; column < columns; column++) {
        // the largest of independently shifted logarithms is a draw (Gumbel, 1954)
        double shift = -Math.log(-Math.log(1 - random.nextDouble()));
        double value = logs[row * columns + column] / temperature + shift;
        if (allowed[column] && value > best) {
          best = value;
          drawn[row] = column;
        }
      }
      if (drawn[row] < 0) {
        throw new IllegalArgumentException("allowed." + what + " leaves nothing to write");
      }
    }
    return drawn;
  }

  private float[] flat(List<float[]> points) {
    float[] flat = new float[points.size() * latentSize()];
    for (int row = 0; row < points.size(); row++) {
      if (points.get(row).length != latentSize()) {
        throw new IllegalArgumentException(
            "points must have %d channels, one has %d"
                .formatted(latentSize(), points.get(row).length));
      }
      System.arraycopy(points.get(row), 0, flat, row * latentSize(), latentSize());
    }
    return flat;
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int index = 0; index < left.length; index++) {
      if (left[index] != 0) {
        sum += left[index] * right[index];
      }
    }
    return sum;
  }
}
