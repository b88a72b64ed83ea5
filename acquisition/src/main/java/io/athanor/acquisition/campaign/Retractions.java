package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.acquisition.Gain;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which proposals that nobody has begun should give way. All of them are valued again by expected
 * improvement under what is known now, as if they had not been made; the planner says what it would
 * propose in their stead; the least valuable is compared with the most valuable replacement, and so
 * on. A pure function: the same campaign at the same point says the same.
 */
public final class Retractions {
  private Retractions() {}

  /**
   * A proposal that nobody has begun.
   *
   * @param experimentId the experiment
   * @param candidate as in {@link PlanningProblem}
   */
  public record Unbegun(String experimentId, int candidate) {}

  /**
   * A proposal that should give way.
   *
   * @param worth its expected improvement now, in the objective's unit
   * @param replacement expected improvement of what would take its place, in the objective's unit
   */
  public record Verdict(String experimentId, double worth, double replacement) {}

  private record Valued(Unbegun unbegun, double worth) {}

  /**
   * The proposals that are worth less than {@code below} times their replacement.
   *
   * @param below share, 0..1
   * @param unbegun the proposals
   * @param without the campaign's problem in which they are neither pending nor unavailable
   * @param memo as for {@link Planner#select}
   */
  public static List<Verdict> review(
      double below, List<Unbegun> unbegun, PlanningProblem without, PlannerMemo memo) {
    if (unbegun.isEmpty()) {
      return List.of();
    }
    Optional<Planner.Standing> standing =
        Planner.standing(without, unbegun.stream().map(Unbegun::candidate).toList(), memo);
    if (standing.isEmpty()) {
      return List.of();
    }
    Goal goal = without.goal();
    double incumbent = standing.get().incumbent();
    List<Valued> worths = new ArrayList<>();
    for (int i = 0; i < unbegun.size(); i++) {
      worths.add(
          new Valued(unbegun.get(i), gain(goal, standing.get().beliefs().get(i), incumbent)));
    }
    worths.sort(Comparator.comparingDouble(Valued::worth));
    List<Double> replacements =
        Planner.select(without, unbegun.size(), memo).stream()
            .filter(choice -> unbegun.stream().noneMatch(each -> isSame(each, choice)))
            .flatMap(choice -> choice.belief().stream())
            .map(belief -> gain(goal, belief, incumbent))
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < Math.min(worths.size(), replacements.size()); i++) {
      double worth = worths.get(i).worth();
      if (!(worth < below * replacements.get(i))) {
        break;
      }
      verdicts.add(new Verdict(worths.get(i).unbegun().experimentId(), worth, replacements.get(i)));
    }
    return List.copyOf(verdicts);
  }

  private static boolean isSame(Unbegun unbegun, Choice choice) {
    return choice.candidate().isPresent() && choice.candidate().getAsInt() == unbegun.candidate();
  }

  private static double gain(Goal goal, Choice.Belief belief, double incumbent) {
    return Gain.expected(goal, belief.mean(), belief.standardDeviation(), incumbent);
  }
}
