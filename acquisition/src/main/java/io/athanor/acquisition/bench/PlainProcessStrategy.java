package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.posterior.FitChain;
import io.athanor.acquisition.planner.posterior.GaussianProcess;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The foil of Liang et al., npj Comput. Mater. 7 (2021) 188: one Gaussian process with a Matern-5/2
 * kernel and a length scale per column, standardised objective, best of mu + kappa sigma.
 *
 * @param kappa weight of the standard deviation
 */
public record PlainProcessStrategy(double kappa) implements Strategy {
  private static final int ITERATIONS = 15;

  @Override
  public String name() {
    return "plain-gp";
  }

  @Override
  public List<Integer> picks(DiscoveryPool pool, List<Integer> starts, long seed, int picks) {
    FeatureMatrix features =
        FeatureEncoder.pool(new SearchSpace.Pool(pool.parameters(), pool.points()));
    Kernel kernel = new Kernel(false, false, features.groups(), features.columns());
    List<Integer> order = new ArrayList<>(starts);
    Set<Integer> taken = new HashSet<>(starts);
    double[] logs = kernel.defaults();
    GaussianProcess process = null;
    while (order.size() < picks) {
      FeatureMatrix observed = features.select(order);
      double[] targets = standardised(pool, order);
      if (process == null || FitChain.scheduled(order.size()) == order.size()) {
        List<double[]> beginnings = List.of(logs, kernel.defaults());
        logs = GaussianProcess.fit(kernel, observed, targets, beginnings, ITERATIONS);
        process = new GaussianProcess(kernel, logs, features);
      }
      for (int i = process.size(); i < order.size(); i++) {
        process.append(observed, i);
      }
      int best = best(process.mean(targets), process.variance(), taken);
      order.add(best);
      taken.add(best);
    }
    return order;
  }

  private int best(double[] means, double[] variances, Set<Integer> taken) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < means.length; i++) {
      double score = means[i] + kappa * Math.sqrt(variances[i]);
      if (!taken.contains(i) && score > highest) {
        highest = score;
        best = i;
      }
    }
    return best;
  }

  private static double[] standardised(DiscoveryPool pool, List<Integer> order) {
    double sign = pool.maximize() ? 1 : -1;
    double[] values = order.stream().mapToDouble(i -> sign * pool.values().get(i)).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    double deviation = squares > 0 ? Math.sqrt(squares) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / deviation;
    }
    return values;
  }
}
