package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.Analysis;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a draft would have come to on rows that were measured before it, beside choosing among them
 * at random, and what it would do next. Pure: the same request gives the same document.
 */
public final class RehearsalAnalysis implements Analysis {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double TOP = 0.05;
  private static final int NEXT = 5;

  @Override
  public JsonNode answer(CaseFile file, JsonNode request) throws AnalysisException {
    RehearsalRequest wish = RehearsalRequest.read(request);
    try {
      return new Rehearsal(wish).document();
    } catch (IllegalArgumentException e) {
      AnalysisException refused = Change.refused(e);
      throw new AnalysisException("definition." + refused.field(), refused.reason());
    }
  }

  /** One request on its way. */
  private static final class Rehearsal {
    private final RehearsalRequest wish;
    private final List<Point> points;
    private final List<Double> values;
    private final Goal goal;
    private final Set<Integer> top;
    private final List<String> notes = new ArrayList<>();

    Rehearsal(RehearsalRequest wish) {
      this.wish = wish;
      points = List.copyOf(wish.history().keySet());
      values =
          wish.history().values().stream()
              .map(each -> each.stream().mapToDouble(v -> v).average().orElseThrow())
              .toList();
      goal = wish.definition().objectives().get(0).goal();
      top =
          new HashSet<>(
              IntStream.range(0, values.size())
                  .boxed()
                  .sorted(Comparator.comparingDouble((Integer i) -> -goal.merit(values.get(i))))
                  .limit((long) Math.ceil(TOP * values.size()))
                  .toList());
      long repeated = wish.history().values().stream().filter(each -> each.size() > 1).count();
      if (repeated > 0) {
        notes.add(
            "%d settings were measured more than once: their mean counts.".formatted(repeated));
      }
      if (wish.definition().wanted().size() > 1) {
        notes.add("Only the first objective is rehearsed.");
      }
    }

    JsonNode document() {
      List<Rerun.Result> policy = runs(wish.definition().policy());
      List<Rerun.Result> random =
          runs(
              new Policy(
                  Policy.Acquisition.RANDOM,
                  Policy.Surrogate.AUTO,
                  1,
                  wish.definition().policy().initialDesign()));
      ObjectNode document = JSON.objectNode();
      ObjectNode curve = document.putObject("curve");
      curve.set("policy", curve(policy));
      curve.set("random", curve(random));
      ObjectNode hit = document.putObject("firstHit");
      ForkDocument.put(hit, "policy", firstHit(policy));
      ForkDocument.put(hit, "random", firstHit(random));
      document.putObject("top").put("share", TOP).put("candidates", top.size());
      document.set("next", next());
      document.put("unit", wish.definition().unit());
      document.put("goal", ForkDocument.goal(goal));
      document.put("experiments", wish.experiments());
      document.put("seeds", wish.seeds());
      document.put("level", Spread.LEVEL);
      ArrayNode said = document.putArray("notes");
      notes.forEach(said::add);
      return document;
    }

    private List<Rerun.Result> runs(Policy policy) {
      List<Rerun.Result> runs = new ArrayList<>();
      for (int s = 1; s <= wish.seeds(); s++) {
        long seed = Seeds.ofProposal(wish.definition().seed(), s);
        runs.add(new PoolHistory(onRows(policy, seed), points, values).run(wish.experiments()));
      }
      return runs;
    }

    private CampaignDefinition onRows(Policy policy, long seed) {
      CampaignDefinition draft = wish.definition();
      return new CampaignDefinition(
          draft.campaignId(),
          draft.wanted().subList(0, 1),
          new CampaignDefinition.DeclaredPool(points.size(), draft.space().parameters()),
          policy,
          draft.stopping(),
          Set.of(CampaignDefinition.Feature.PARAMETERS),
          Math.max(draft.budget(), wish.experiments()),
          draft.parallelism(),
          draft.proposalLife(),
          seed,
          CampaignDefinition.State.OPEN);
    }

    private static ObjectNode curve(List<Rerun.Result> runs) {
      return ForkDocument.curve(Spread.along(runs.stream().map(Rerun.Result::curve).toList()));
    }

    /** Median over runs of the first experiment on one of the best; empty where half had none. */
    private Optional<Double> firstHit(List<Rerun.Result> runs) {
      double[] firsts =
          runs.stream()
              .mapToDouble(
                  run ->
                      run.picks().stream()
                          .filter(each -> top.contains(each.poolIndex().orElseThrow()))
                          .mapToDouble(each -> each.ordinal() + 1.0)
                          .min()
                          .orElse(Double.POSITIVE_INFINITY))
              .sorted()
              .toArray();
      double median = (firsts[firsts.length / 2] + firsts[(firsts.length - 1) / 2]) / 2;
      return Optional.of(median).filter(Double::isFinite);
    }

    private ArrayNode next() {
      ArrayNode next = JSON.arrayNode();
      CampaignDefinition draft = wish.definition();
      if (!(draft.space() instanceof CampaignDefinition.Process process)) {
        notes.add("Every row is measured: what comes next depends on the candidates of the pool.");
        return next;
      }
      List<Measurement> history = new ArrayList<>();
      int candidate = 0;
      for (List<Double> measured : wish.history().values()) {
        for (double value : measured) {
          history.add(new Measurement(candidate, value));
        }
        candidate++;
      }
      PlanningProblem problem =
          PlanningProblem.single(
              process.space(),
              points,
              goal,
              draft.policy(),
              history,
              List.of(),
              Set.of(),
              draft.budget() + points.size(),
              draft.seed(),
              points.size());
      for (Choice choice : Planner.select(problem, NEXT, new PlannerMemo())) {
        ObjectNode json = next.addObject();
        json.set("parameters", ForkDocument.parameters(draft.space().settings(choice.point())));
        ForkDocument.put(json, "mean", choice.belief().map(Choice.Belief::mean));
        ForkDocument.put(
            json, "standardDeviation", choice.belief().map(Choice.Belief::standardDeviation));
      }
      return next;
    }
  }
}
