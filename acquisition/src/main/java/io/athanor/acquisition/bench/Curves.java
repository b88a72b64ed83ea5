package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How many of a top set each run had found after each pick, and the figures of Liang et al., npj
 * Comput. Mater. 7 (2021) 188, on the mean over runs: acceleration AF(t) = t N / (first pick at
 * which the mean share reaches t), enhancement EF(i) = (mean share after i picks) / (i / N).
 */
public final class Curves {
  private static final int RESAMPLES = 1000;

  private final int size;
  private final int top;
  private final int[][] found;
  private final int[][] resamples;

  /**
   * Counts.
   *
   * @param orders picks of each run, all of one length
   * @param top indices sought
   * @param size of the pool
   * @param seed of the bootstrap
   */
  public Curves(List<List<Integer>> orders, Set<Integer> top, int size, long seed) {
    this.size = size;
    this.top = top.size();
    this.found = new int[orders.size()][];
    for (int r = 0; r < found.length; r++) {
      List<Integer> order = orders.get(r);
      found[r] = new int[order.size()];
      int count = 0;
      for (int i = 0; i < order.size(); i++) {
        count += top.contains(order.get(i)) ? 1 : 0;
        found[r][i] = count;
      }
    }
    SplittableRandom random = Seeds.stream(seed, "bootstrap");
    resamples = new int[RESAMPLES][found.length];
    for (int[] weights : resamples) {
      for (int i = 0; i < weights.length; i++) {
        weights[random.nextInt(weights.length)]++;
      }
    }
  }

  /** Picks in each run. */
  public int picks() {
    return found[0].length;
  }

  /** Mean number found after each pick. */
  public List<Double> mean() {
    return Arrays.stream(mean(everyRunOnce())).boxed().toList();
  }

  /** Acceleration over random choice at this share of the top set. */
  public Estimate acceleration(double share) {
    return estimate(weights -> acceleration(mean(weights), share));
  }

  /** Enhancement over random choice after this many picks. */
  public Estimate enhancement(int picks) {
    return estimate(weights -> mean(weights)[picks - 1] / top * size / picks);
  }

  /** The largest enhancement, wherever it is. */
  public Estimate largestEnhancement() {
    return estimate(
        weights -> {
          double[] mean = mean(weights);
          double most = 0;
          for (int i = 0; i < mean.length; i++) {
            most = Math.max(most, mean[i] / top * size / (i + 1));
          }
          return most;
        });
  }

  /** Mean number found after this many picks. */
  public Estimate hits(int picks) {
    return estimate(weights -> mean(weights)[picks - 1]);
  }

  /** Median over runs of the first pick of the top set; not reached where half never has one. */
  public Estimate first() {
    int[] firsts = new int[found.length];
    for (int r = 0; r < firsts.length; r++) {
      int at = Arrays.binarySearch(found[r], 1);
      while (at > 0 && found[r][at - 1] == 1) {
        at--;
      }
      firsts[r] = at < 0 ? Integer.MAX_VALUE : at + 1;
    }
    return estimate(weights -> median(firsts, weights));
  }

  private static double median(int[] values, int[] weights) {
    List<Integer> all = new ArrayList<>();
    for (int r = 0; r < values.length; r++) {
      for (int w = 0; w < weights[r]; w++) {
        all.add(values[r]);
      }
    }
    all.sort(null);
    int upper = all.get(all.size() / 2);
    int lower = all.get((all.size() - 1) / 2);
    return upper == Integer.MAX_VALUE ? Double.NaN : (lower + upper) / 2.0;
  }

  private double acceleration(double[] mean, double share) {
    for (int i = 0; i < mean.length; i++) {
      if (mean[i] / top >= share - 1e-12) {
        return share * size / (i + 1);
      }
    }
    return Double.NaN;
  }

  private Estimate estimate(ToDoubleFunction<int[]> figure) {
    double value = figure.applyAsDouble(everyRunOnce());
    double[] drawn = Arrays.stream(resamples).mapToDouble(figure).sorted().toArray();
    double low = drawn[(int) (0.025 * drawn.length)];
    // not reached sorts last, so an upper end that is a number means a lower one is too
    double high = drawn[(int) Math.ceil(0.975 * drawn.length) - 1];
    return new Estimate(
        Double.isNaN(value) ? Optional.empty() : Optional.of(value),
        Double.isNaN(high) ? Optional.empty() : Optional.of(List.of(low, high)));
  }

  private int[] everyRunOnce() {
    int[] once = new int[found.length];
    Arrays.fill(once, 1);
    return once;
  }

  private double[] mean(int[] weights) {
    double[] mean = new double[picks()];
    for (int r = 0; r < found.length; r++) {
      for (int i = 0; weights[r] > 0 && i < mean.length; i++) {
        mean[i] += weights[r] * found[r][i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= found.length;
    }
    return mean;
  }
}
