package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.acquisition.Window;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.posterior.HurdleModel;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Looks for candidates whose properties all lie in their windows: a batch at a time, each pick the
 * one most likely to be a hit, properties taken as independent, knowing the picks before it as
 * pending. The last pick of every batch is a random one, so that no candidate is out of reach
 * whatever the models believe.
 *
 * @param features one row a candidate
 * @param windows one a property
 * @param batch picks at a time
 * @param budget most candidates evaluated
 */
record RareHitsSearch(FeatureMatrix features, List<Window> windows, int batch, int budget) {
  RareHitsSearch {
    windows = List.copyOf(windows);
    if (batch < 1) {
      throw new IllegalArgumentException("--batch must be positive, was " + batch);
    }
  }

  /**
   * Candidates in the order they were evaluated, until all hits are found or the budget is spent.
   *
   * @param values true properties, by candidate and property; looked up only when evaluated
   * @param start random candidates evaluated first
   */
  List<Integer> run(double[][] values, int start, long seed) {
    int size = features.rows();
    SplittableRandom random = Seeds.stream(seed, "rare-hits");
    int[] shuffled = new int[size];
    Arrays.setAll(shuffled, i -> i);
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i, size);
      int picked = shuffled[other];
      shuffled[other] = shuffled[i];
      shuffled[i] = picked;
    }
    boolean[] taken = new boolean[size];
    List<Integer> order = new ArrayList<>();
    int missing = 0;
    for (double[] row : values) {
      missing += hit(windows, row) ? 1 : 0;
    }
    for (int i = 0; i < Math.min(start, size); i++) {
      missing -= take(shuffled[i], values, taken, order);
    }
    Kernel kernel = new Kernel(false, true, features.groups(), features.columns());
    List<HurdleModel> models =
        windows.stream().map(window -> new HurdleModel(features, kernel)).toList();
    int most = Math.min(budget, size);
    int next = start;
    while (missing > 0 && order.size() < most) {
      FeatureMatrix observed = features.select(order);
      for (int p = 0; p < models.size(); p++) {
        int property = p;
        models
            .get(p)
            .observe(observed, order.stream().mapToDouble(i -> values[i][property]).toArray());
      }
      for (int pick = 0; pick < batch && order.size() < most; pick++) {
        int chosen;
        if (pick == batch - 1 && batch > 1) {
          while (taken[shuffled[next]]) {
            next++;
          }
          chosen = shuffled[next];
        } else {
          chosen = likeliest(models, taken);
        }
        missing -= take(chosen, values, taken, order);
        models.forEach(model -> model.await(features, chosen));
      }
    }
    return order;
  }

  /** Whether properties make a hit. */
  static boolean hit(List<Window> windows, double[] properties) {
    for (int p = 0; p < windows.size(); p++) {
      if (!windows.get(p).holds(properties[p])) {
        return false;
      }
    }
    return true;
  }

  private int take(int row, double[][] values, boolean[] taken, List<Integer> order) {
    taken[row] = true;
    order.add(row);
    return hit(windows, values[row]) ? 1 : 0;
  }

  private int likeliest(List<HurdleModel> models, boolean[] taken) {
    double[] scores = new double[taken.length];
    for (int p = 0; p < models.size(); p++) {
      double[] logs = models.get(p).logProbability(windows.get(p).low(), windows.get(p).high());
      Arrays.setAll(scores, i -> scores[i] + logs[i]);
    }
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (!taken[i] && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return best;
  }
}
