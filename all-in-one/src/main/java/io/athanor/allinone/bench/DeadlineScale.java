package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Picks within deadlines beside the full pick of the same problem: how long each takes, how far it
 * looks, what it says that it may have missed, and what it missed. Deadlines and the full pick take
 * turns, each with a memo of its own, so that all see the same machine.
 */
final class DeadlineScale {
  /** Within one deadline. */
  private static final class Hurried {
    private final Duration deadline;
    private final PlannerMemo memo = new PlannerMemo();
    private final Clocked clocked = new Clocked();
    private final List<Double> judged = new ArrayList<>();
    private final List<Double> gaps = new ArrayList<>();
    private final List<Double> regrets = new ArrayList<>();
    private double fromNothing;
    private int exceeded;

    private Hurried(Duration deadline) {
      this.deadline = deadline;
    }
  }

  private final ProcessScale scale;

  DeadlineScale(ProcessScale scale) {
    this.scale = scale;
  }

  /** Of one pick after another, from this many random observations on. */
  Map<String, Object> run(int observations, int picks, List<Duration> deadlines) {
    List<Hurried> all = deadlines.stream().map(Hurried::new).toList();
    PlannerMemo memo = new PlannerMemo();
    Clocked full = new Clocked();
    double fromNothing = 0;
    ProcessScale.Course course = scale.begin(observations);
    for (int pick = 0; pick <= picks && course.goesOn(); pick++) {
      List<Choice> chosen = new ArrayList<>();
      Clocked clock = pick == 0 ? new Clocked() : full;
      double millis =
          clock.time(
              () -> chosen.addAll(Planner.select(course.problem(Optional.empty()), 1, memo)));
      fromNothing = pick == 0 ? millis : fromNothing;
      for (Hurried each : all) {
        hurry(each, course.problem(Optional.of(each.deadline)), chosen.get(0), pick == 0);
      }
      course.take(chosen.get(0));
    }
    Map<String, Object> figures = scale.size();
    figures.put("observations", observations);
    figures.put("fromNothingMillis", fromNothing);
    figures.put("pickMillis", LinearScale.quantiles(full));
    figures.put("pickProcessorMillis", full.processorMean());
    figures.put("deadlines", all.stream().map(DeadlineScale::figures).toList());
    return figures;
  }

  private static void hurry(
      Hurried hurried, PlanningProblem problem, Choice best, boolean isFirst) {
    List<Choice> chosen = new ArrayList<>();
    Clocked clock = isFirst ? new Clocked() : hurried.clocked;
    double millis = clock.time(() -> chosen.addAll(Planner.select(problem, 1, hurried.memo)));
    if (isFirst) {
      // with the encoded pool and the first fit
      hurried.fromNothing = millis;
      return;
    }
    Choice choice = chosen.get(0);
    double regret = Math.max(0, best.value() - choice.value());
    Optional<Search> search = choice.search();
    hurried.regrets.add(regret);
    search.ifPresent(
        found -> {
          hurried.judged.add((double) found.judged());
          if (found.gap().isPresent()) {
            hurried.gaps.add(found.gap().getAsDouble());
            // the full pick of a large pool is kept in single precision
            hurried.exceeded += regret > found.gap().getAsDouble() + 1e-4 ? 1 : 0;
          }
        });
  }

  private static Map<String, Object> figures(Hurried hurried) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("deadline", hurried.deadline.toString());
    figures.put("deadlineMillis", hurried.deadline.toMillis());
    figures.put("fromNothingMillis", hurried.fromNothing);
    figures.put("pickMillis", LinearScale.quantiles(hurried.clocked));
    figures.put("pickProcessorMillis", hurried.clocked.processorMean());
    figures.put("judged", median(hurried.judged));
    figures.put("gap", median(hurried.gaps));
    figures.put("largestGap", largest(hurried.gaps));
    figures.put("regret", median(hurried.regrets));
    figures.put("largestRegret", largest(hurried.regrets));
    figures.put("regretsAboveTheGap", hurried.exceeded);
    return figures;
  }

  private static Double median(List<Double> values) {
    double[] sorted = sorted(values);
    return sorted.length == 0 ? null : (Double) sorted[sorted.length / 2];
  }

  private static Double largest(List<Double> values) {
    double[] sorted = sorted(values);
    return sorted.length == 0 ? null : (Double) sorted[sorted.length - 1];
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
