package io.athanor.inference.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What training saw of compositions: how many of its materials hold each pair of elements, and how
 * many are of each kind of anions (the shares of N, O, F, S, Cl, Se, Br, Te and I among themselves,
 * to a percent). A latent space interpolates between kinds that it knows, and calls an unknown one
 * near; counts do not.
 */
public final class Familiarity {
  /** Knows nothing: finds everything familiar. */
  public static final Familiarity NONE = new Familiarity(0, new float[0], new TreeMap<>(), 0, 1);

  private static final int[] ANIONS = {7, 8, 9, 16, 17, 34, 35, 52, 53};
  private static final int PERCENT = 100;
  private static final double LEAST_EDGE = 1e-6;
  private static final String PREFIX = "familiarity/";

  private final int rows;
  private final float[] pairs;
  private final TreeMap<Long, Integer> kinds;
  private final int materials;
  private final double edge;

  private Familiarity(
      int rows, float[] pairs, TreeMap<Long, Integer> kinds, int materials, double edge) {
    this.rows = rows;
    this.pairs = pairs;
    this.kinds = kinds;
    this.materials = materials;
    this.edge = edge;
  }

  /**
   * Counts.
   *
   * @param training graphs of either mode, one per material
   * @param heldOut graphs that set the edge: their rarest percent lies beyond it
   * @param elementRows atomic numbers below this are counted
   */
  public static Familiarity of(
      List<MaterialGraph> training, List<MaterialGraph> heldOut, int elementRows) {
    Familiarity open =
        new Familiarity(elementRows, new float[elementRows * elementRows], new TreeMap<>(), 0, 1)
            .and(training);
    double[] scores = heldOut.stream().mapToDouble(open::outOfDomain).sorted().toArray();
    // what was never seen is beyond the edge, however common that is; and the edge is no closer
    // than half way there, however alike the rows are
    double once = open.rarity(1);
    double edge = scores.length == 0 ? once : scores[(int) Math.ceil(0.99 * scores.length) - 1];
    edge = Math.max(once / 2, Math.min(edge, once));
    return new Familiarity(
        open.rows, open.pairs, open.kinds, open.materials, Math.max(LEAST_EDGE, edge));
  }

  /** With further materials counted; the edge stays. One that knows nothing learns nothing. */
  public Familiarity and(List<MaterialGraph> learnt) {
    if (rows == 0) {
      return this;
    }
    float[] counts = pairs.clone();
    TreeMap<Long, Integer> seen = new TreeMap<>(kinds);
    for (MaterialGraph graph : learnt) {
      int[] elements = elements(graph);
      for (int first : elements) {
        for (int second : elements) {
          counts[first * rows + second]++;
        }
      }
      seen.merge(kind(graph), 1, Integer::sum);
    }
    return new Familiarity(rows, counts, seen, materials + learnt.size(), edge);
  }

  /** How many training materials share what is rarest in it: its kind or a pair of its elements. */
  public int support(MaterialGraph graph) {
    if (rows == 0) {
      return Integer.MAX_VALUE;
    }
    int[] elements = elements(graph);
    int least = kinds.getOrDefault(kind(graph), 0);
    for (int first : elements) {
      for (int second : elements) {
        if (first != second || elements.length == 1) {
          least = Math.min(least, (int) pairs[first * rows + second]);
        }
      }
    }
    return least;
  }

  /** Whether training saw its kind of anions and every pair of its elements. */
  public boolean knows(MaterialGraph graph) {
    return support(graph) > 0;
  }

  /** Its rarity, 1 at the edge, above 1 where {@link #knows} is false, and 0 without counts. */
  public double outOfDomain(MaterialGraph graph) {
    return rows == 0 ? 0 : rarity(support(graph)) / edge;
  }

  private double rarity(int support) {
    return Math.log((materials + 1.0) / (Math.min(support, materials) + 1.0));
  }

  private static int[] elements(MaterialGraph graph) {
    return Arrays.stream(graph.elements()).distinct().toArray();
  }

  /** Percents of the anions, seven bits each; 0 where there are none. */
  private static long kind(MaterialGraph graph) {
    double[] shares = new double[ANIONS.length];
    double sum = 0;
    for (int node = 0; node < graph.size(); node++) {
      int anion = Arrays.binarySearch(ANIONS, graph.elements()[node]);
      if (anion >= 0) {
        shares[anion] += graph.nodeWeights()[node];
        sum += graph.nodeWeights()[node];
      }
    }
    long kind = 0;
    for (double share : shares) {
      kind = (kind << 7) | (sum == 0 ? 0 : whole(Math.round(PERCENT * share / sum)));
    }
    return kind;
  }

  /**
   * Percents as kinds tell them: an eighth lies half way between two, on either side as floats have
   * it, so that 12 and 13, 37 and 38, 62 and 63, 87 and 88 are one.
   */
  private static long whole(long percent) {
    return percent % 25 == 13 ? percent - 1 : percent;
  }

  Map<String, Weights.Entry> entries() {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    if (rows == 0) {
      return entries;
    }
    int width = ANIONS.length + 1;
    float[] flat = new float[kinds.size() * width];
    int at = 0;
    for (Map.Entry<Long, Integer> each : kinds.entrySet()) {
      for (int anion = 0; anion < ANIONS.length; anion++) {
        flat[at + anion] = (each.getKey() >> (7 * (ANIONS.length - 1 - anion))) & 127;
      }
      flat[at + ANIONS.length] = each.getValue();
      at += width;
    }
    entries.put(PREFIX + "pairs", new Weights.Entry(new int[] {rows, rows}, pairs));
    entries.put(PREFIX + "kinds", new Weights.Entry(new int[] {kinds.size(), width}, flat));
    entries.put(
        PREFIX + "edge", new Weights.Entry(new int[] {2}, new float[] {materials, (float) edge}));
    return entries;
  }

  /** Reads back; {@link #NONE} where a model has no counts. */
  static Familiarity of(Weights weights) {
    if (!weights.entries().containsKey(PREFIX + "pairs")) {
      return NONE;
    }
    Weights.Entry pairs = weights.get(PREFIX + "pairs");
    float[] flat = weights.get(PREFIX + "kinds").values();
    TreeMap<Long, Integer> kinds = new TreeMap<>();
    for (int at = 0; at < flat.length; at += ANIONS.length + 1) {
      long kind = 0;
      for (int anion = 0; anion < ANIONS.length; anion++) {
        kind = (kind << 7) | whole((long) flat[at + anion]);
      }
      kinds.merge(kind, (int) flat[at + ANIONS.length], Integer::sum);
    }
    float[] edge = weights.get(PREFIX + "edge").values();
    return new Familiarity(pairs.shape()[0], pairs.values(), kinds, (int) edge[0], edge[1]);
  }
}
