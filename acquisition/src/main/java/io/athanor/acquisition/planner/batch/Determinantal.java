package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The greedy most probable set of a determinantal point process (Kulesza and Taskar 2012; Chen,
 * Zhang and Zhou 2018): maximises log det K + 2 weight sum log w over the batch given the pending
 * rows, K being the posterior covariance of measurements and w the worth of a row. Without quality
 * this is the batch that tells most (greedy log det). One objective, needs its joint posterior.
 * O(rows x (observations + picks)) per pick; the function is evaluated once.
 *
 * @param scale what the function's values are
 * @param weight of quality beside diversity, not negative
 */
public record Determinantal(Scale scale, double weight) implements BatchRule {
  /** Checks. */
  public Determinantal {
    Objects.requireNonNull(scale, "determinantal.scale");
    if (!Double.isFinite(weight) || weight < 0) {
      throw new IllegalArgumentException("weight must be finite and not negative, was " + weight);
    }
  }

  @Override
  public List<Integer> select(
      View view,
      AcquisitionFunction function,
      List<Integer> pending,
      int count,
      SplittableRandom random) {
    Outcome objective = view.objective();
    Awaited awaited = new Awaited(objective);
    pending.forEach(awaited::await);
    int[] left = Picks.left(view, pending);
    double[] logs = scale.logWorth(function.values(view.selecting(left), random), left);
    double noise = objective.noise() * objective.noise();
    List<Integer> taken = new ArrayList<>(pending);
    List<Integer> picks = new ArrayList<>();
    while (picks.size() < count) {
      OptionalInt pick =
          Picks.best(
              Picks.left(view, taken),
              row -> 2 * weight * logs[row] + StrictMath.log(awaited.variance(row) + noise));
      if (pick.isEmpty()) {
        break;
      }
      picks.add(pick.getAsInt());
      taken.add(pick.getAsInt());
      awaited.await(pick.getAsInt());
    }
    return List.copyOf(picks);
  }
}
