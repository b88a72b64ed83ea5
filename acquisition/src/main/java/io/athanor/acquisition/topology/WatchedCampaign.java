package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Randomisation;
import io.athanor.acquisition.planner.Teachers;
import io.athanor.acquisition.shadow.Belief;
import io.athanor.acquisition.shadow.Bystander;
import io.athanor.acquisition.shadow.Scores;
import io.athanor.acquisition.shadow.Witnessed;
import io.athanor.event.CampaignDefined;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowState;
import io.athanor.event.ShadowVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One campaign as its shadows see it: the campaign folded, what it chose, and what they would have
 * chosen. A cache of the journals, never more. Owned by one stream thread.
 */
final class WatchedCampaign {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedCampaign.class);

  /** What saved work is good for. */
  private record Surrogate(Policy.Surrogate kind, Teachers teachers) {}

  /** A shadow that looks on. */
  private static final class Shadow {
    private final PolicyShadowed event;
    private final List<ShadowChosen> choices = new ArrayList<>();
    private Optional<Bystander> bystander = Optional.empty();

    Shadow(PolicyShadowed event) {
      this.event = event;
    }
  }

  private final Map<String, Shadow> shadows = new TreeMap<>();
  private final Set<String> heard = new HashSet<>();
  private final Map<Integer, Witnessed> own = new HashMap<>();
  private final Map<Surrogate, PlannerMemo> memos = new HashMap<>();
  private Optional<LiveCampaign> live = Optional.empty();
  private long sequence;

  /** Where in the journal of shadows the next entry goes. */
  long nextSequence() {
    return sequence;
  }

  boolean isWatched() {
    return !shadows.isEmpty();
  }

  Optional<LiveCampaign> live() {
    return live;
  }

  /** The campaign as far as its journal is folded. */
  void follow(LiveCampaign campaign) {
    live = Optional.of(campaign);
    own.clear();
    memos.clear();
  }

  /** Whether a word on a shadow is news. */
  boolean isNews(PolicyShadowed event) {
    return !heard.contains(event.getMeta().getId());
  }

  /**
   * Folds a word on a shadow; one that begins anew, or with another policy, begins from nothing.
   */
  void hear(PolicyShadowed event) {
    sequence++;
    heard.add(event.getMeta().getId());
    if (event.getState() == ShadowState.ACTIVE) {
      Shadow known = shadows.get(event.getName());
      if (known == null || !known.event.getPolicy().equals(event.getPolicy())) {
        shadows.put(event.getName(), new Shadow(event));
      }
    } else {
      shadows.remove(event.getName());
    }
    if (shadows.isEmpty()) {
      live = Optional.empty();
      own.clear();
      memos.clear();
    }
  }

  /** Folds a choice. */
  void hear(ShadowChosen event) {
    sequence++;
    Optional.ofNullable(shadows.get(event.getName())).ifPresent(each -> each.choices.add(event));
  }

  /** Remembers what the campaign itself chose; what people or remedies asked for is no choice. */
  void remember(ExperimentProposed proposal) {
    if (isChoice(proposal)) {
      own.put(
          proposal.getOrdinal(),
          ShadowMapper.witnessed(
              proposal, live.orElseThrow().campaign().definition().orElseThrow()));
    }
  }

  static boolean isChoice(ExperimentProposed proposal) {
    return proposal.getFollowsUp() == null;
  }

  /** What each shadow makes of a proposal that the campaign is about to fold. */
  List<ShadowChosen> ask(ExperimentProposed proposal, boolean late) {
    List<ShadowChosen> answers = new ArrayList<>();
    LiveCampaign campaign = live.orElseThrow();
    Optional<PlanningProblem> problem = late ? Optional.empty() : campaign.campaign().problem();
    Optional<Belief> belief = problem.flatMap(each -> Belief.of(each, memo(each.policy())));
    Optional<Randomisation> odds = problem.flatMap(each -> odds(each, proposal));
    shadows.forEach(
        (name, shadow) -> {
          if (proposal.getProposedAt().isBefore(shadow.event.getMeta().getRecordedAt())) {
            return;
          }
          if (problem.isEmpty()) {
            answers.add(
                ShadowMapper.without(proposal, name, ShadowVerdict.SKIPPED, campaign).build());
            return;
          }
          answers.add(
              choose(shadow, problem.get())
                  .map(
                      choice ->
                          ShadowMapper.chosen(
                              proposal,
                              name,
                              choice,
                              expected(choice, belief),
                              propensity(choice, proposal, odds),
                              campaign))
                  .orElseGet(
                      () ->
                          ShadowMapper.without(proposal, name, ShadowVerdict.NOTHING, campaign)
                              .build()));
        });
    return answers;
  }

  private Optional<Choice> choose(Shadow shadow, PlanningProblem problem) {
    try {
      Policy policy = policy(shadow.event);
      if (shadow.bystander.isEmpty()) {
        shadow.bystander = Optional.of(new Bystander(shadow.event.getName(), policy));
      }
      return shadow.bystander.get().choose(problem, memo(policy));
    } catch (RefusedException | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("campaignId", shadow.event.getCampaignId())
          .addKeyValue("shadow", shadow.event.getName())
          .addKeyValue("reason", e.getMessage())
          .log("A shadow's policy does not fit its campaign");
      return Optional.empty();
    }
  }

  /** The policy, where the campaign could go by it as well. */
  private Policy policy(PolicyShadowed event) {
    CampaignDefined definition =
        CampaignDefined.newBuilder(live.orElseThrow().definition())
            .setPolicy(event.getPolicy())
            .build();
    return DefinitionMapper.definition(definition).policy();
  }

  private PlannerMemo memo(Policy policy) {
    return memos.computeIfAbsent(
        new Surrogate(policy.surrogate(), policy.teachers()), key -> new PlannerMemo());
  }

  /**
   * The odds of the campaign's own choice, derived again; empty where they are not what it says.
   */
  private Optional<Randomisation> odds(PlanningProblem problem, ExperimentProposed proposal) {
    return proposal.getWhy().getPropensity() == null
        ? Optional.empty()
        : Planner.select(problem, 1, memo(problem.policy())).stream()
            .findFirst()
            .filter(again -> again.candidate().orElse(-1) == proposal.getPoolIndex())
            .flatMap(Choice::randomisation);
  }

  private OptionalDouble propensity(
      Choice choice, ExperimentProposed proposal, Optional<Randomisation> odds) {
    boolean same = choice.candidate().orElse(-1) == proposal.getPoolIndex();
    // a campaign that keeps to what is safe would not choose everything else that it says odds of
    boolean unsafe =
        live.orElseThrow().campaign().definition().orElseThrow().policy().safe() && !same;
    return odds.isEmpty() || choice.candidate().isEmpty() || unsafe
        ? OptionalDouble.empty()
        : OptionalDouble.of(odds.get().propensity(choice.candidate().getAsInt()));
  }

  private static Optional<Belief.Expectation> expected(Choice choice, Optional<Belief> belief) {
    return choice.candidate().isPresent()
        ? belief.map(known -> known.at(choice.candidate().getAsInt()))
        : choice.forecast().map(each -> new Belief.Expectation(each.mean(), each.deviation()));
  }

  /** What every shadow is to be told of how it stands. */
  List<io.athanor.event.ShadowReported> report(Instant now) {
    LiveCampaign campaign = live.orElseThrow();
    CampaignDefinition definition = campaign.campaign().definition().orElseThrow();
    Map<String, List<Witnessed>> seen = new TreeMap<>();
    shadows.forEach(
        (name, shadow) ->
            seen.put(
                name,
                shadow.choices.stream()
                    .filter(each -> each.getVerdict() == ShadowVerdict.CHOSEN)
                    .map(each -> ShadowMapper.witnessed(each, definition))
                    .toList()));
    Map<String, Scores.Score> scores =
        campaign
            .campaign()
            .problem()
            .map(problem -> Scores.of(problem, own, seen, memo(problem.policy())))
            .orElse(Map.of());
    List<io.athanor.event.ShadowReported> reports = new ArrayList<>();
    shadows.forEach(
        (name, shadow) ->
            reports.add(
                ShadowMapper.reported(
                    name,
                    counts(shadow.choices),
                    Optional.ofNullable(scores.get(name)),
                    campaign,
                    now)));
    return reports;
  }

  private static ShadowMapper.Counts counts(List<ShadowChosen> choices) {
    int skipped =
        (int) choices.stream().filter(each -> each.getVerdict() == ShadowVerdict.SKIPPED).count();
    int agreed = (int) choices.stream().filter(ShadowChosen::getAgreed).count();
    return new ShadowMapper.Counts(choices.size() - skipped, skipped, agreed);
  }
}
