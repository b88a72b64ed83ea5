package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bounds on what a mixture of Gaussian processes believes of many candidates, for less than the
 * belief costs: from few observations everywhere ({@link ProcessSketch}), and with the exact mean
 * where that was asked for. In transformed units, where more is better. Awaited experiments only
 * take variance away, so bounds hold with them as well.
 */
public final class MixtureBounds {
  /** Rows at once: below what single precision begins at. */
  private static final int SLICE = 16_384;

  /** What an exact mean summed in another order may differ by. */
  private static final double ROUNDING = 1e-7;

  private final FeatureMatrix candidates;
  private final List<GaussianProcess> processes;
  private final double[][] alphas;
  private final double[] targets;
  private final double[] known;
  private final double[][] means;
  private final double[][] variances;
  private final double[][] reaches;

  /**
   * A first look at all candidates: O(candidates x size^2).
   *
   * @param mixture has observed; over any rows
   * @param observed what it has observed, one row an observation
   * @param size observations to look with
   */
  public MixtureBounds(
      GaussianMixture mixture, FeatureMatrix observed, FeatureMatrix candidates, int size) {
    this.candidates = candidates;
    this.processes = mixture.processes();
    this.targets = mixture.targets();
    this.known = mixture.knownVariances();
    int parts = processes.size();
    this.alphas = new double[parts][];
    this.means = new double[parts][candidates.rows()];
    this.variances = new double[parts][candidates.rows()];
    this.reaches = new double[parts][candidates.rows()];
    for (int g = 0; g < parts; g++) {
      alphas[g] = processes.get(g).weightsOf(targets);
    }
    List<ProcessSketch> sketches = new ArrayList<>();
    for (int g = 0; g < parts; g++) {
      sketches.add(new ProcessSketch(processes.get(g), observed, targets, known, alphas[g], size));
    }
    for (int from = 0; from < candidates.rows(); from += SLICE) {
      look(sketches, from, Math.min(candidates.rows(), from + SLICE));
    }
  }

  private void look(List<ProcessSketch> sketches, int from, int to) {
    FeatureMatrix slice = slice(from, to);
    IntStream.range(0, sketches.size())
        .parallel()
        .forEach(
            g -> {
              ProcessSketch.Look look = sketches.get(g).at(slice);
              System.arraycopy(look.means(), 0, means[g], from, to - from);
              System.arraycopy(look.variances(), 0, variances[g], from, to - from);
              for (int i = from; i < to; i++) {
                reaches[g][i] = sketches.get(g).reach() * Math.sqrt(variances[g][i]);
              }
            });
  }

  private FeatureMatrix slice(int from, int to) {
    return from == 0 && to == candidates.rows() ? candidates : candidates.slice(from, to);
  }

  /** Makes means exact at these rows: O(rows x observations). */
  public void settle(int[] rows) {
    for (int from = 0; from < rows.length; from += SLICE) {
      settleSome(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + SLICE)));
    }
  }

  private void settleSome(int[] rows) {
    FeatureMatrix some = candidates.select(Arrays.stream(rows).boxed().toList());
    for (int g = 0; g < processes.size(); g++) {
      double[] exact = processes.get(g).weighed(some, alphas[g]);
      for (int i = 0; i < rows.length; i++) {
        means[g][rows[i]] = exact[i];
        reaches[g][rows[i]] = ROUNDING;
      }
    }
  }

  /** Exact means at what was observed, in its order: y - noise a, at no cost. */
  public double[] observedMeans() {
    double[] mean = new double[targets.length];
    for (int g = 0; g < processes.size(); g++) {
      double noise = processes.get(g).noiseVariance();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (targets[i] - (noise + known[i]) * alphas[g][i]) / processes.size();
      }
    }
    return mean;
  }

  /** Best guess of the mean, by candidate: exact where it was settled. */
  public double[] means() {
    return mixed(means);
  }

  /** Upper bounds of the mean, by candidate. */
  public double[] highest() {
    double[] highest = mixed(means);
    double[] reach = mixed(reaches);
    Arrays.setAll(highest, i -> highest[i] + reach[i]);
    return highest;
  }

  /**
   * Upper bounds of the deviation, by candidate: sqrt(mean s_g^2 + D^2), where the parts' means
   * differ by at most D = their deviation here plus the root mean square of what each may be off.
   *
   * @param bounding whether the latter counts; without it this is a guess, as {@link #means} are
   */
  public double[] deviations(boolean bounding) {
    int parts = processes.size();
    double[] mean = mixed(means);
    double[] all = new double[mean.length];
    for (int i = 0; i < all.length; i++) {
      double variance = 0;
      double apart = 0;
      double off = 0;
      for (int g = 0; g < parts; g++) {
        double difference = means[g][i] - mean[i];
        variance += variances[g][i];
        apart += difference * difference;
        off += reaches[g][i] * reaches[g][i];
      }
      double most = Math.sqrt(apart / parts) + (bounding ? Math.sqrt(off / parts) : 0);
      all[i] = Math.sqrt(variance / parts + most * most);
    }
    return all;
  }

  private static double[] mixed(double[][] parts) {
    double[] mixed = new double[parts[0].length];
    for (double[] part : parts) {
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] += part[i] / parts.length;
      }
    }
    return mixed;
  }
}
