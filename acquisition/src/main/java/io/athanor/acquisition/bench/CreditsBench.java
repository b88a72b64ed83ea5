package io.athanor.acquisition.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Proposals made as far ahead as the parallelism allows, against proposals made when an instrument
 * can take them, and against proposals that give way: same campaigns, instruments, start points and
 * times.
 *
 * @param instruments instruments, one experiment each at once
 * @param parallelism experiments that the campaign may have open at once
 * @param experiments done in a run
 * @param runs runs with seeds 1..runs
 */
public record CreditsBench(int instruments, int parallelism, int experiments, int runs) {
  private static final int STARTS = 2;

  /** What is compared, the first being what the others are held against. */
  public static final List<Arm> ARMS =
      List.of(
          new Arm("ahead", false, OptionalDouble.empty()),
          new Arm("ahead, retracting", false, OptionalDouble.of(0.5)),
          new Arm("credits", true, OptionalDouble.empty()));

  /** Checks the numbers. */
  public CreditsBench {
    if (instruments < 1 || parallelism < instruments || experiments < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "instruments %d, parallelism %d, experiments %d, runs %d: each must be positive, and the"
                  .formatted(instruments, parallelism, experiments, runs)
              + " parallelism not below the instruments");
    }
  }

  /**
   * A way to dispatch.
   *
   * @param name for people
   * @param credits whether the scheduler's grants hold
   * @param retractBelow as in the campaign's terms
   */
  public record Arm(String name, boolean credits, OptionalDouble retractBelow) {}

  /**
   * An experiment that was done.
   *
   * @param candidate index in the pool
   * @param hours simulated time at its end
   * @param unseen outcomes that were known when it was begun, but not when it was chosen
   */
  record Done(int candidate, double hours, int unseen) {}

  /**
   * One run.
   *
   * @param done in the order of their ends
   * @param retracted proposals that gave way
   */
  record Run(List<Done> done, int retracted) {
    Run {
      done = List.copyOf(done);
    }
  }

  /**
   * What one arm came to, over the runs; differences are to the first arm, run by run.
   *
   * @param arm its name
   * @param unseen mean staleness of an experiment when it is begun (outcomes)
   * @param toTarget experiments until the first of the top set; one more than were done if never
   * @param hours simulated hours until then; those of the whole run if never
   * @param hits experiments in the top set
   * @param retracted proposals that gave way
   * @param fewerToTarget difference of {@code toTarget}
   * @param moreHits difference of {@code hits}
   */
  public record Result(
      String arm,
      Estimate unseen,
      Estimate toTarget,
      Estimate hours,
      Estimate hits,
      Estimate retracted,
      Estimate fewerToTarget,
      Estimate moreHits) {}

  /** All arms on one pool. */
  public List<Result> on(DiscoveryPool pool) {
    Set<Integer> top = pool.top(pool.topCount(DiscoveryBench.hitShare(pool)));
    int length = Math.min(experiments, pool.size() - STARTS - parallelism);
    if (length < 1) {
      throw new IllegalArgumentException(
          "the pool '%s' is too small for a parallelism of %d".formatted(pool.name(), parallelism));
    }
    List<List<Run>> all = new ArrayList<>();
    for (Arm arm : ARMS) {
      List<Run> one = new ArrayList<>();
      for (int seed = 1; seed <= runs; seed++) {
        List<Integer> starts = startsOf(pool, top, seed);
        one.add(new VirtualLab(this, arm, pool, starts, seed).run(length));
      }
      all.add(one);
    }
    List<Result> results = new ArrayList<>();
    for (int a = 0; a < ARMS.size(); a++) {
      results.add(result(ARMS.get(a).name(), all.get(a), all.get(0), top));
    }
    return results;
  }

  /** Two start points that are no hits: otherwise there would be nothing to find. */
  private static List<Integer> startsOf(DiscoveryPool pool, Set<Integer> top, int seed) {
    return new PythonRandom(seed)
        .sample(pool.size(), Math.min(pool.size(), STARTS + top.size())).stream()
            .filter(each -> !top.contains(each))
            .limit(STARTS)
            .toList();
  }

  private static Result result(String name, List<Run> runs, List<Run> first, Set<Integer> top) {
    ToDoubleFunction<Run> toTarget = run -> toTarget(run, top);
    ToDoubleFunction<Run> hits =
        run -> run.done().stream().filter(each -> top.contains(each.candidate())).count();
    return new Result(
        name,
        estimate(runs, run -> run.done().stream().mapToInt(Done::unseen).average().orElse(0)),
        estimate(runs, toTarget),
        estimate(
            runs,
            run -> run.done().get(Math.min(run.done().size(), toTarget(run, top)) - 1).hours()),
        estimate(runs, hits),
        estimate(runs, Run::retracted),
        Bootstrap.difference(each(runs, toTarget), each(first, toTarget), 1),
        Bootstrap.difference(each(runs, hits), each(first, hits), 1));
  }

  private static int toTarget(Run run, Set<Integer> top) {
    for (int i = 0; i < run.done().size(); i++) {
      if (top.contains(run.done().get(i).candidate())) {
        return i + 1;
      }
    }
    return run.done().size() + 1;
  }

  private static Estimate estimate(List<Run> runs, ToDoubleFunction<Run> figure) {
    return Bootstrap.mean(each(runs, figure), 1);
  }

  private static double[] each(List<Run> runs, ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }
}
