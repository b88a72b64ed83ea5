package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.objective.TargetTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What holds after a number of records, but for the candidates.
 *
 * @param size number of records
 * @param transform how their values are scaled
 * @param units of the {@link TargetParts} that follow the transform
 * @param anew whether all blocks are made anew
 */
record Step(
    int size,
    WidthLadder.Verdict verdict,
    TargetTransform transform,
    TargetParts units,
    boolean anew) {

  /** With targets as they are, all blocks made anew. */
  static Step of(int size, WidthLadder.Verdict verdict) {
    TargetTransform none = TargetTransform.NONE;
    return new Step(size, verdict, none, TargetParts.of(none), true);
  }

  /**
   * One for each further record of equal noise.
   *
   * @param ladder after this step; left as it is
   * @param records all, the further ones included
   * @param values of all records
   * @param transforms how the first so many of them are scaled
   */
  List<Step> ahead(
      WidthLadder ladder,
      List<double[]> records,
      double[] values,
      IntFunction<TargetTransform> transforms) {
    WidthLadder ahead = new WidthLadder(ladder);
    double[] ones = new double[records.size()];
    Arrays.fill(ones, 1);
    List<Step> steps = new ArrayList<>();
    Step before = this;
    for (int n = size + 1; n <= records.size(); n++) {
      ahead.add(records.get(n - 1), 1);
      TargetTransform scaled = transforms.apply(n);
      WidthLadder.Verdict found = ahead.judge(records, scaled.apply(values, n), ones);
      boolean renewed = found.width() != before.verdict.width() || before.units.isStale(scaled);
      TargetParts kept = renewed ? TargetParts.of(scaled) : before.units;
      before = new Step(n, found, scaled, kept, renewed);
      steps.add(before);
    }
    return steps;
  }
}
