package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.ProbabilityOfOptimality;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The rows most probably the best of all that are selectable or pending (Fromer et al. 2024): since
 * only one can be the best, these, with the pending ones, are the batch most likely to hold it.
 * Shares count by the probability to fulfil the requirements; where they are equal the function
 * decides, and rows that it leaves out are none. Costs those of {@link ProbabilityOfOptimality}.
 *
 * @param probability how shares are counted
 */
public record MostLikelyBest(ProbabilityOfOptimality probability) implements BatchRule {
  @Override
  public List<Integer> select(
      View view,
      AcquisitionFunction function,
      List<Integer> pending,
      int count,
      SplittableRandom random) {
    int[] left = Picks.left(view, pending);
    double[] values = function.values(view.selecting(left), random);
    int[] eligible =
        Arrays.stream(left).filter(row -> values[row] > Double.NEGATIVE_INFINITY).toArray();
    int[] contenders =
        IntStream.concat(Arrays.stream(eligible), pending.stream().mapToInt(Integer::intValue))
            .sorted()
            .distinct()
            .toArray();
    double[] shares = probability.values(view.selecting(contenders), random);
    for (int row : eligible) {
      shares[row] = Math.max(0, shares[row]) * StrictMath.exp(view.logFeasibility(row));
    }
    return Arrays.stream(eligible)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -shares[row])
                .thenComparingDouble(row -> -values[row])
                .thenComparing(row -> row))
        .limit(count)
        .toList();
  }
}
