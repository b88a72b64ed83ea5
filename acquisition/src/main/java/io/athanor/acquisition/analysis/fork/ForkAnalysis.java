package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.Analysis;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.acquisition.topology.CampaignFold;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.acquisition.topology.Derivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a campaign would have come to had it been done another way from some point on. Pure: the
 * same journal and request give the same document.
 */
public final class ForkAnalysis implements Analysis {
  @Override
  public JsonNode answer(CaseFile file, JsonNode request) throws AnalysisException {
    if (file.entries().isEmpty()) {
      throw new AnalysisException("campaignId", "there is no campaign " + file.campaignId());
    }
    ObjectNode document =
        answer(
            file.campaignId(),
            file.grace(),
            CampaignFold.read(file.campaignId(), file.entries(), file.codecs(), file.grace()),
            ForkRequest.read(request));
    document.set(
        "identical",
        document.get("same").asBoolean()
            ? identical(file, document.at("/at/ordinal").asInt())
            : document.nullNode());
    return document;
  }

  /** How many of the proposals from an ordinal on are derived again byte for byte. */
  private static ObjectNode identical(CaseFile file, int from) {
    int[] counts = new int[2];
    Derivation.of(file.codecs(), file.grace(), file.campaignId(), file.entries())
        .deriveAll(
            derived -> {
              if (derived.proposal().getOrdinal() >= from) {
                counts[0]++;
                counts[1] += derived.isExact() ? 1 : 0;
              }
            });
    return JsonNodeFactory.instance.objectNode().put("compared", counts[0]).put("equal", counts[1]);
  }

  /** The answer to a decoded journal. */
  static ObjectNode answer(String campaignId, Duration grace, List<Told> told, ForkRequest wish)
      throws AnalysisException {
    try {
      return new Answering(campaignId, grace, wish, told).answer();
    } catch (IllegalArgumentException e) {
      throw Change.refused(e);
    }
  }

  /** One request on its way. */
  private static final class Answering {
    private final String campaignId;
    private final Duration grace;
    private final ForkRequest wish;
    private final List<Told> told;
    private final CampaignDefinition definition;
    private final Change change;
    private final ForkPoint at;
    private final Fold whole;
    private final RecordedOutcomes recorded;
    private final Rerun.Plan plan;

    Answering(String campaignId, Duration grace, ForkRequest wish, List<Told> all)
        throws AnalysisException {
      this.campaignId = campaignId;
      this.grace = grace;
      this.wish = wish;
      this.told =
          wish.modelDigest().isPresent() ? Predictions.only(all, wish.modelDigest().get()) : all;
      whole = new Fold(grace, each -> each);
      all.forEach(each -> whole.hear(each.event()));
      definition = whole.definition();
      if (!definition.policy().fidelities().isEmpty()) {
        throw new AnalysisException(
            "campaignId", "what another choice of fidelities would have measured is not foretold");
      }
      Change asked =
          wish.policy().isPresent() ? Change.policy(wish.policy().get(), definition) : Change.NONE;
      change = isAsRecorded(asked) ? Change.NONE : asked;
      at = ForkPoint.of(wish.at(), told);
      recorded = new RecordedOutcomes(definition, told);
      plan = new Rerun.Plan(told, at.events(), change::of, grace, experiments(), Set.of());
    }

    /** Naming the policy that the campaign has had all along changes nothing. */
    private boolean isAsRecorded(Change asked) {
      return told.stream()
          .map(Told::event)
          .filter(CampaignEvent.CampaignDefined.class::isInstance)
          .map(each -> ((CampaignEvent.CampaignDefined) each).definition())
          .allMatch(each -> asked.of(each).equals(each));
    }

    private int experiments() {
      int used = whole.campaign().view(told.get(told.size() - 1).recordedAt()).used();
      return wish.experiments().orElse(used > 0 ? used : definition.budget());
    }

    ObjectNode answer() throws AnalysisException {
      boolean same = change.equals(Change.NONE) && wish.modelDigest().isEmpty();
      space();
      ForkDocument document = new ForkDocument(campaignId, definition, change, at, same);
      Rerun.Result first = run(plan, List.of());
      boolean outcomes = first.complete() && wish.mode() != ForkRequest.Mode.ORACLE;
      if (!outcomes && wish.mode() == ForkRequest.Mode.OUTCOMES) {
        first = run(plan.withholding(unmeasured()), List.of());
        if (!first.complete()) {
          throw new AnalysisException(
              "mode", "the fork chooses settings that were never measured; ask for the oracle");
        }
        outcomes = true;
      }
      return outcomes ? byOutcomes(document, first, same) : byOracle(document);
    }

    private Rerun.Result run(Rerun.Plan how, List<Oracle.World> worlds) {
      return new Rerun(how, new Laboratory(definition, recorded, worlds)).run();
    }

    /** The campaign's own seed, then others that both policies are run with. */
    private ObjectNode byOutcomes(ForkDocument document, Rerun.Result first, boolean same) {
      Goal goal = definition.objectives().get(0).goal();
      double optimum = bestRecorded(goal);
      List<Comparison.Pair> pairs = new ArrayList<>();
      pairs.add(new Comparison.Pair(whole.curve(), first.curve(), optimum));
      Set<Integer> unmeasured = unmeasured();
      for (int s = 1; s < wish.seeds() && !same && isPooled(); s++) {
        long seed = seed(s);
        Rerun.Plan original =
            plan.withholding(unmeasured).changed(each -> Change.NONE.withSeed(seed).of(each));
        Rerun.Plan forked =
            plan.withholding(unmeasured).changed(each -> change.withSeed(seed).of(each));
        pairs.add(
            new Comparison.Pair(
                run(original, List.of()).curve(), run(forked, List.of()).curve(), optimum));
      }
      return document.of("outcomes", first, Comparison.of(goal, pairs), Optional.empty());
    }

    /** The campaign's own seed throughout, so that only the worlds differ. */
    private ObjectNode byOracle(ForkDocument document) throws AnalysisException {
      List<Oracle> oracles = oracles(space());
      Goal goal = definition.objectives().get(0).goal();
      List<Comparison.Pair> pairs = new ArrayList<>();
      Optional<Rerun.Result> shown = Optional.empty();
      for (int s = 0; s < wish.seeds(); s++) {
        long seed = seed(s);
        List<Oracle.World> worlds =
            oracles.stream().map(each -> each.sample(seed + oracles.indexOf(each))).toList();
        Rerun.Result result = run(plan, worlds);
        shown = shown.or(() -> Optional.of(result));
        pairs.add(new Comparison.Pair(whole.curve(), result.curve(), worlds.get(0).best(goal)));
      }
      return document.of(
          "oracle", shown.orElseThrow(), Comparison.of(goal, pairs), oracles.stream().findFirst());
    }

    private long seed(int s) {
      return s == 0 && wish.seed().isEmpty()
          ? definition.seed()
          : Seeds.ofProposal(wish.seed().orElse(definition.seed()), s);
    }

    /** Where the changed campaign looks. */
    private SearchSpace space() throws AnalysisException {
      Fold changed = new Fold(grace, change::of);
      told.forEach(each -> changed.hear(each.event()));
      Optional<SearchSpace> space = changed.campaign().space();
      if (space.isEmpty()) {
        throw change.features().isPresent()
            ? new AnalysisException(
                "policy.features", "the log has no prediction of some candidates")
            : new AnalysisException("campaignId", "its pool is not complete yet");
      }
      return space.get();
    }

    private List<Oracle> oracles(SearchSpace space) throws AnalysisException {
      List<Oracle> oracles = new ArrayList<>();
      for (int i = 0; i < definition.wanted().size(); i++) {
        Goal goal = definition.objectives().get(i).goal();
        int known = recorded.history(i).size();
        if (known < Oracle.FEWEST) {
          throw new AnalysisException(
              "mode",
              "an oracle needs %d outcomes of %s, the log has %d"
                  .formatted(Oracle.FEWEST, definition.wanted().get(i).property(), known));
        }
        oracles.add(
            space instanceof SearchSpace.Pool pool
                ? Oracle.ofPool(pool, recorded.history(i), goal)
                : Oracle.ofSpace(
                    (SearchSpace.Process) space,
                    recorded.trials(),
                    recorded.history(i),
                    goal,
                    definition.seed()));
      }
      return oracles;
    }

    private boolean isPooled() {
      return definition.space() instanceof CampaignDefinition.DeclaredPool;
    }

    private Set<Integer> unmeasured() {
      if (!(definition.space() instanceof CampaignDefinition.DeclaredPool pool)) {
        return Set.of();
      }
      Set<Integer> unmeasured = new TreeSet<>();
      Set<Integer> known = new HashSet<>(recorded.candidates());
      IntStream.range(0, pool.size()).filter(i -> !known.contains(i)).forEach(unmeasured::add);
      return unmeasured;
    }

    private double bestRecorded(Goal goal) {
      return recorded.history(0).stream()
          .map(each -> each.value())
          .filter(definition.objectives().get(0)::accepts)
          .max(Comparator.comparingDouble(goal::merit))
          .orElse(Double.NaN);
    }
  }
}
