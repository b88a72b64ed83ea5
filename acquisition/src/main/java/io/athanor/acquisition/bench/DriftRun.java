package io.athanor.acquisition.bench;

import io.athanor.acquisition.conformal.AdaptiveConformal;
import io.athanor.acquisition.drift.Discount;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.drift.ResidualWatch;
import io.athanor.acquisition.planner.linear.LinearPosterior;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One stream forecast, served with 90 % intervals and learnt from, outcome by outcome, by the
 * Bayesian linear head.
 *
 * @param delay outcomes from the change to the first alarm, the one that raises it included; empty
 *     where none is raised
 * @param falseAlarms alarms before the change
 * @param before share covered before the change
 * @param soon share covered in the first 60 outcomes after it
 * @param after share covered in those that follow
 * @param width mean width of the intervals after those 60, in units of the outcome; unbounded ones
 *     left out
 * @param error root mean squared error after those 60, in units of the outcome
 */
public record DriftRun(
    OptionalInt delay,
    int falseAlarms,
    double before,
    double soon,
    double after,
    double width,
    double error) {
  /** Outcomes that a change is to be found in. */
  public static final int SOON = 60;

  private static final double CLAIMED = 0.9;
  private static final double REACH = NormalMath.quantile((1 + CLAIMED) / 2);
  private static final double WEIGHT = 0.25;
  private static final double WIDE = 10;
  private static final double SHAPE = 2;
  private static final double RATE = 1;

  /** Serves a stream. */
  public static DriftRun of(LabelledStream stream, DriftWay way, long seed) {
    return new Serving(stream, way, seed).run();
  }

  /** The state of one run. */
  private static final class Serving {
    private final LabelledStream stream;
    private final DriftWay way;
    private final double[] variances;
    private LinearPosterior head;
    private ResidualWatch watch;
    private AdaptiveConformal repair = AdaptiveConformal.begin(CLAIMED);

    Serving(LabelledStream stream, DriftWay way, long seed) {
      this.stream = stream;
      this.way = way;
      this.variances = new double[stream.targets().length];
      this.watch = ResidualWatch.begin(seed);
      this.head = prior();
    }

    private LinearPosterior prior() {
      return new LinearPosterior(new double[stream.features().get(0).length], WIDE, SHAPE, RATE);
    }

    DriftRun run() {
      int change = stream.change();
      int length = stream.targets().length;
      OptionalInt delay = OptionalInt.empty();
      int early = 0;
      boolean[] covered = new boolean[length];
      double width = 0;
      int bounded = 0;
      double squares = 0;
      for (int t = 0; t < length; t++) {
        double[] row = stream.features().get(t);
        double target = stream.targets()[t];
        if (t >= stream.learnt()) {
          double mean = Vectors.dot(row, head.mean());
          double deviation =
              Math.sqrt(head.noiseVariance() * (1 + Vectors.dot(row, head.times(row))));
          double score = Math.abs(target - mean) / (REACH * deviation);
          double factor = way.repairs() ? repair.factor() : 1;
          covered[t] = AdaptiveConformal.covers(factor, score);
          repair = repair.after(score, factor);
          if (t >= change + SOON) {
            squares += (target - mean) * (target - mean);
            if (Double.isFinite(factor)) {
              width += 2 * Math.max(0, factor) * REACH * deviation;
              bounded++;
            }
          }
          boolean alarm = way.detects() && isAlarm(t, target, mean, deviation);
          early += alarm && t < change ? 1 : 0;
          if (alarm && t >= change && delay.isEmpty()) {
            delay = OptionalInt.of(t - change + 1);
          }
        }
        head.add(row, target, 1 + variances[t] / head.noiseVariance());
      }
      int last = length - change - SOON;
      return new DriftRun(
          delay,
          early,
          share(covered, stream.learnt(), change),
          share(covered, change, change + SOON),
          share(covered, change + SOON, length),
          width / Math.max(1, bounded),
          Math.sqrt(squares / last));
    }

    private boolean isAlarm(int t, double target, double mean, double deviation) {
      ResidualWatch.Step step =
          watch.after(new Residual(target, mean, deviation, Optional.empty(), Integer.toString(t)));
      watch = step.watch();
      step.found()
          .flatMap(
              found ->
                  Discount.of(found.movement(), WEIGHT, Integer.parseInt(found.movement().since())))
          .ifPresent(discount -> forget(discount, t));
      return step.found().isPresent();
    }

    private void forget(Discount discount, int now) {
      double noise = head.noiseVariance();
      head = prior();
      for (int i = 0; i < now; i++) {
        variances[i] += discount.of(i, Optional.empty());
        head.add(stream.features().get(i), stream.targets()[i], 1 + variances[i] / noise);
      }
    }
  }

  private static double share(boolean[] covered, int from, int to) {
    int hits = 0;
    for (int i = from; i < to; i++) {
      hits += covered[i] ? 1 : 0;
    }
    return hits / (double) (to - from);
  }
}
