package io.athanor.generator;

import io.athanor.generator.chemistry.ChargeBalance;
import io.athanor.generator.search.DiverseSet;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Entry;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Registry;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * From a brief to candidates: generators draft, what breaks a rule or is known goes, cells relax,
 * the surrogate scores, and of the best a set is picked that is not all alike. Pure.
 *
 * @param diversity how the set is picked
 * @param depth how many times as many drafts are scored as candidates are wanted, at least 1
 */
public record Inventor(DiverseSet diversity, int depth) {
  /** Quality before diversity, five drafts a candidate. */
  public static final Inventor USUAL = new Inventor(new DiverseSet(20), 5);

  /** Checks the depth. */
  public Inventor {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1 but is " + depth);
    }
  }

  /** A generator and its part of the drafts. */
  public record Commission(Generator generator, double share) {
    /** Checks the share. */
    public Commission {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be in [0, 1] but is " + share);
      }
    }
  }

  private record Kept(String generator, Draft draft, String type) {}

  /**
   * At most so many candidates, the one to try first at first.
   *
   * @param commissions generators with their shares, names distinct
   * @param count most candidates, at least 1
   * @param seed of every random choice
   */
  public Invention invent(Brief brief, List<Commission> commissions, int count, long seed) {
    Map<String, Integer> rejected = new TreeMap<>();
    Map<String, Integer> repaired = new TreeMap<>();
    Map<String, Integer> proposed = new TreeMap<>();
    List<Kept> kept = new ArrayList<>();
    Registry known = known(brief);
    SplittableRandom seeds = new SplittableRandom(seed);
    for (Commission commission : commissions) {
      long own = seeds.nextLong();
      int wanted = (int) Math.ceil(commission.share() * depth * count);
      Generator generator = commission.generator();
      Drafts made =
          wanted == 0
              ? new Drafts(List.of(), Map.of(), Map.of())
              : generator.make(brief, wanted, own);
      made.rejected().forEach((reason, n) -> rejected.merge(reason, n, Integer::sum));
      made.repaired().forEach((reason, n) -> repaired.merge(reason, n, Integer::sum));
      proposed.put(generator.name(), made.drafts().size());
      for (Draft draft : relaxed(brief, made.drafts())) {
        Optional<String> objection = Rules.objection(brief.rules(), draft.crystal());
        if (objection.isPresent()) {
          rejected.merge(objection.get(), 1, Integer::sum);
          continue;
        }
        Fingerprint fingerprint = Fingerprint.of(draft.crystal());
        if (!known.add(draft.crystal().composition().formula(), fingerprint)) {
          rejected.merge("known already", 1, Integer::sum);
          continue;
        }
        String type = Corpus.nameOf(fingerprint.type());
        kept.add(new Kept(generator.name(), draft, type));
      }
    }
    List<Invented> candidates = picked(scored(brief, kept, rejected), count);
    Map<String, Invention.Share> shares = new TreeMap<>();
    proposed.forEach(
        (name, n) ->
            shares.put(
                name,
                new Invention.Share(
                    n, (int) candidates.stream().filter(c -> c.generator().equals(name)).count())));
    return new Invention(candidates, shares, rejected, repaired);
  }

  /** All materials that a brief knows. */
  public static Registry known(Brief brief) {
    Registry registry = new Registry();
    List<Entry> entries = brief.corpus().entries();
    List<Fingerprint> fingerprints = brief.corpus().fingerprints();
    for (int i = 0; i < entries.size(); i++) {
      registry.add(entries.get(i).id(), fingerprints.get(i));
    }
    brief.known().forEach(each -> registry.add(each.id(), each.fingerprint()));
    return registry;
  }

  private static List<Draft> relaxed(Brief brief, List<Draft> drafts) {
    List<Crystal> crystals = brief.relaxer().relax(drafts.stream().map(Draft::crystal).toList());
    List<Draft> relaxed = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      relaxed.add(new Draft(crystals.get(i), draft.parents(), draft.edits(), draft.reasons()));
    }
    return relaxed;
  }

  private static List<Invented> scored(
      Brief brief, List<Kept> kept, Map<String, Integer> rejected) {
    List<Assessment> assessments =
        kept.isEmpty()
            ? List.of()
            : brief.surrogate().assess(kept.stream().map(each -> each.draft().crystal()).toList());
    double[] merits = brief.merit().of(assessments);
    List<Invented> scored = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Assessment assessment = assessments.get(i);
      if (assessment.refused().isPresent() || !(merits[i] > Double.NEGATIVE_INFINITY)) {
        rejected.merge("surrogate has no answer", 1, Integer::sum);
        continue;
      }
      Kept each = kept.get(i);
      Map<String, Integer> charges = new TreeMap<>();
      ChargeBalance.states(each.draft().crystal().composition())
          .ifPresent(states -> states.forEach((e, state) -> charges.put(e.symbol(), state)));
      scored.add(
          new Invented(
              each.generator(),
              each.draft(),
              each.type(),
              assessment,
              merits[i],
              GoalMerit.probabilities(brief.goal(), assessment),
              charges));
    }
    scored.sort(
        Comparator.comparingDouble(Invented::merit)
            .reversed()
            .thenComparing(Invented::formula)
            .thenComparing(Invented::type));
    return scored;
  }

  private List<Invented> picked(List<Invented> scored, int count) {
    List<List<Double>> embeddings =
        scored.stream().map(each -> each.assessment().embedding()).toList();
    return diversity.pick(embeddings, count).stream().map(scored::get).toList();
  }
}
