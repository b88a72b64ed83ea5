package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Joint;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * One by one, each pick knowing the variance that those before it, and the pending ones, will take
 * away; means stay as they are. Needs joint posteriors. Costs the function, plus O(objectives x
 * rows x (observations + picks)), per pick.
 */
public record ConditionalVariance() implements BatchRule {
  @Override
  public List<Integer> select(
      View view,
      AcquisitionFunction function,
      List<Integer> pending,
      int count,
      SplittableRandom random) {
    List<Awaited> awaited = view.objectives().stream().map(Awaited::new).toList();
    pending.forEach(row -> awaited.forEach(a -> a.await(row)));
    List<Integer> taken = new ArrayList<>(pending);
    List<Integer> picks = new ArrayList<>();
    while (picks.size() < count) {
      int[] left = Picks.left(view, taken);
      if (left.length == 0) {
        break;
      }
      double[] values = function.values(narrowed(view, awaited).selecting(left), random);
      OptionalInt best = Picks.best(left, row -> values[row]);
      if (best.isEmpty()) {
        break;
      }
      int pick = best.getAsInt();
      picks.add(pick);
      taken.add(pick);
      awaited.forEach(a -> a.await(pick));
    }
    return List.copyOf(picks);
  }

  private static View narrowed(View view, List<Awaited> awaited) {
    List<Outcome> objectives = new ArrayList<>();
    for (int k = 0; k < awaited.size(); k++) {
      Outcome before = view.objectives().get(k);
      objectives.add(
          new Outcome(
              before.goal(),
              before.means(),
              awaited.get(k).deviations(),
              before.noise(),
              Optional.of(narrowed(before.requireJoint(), awaited.get(k)))));
    }
    return view.withObjectives(objectives);
  }

  /** Draws stay those of the posterior without the picks: their results are not known. */
  private static Joint narrowed(Joint joint, Awaited awaited) {
    return new Joint() {
      @Override
      public double[] sample(int[] rows, SplittableRandom random) {
        return joint.sample(rows, random);
      }

      @Override
      public double[][] samples(int[] rows, int count, SplittableRandom random) {
        return joint.samples(rows, count, random);
      }

      @Override
      public double[] covarianceWith(int row) {
        return awaited.covarianceWith(row);
      }
    };
  }
}
