package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.linear.EvidenceHead;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.BayesianLinearModel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long the exact head takes to learn one outcome, in processor time of the thread that learns
 * it: what else runs on the machine has no part in it.
 */
public final class HeadUpdates {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final double WIDE = 10;
  private static final int WARM = 200;

  private HeadUpdates() {}

  /**
   * Of the model that keeps every posterior: a new one for each outcome.
   *
   * @return milliseconds an update, in their order
   */
  public static double[] model(int features, int updates, long seed) {
    SplittableRandom random = Seeds.stream(seed, "head-updates");
    BayesianLinearModel model = BayesianLinearModel.prior(new double[features], WIDE, 2, 1);
    double[] millis = new double[updates];
    for (int i = -WARM; i < updates; i++) {
      double[] row = row(random, features);
      long start = THREAD.getCurrentThreadCpuTime();
      model = model.with(row, random.nextGaussian(), 1);
      if (i >= 0) {
        millis[i] = (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    return millis;
  }

  /**
   * Of the head that knows every candidate's mean and variance under every prior width, as
   * campaigns use it, the means read after each outcome.
   *
   * @return milliseconds an update, in their order
   */
  public static double[] candidates(int features, int candidates, int updates, long seed) {
    SplittableRandom random = Seeds.stream(seed, "head-updates");
    EvidenceHead head =
        new EvidenceHead(
            new CandidateBlocks(
                candidates,
                features,
                (row, column) -> Seeds.stream(row, "cell-" + column).nextDouble()));
    double[] targets = new double[WARM + updates];
    double[] millis = new double[updates];
    for (int i = 0; i < WARM + updates; i++) {
      double[] row = row(random, features);
      targets[i] = random.nextGaussian();
      long start = THREAD.getCurrentThreadCpuTime();
      head.extend(List.of(row), targets, n -> TargetTransform.NONE);
      head.mean();
      if (i >= WARM) {
        millis[i - WARM] = (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    return millis;
  }

  private static double[] row(SplittableRandom random, int features) {
    double[] row = new double[features];
    Arrays.setAll(row, i -> random.nextGaussian());
    return row;
  }
}
