package io.athanor.allinone.invention;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.InventionTerms;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.allinone.invent.LastWord;
import io.athanor.event.ObservedCandidate;
import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.Generator;
import io.athanor.generator.Goal;
import io.athanor.generator.Invented;
import io.athanor.generator.Invention;
import io.athanor.generator.Inventor;
import io.athanor.generator.Known;
import io.athanor.generator.Relaxer;
import io.athanor.generator.Rule;
import io.athanor.generator.Rules;
import io.athanor.generator.Surrogate;
import io.athanor.generator.bandit.Bandit;
import io.athanor.generator.bandit.Ledger;
import io.athanor.generator.structure.Corpus;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One wave of inventions, from what a campaign asks to what it is given. A pure function of its
 * parts: the same question to the same model with the same past has the same answer.
 *
 * @param surrogate the model that the campaign sees by
 * @param relaxer moves crystals downhill on that model's energy
 * @param corpus what materials are like
 * @param generators who may be asked
 * @param inventor how drafts become candidates
 */
record Wave(
    Surrogate surrogate,
    Relaxer relaxer,
    Corpus corpus,
    List<Generator> generators,
    Inventor inventor) {
  /** What the critic refuses is replaced by the next best: so many more are asked for. */
  private static final int SPARE_SHARE = 2;

  /**
   * What a campaign asks.
   *
   * @param definition the campaign
   * @param terms what may be invented
   * @param observed what was measured, in the order of places
   * @param known what exists besides
   * @param ledger what generators brought so far
   * @param count how many are wanted
   * @param seed of every random choice
   */
  record Question(
      CampaignDefinition definition,
      InventionTerms terms,
      List<ObservedCandidate> observed,
      List<Known> known,
      Ledger ledger,
      int count,
      long seed) {}

  /**
   * A candidate that passed all.
   *
   * @param invented the candidate
   * @param critique what the critic says of it all the same
   */
  record Passed(Invented invented, Critique critique) {}

  /**
   * What came of it.
   *
   * @param candidates in the order in which to try them
   * @param shares of the budget by generator
   * @param made drafts and candidates by generator
   * @param rejected how many were rejected, by reason
   */
  record Outcome(
      List<Passed> candidates,
      Map<String, Double> shares,
      Map<String, Invention.Share> made,
      Map<String, Integer> rejected) {}

  /**
   * Invents.
   *
   * @throws IllegalArgumentException naming what of the question cannot be answered
   */
  Outcome invent(Question question) {
    Goal goal = CampaignGoal.of(question.terms());
    List<CampaignMerit.Seen> seen = seen(question.observed());
    CampaignMerit merit = new CampaignMerit(question.definition(), goal, seen);
    List<Rule> rules = new ArrayList<>(Rules.of(goal));
    rules.addAll(Rules.chemistry());
    Map<String, Double> shares =
        question
            .ledger()
            .bandit()
            .shares(
                generators.stream().map(Generator::name).toList(), Bandit.FLOOR, question.seed());
    Judged judged = new Judged(question, shares);
    List<Known> known = known(question);
    for (Generator generator : generators) {
      int places = judged.places.get(generator.name());
      if (places > 0) {
        // places are its own: a generator that climbs the merit itself would take them all
        Invention invention =
            inventor.invent(
                new Brief(goal, corpus, rules, surrogate, merit, relaxer, known),
                List.of(new Inventor.Commission(generator, 1)),
                places + (places + SPARE_SHARE - 1) / SPARE_SHARE,
                question.seed());
        judged.take(generator.name(), invention);
        invention
            .candidates()
            .forEach(each -> known.add(new Known("same wave", each.draft().crystal(), Map.of())));
      }
    }
    return judged.outcome();
  }

  /** Candidates of all generators as they pass the critic. */
  private static final class Judged {
    private final Question question;
    private final Map<String, Double> shares;
    private final Map<String, Integer> places;
    private final ReviewTerms terms;
    private final List<Passed> passed = new ArrayList<>();
    private final List<Passed> spare = new ArrayList<>();
    private final Map<String, Integer> proposed = new TreeMap<>();
    private final Map<String, Integer> rejected = new TreeMap<>();

    Judged(Question question, Map<String, Double> shares) {
      this.question = question;
      this.shares = shares;
      this.places = Bandit.split(shares, question.count());
      this.terms =
          new ReviewTerms(
              List.of(),
              List.of(),
              question.definition().action().critic().hazards(),
              OptionalDouble.empty());
    }

    void take(String generator, Invention invention) {
      invention.rejected().forEach((reason, n) -> rejected.merge(reason, n, Integer::sum));
      proposed.put(generator, invention.shares().get(generator).proposed());
      double most = question.definition().action().critic().blockAbove();
      int left = places.get(generator);
      for (Invented each : invention.candidates()) {
        Critique critique = LastWord.of(each, terms);
        if (critique.risk() > most) {
          rejected.merge("critic: " + critique.findings().get(0).check(), 1, Integer::sum);
        } else if (left > 0) {
          passed.add(new Passed(each, critique));
          left--;
        } else {
          spare.add(new Passed(each, critique));
        }
      }
    }

    /** Places that a generator could not fill go to the best of what others have left. */
    Outcome outcome() {
      Comparator<Passed> best =
          Comparator.comparingDouble((Passed each) -> each.invented().merit())
              .reversed()
              .thenComparing(each -> each.invented().formula());
      spare.sort(best);
      passed.addAll(spare.subList(0, Math.min(spare.size(), question.count() - passed.size())));
      passed.sort(best);
      Map<String, Invention.Share> made = new TreeMap<>();
      for (String name : places.keySet()) {
        made.put(name, new Invention.Share(proposed.getOrDefault(name, 0), accepted(passed, name)));
      }
      return new Outcome(List.copyOf(passed), shares, made, rejected);
    }
  }

  private static int accepted(List<Passed> passed, String generator) {
    return (int)
        passed.stream().filter(each -> each.invented().generator().equals(generator)).count();
  }

  private static List<Known> known(Question question) {
    List<Known> known = new ArrayList<>(question.known());
    for (ObservedCandidate each : question.observed()) {
      if (each.getCandidate() != null) {
        CandidateCrystals.crystal(each.getCandidate())
            .ifPresent(
                crystal -> known.add(new Known(each.getCandidateId(), crystal, each.getValues())));
      }
    }
    return known;
  }

  /** Measured candidates with a structure that the model can score. */
  private List<CampaignMerit.Seen> seen(List<ObservedCandidate> observed) {
    List<Crystal> crystals = new ArrayList<>();
    List<Map<String, Double>> values = new ArrayList<>();
    for (ObservedCandidate each : observed) {
      Optional.ofNullable(each.getCandidate())
          .flatMap(CandidateCrystals::crystal)
          .ifPresent(
              crystal -> {
                crystals.add(crystal);
                values.add(each.getValues());
              });
    }
    List<Assessment> assessments = surrogate.assess(crystals);
    List<CampaignMerit.Seen> seen = new ArrayList<>();
    for (int i = 0; i < crystals.size(); i++) {
      if (assessments.get(i).refused().isEmpty()) {
        seen.add(new CampaignMerit.Seen(assessments.get(i), values.get(i)));
      }
    }
    return seen;
  }
}
