package io.athanor.streams.validate;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Crystal;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.identity.ContentHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a proposed candidate must satisfy: identifiers, times, a formula that reads, a structure
 * whose arrays fit, and an id that is the hash of its content.
 *
 * @param clock wall clock
 * @param tolerance how far ahead of it a proposal may say it happened
 */
public record CandidateRules(InstantSource clock, Duration tolerance) {
  private static final int LATTICE_NUMBERS = 9;
  private static final int AXES = 3;
  // no material needs more, and the parser recurses into brackets
  private static final int LONGEST_FORMULA = 1_000;

  /** The first rule that the proposal with this record key breaks, or empty. */
  public Optional<Refusal> check(String key, CandidateProposed proposed) {
    try {
      Rules.requireMeta(proposed.getMeta(), clock.instant(), tolerance);
      Rules.requireName("candidateId", proposed.getCandidateId());
      Rules.requireKey(key, "candidateId", proposed.getCandidateId());
      Rules.requireNameIfGiven("campaignId", proposed.getCampaignId());
      if (proposed.getIndex() < -1) {
        throw Rules.invalid("index", "must be >= -1 but is " + proposed.getIndex());
      }
      requireIdentity(proposed.getCandidateId(), proposed.getCandidate());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  static void requireIdentity(String candidateId, Candidate candidate) {
    requireSame("candidate.candidateId", candidate.getCandidateId(), candidateId);
    requireParameters(candidate.getParameters());
    String formula = candidate.getFormula();
    if (formula != null && formula.length() > LONGEST_FORMULA) {
      throw Rules.invalid(
          "candidate.formula",
          "has " + formula.length() + " characters, more than " + LONGEST_FORMULA);
    }
    String recomputed;
    try {
      recomputed =
          ContentHash.candidateId(
              Optional.ofNullable(formula).map(Composition::parse),
              candidate.getParameters(),
              Optional.ofNullable(candidate.getCrystal()).map(CandidateRules::crystal));
    } catch (MaterialException e) {
      throw Rules.invalid("candidate." + e.field(), e.reason());
    } catch (IllegalArgumentException e) {
      throw Rules.invalid("candidate", String.valueOf(e.getMessage()));
    }
    requireSame("candidateId", candidateId, recomputed);
  }

  private static void requireSame(String field, String given, String expected) {
    if (!given.equals(expected)) {
      throw Rules.invalid(field, "is " + given + " where the content says " + expected);
    }
  }

  private static void requireParameters(Map<String, Object> parameters) {
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              Rules.requireName("candidate.parameters (name)", name);
              if (value instanceof Double number && !Double.isFinite(number)) {
                throw Rules.refused(
                    Refusal.Code.NOT_FINITE,
                    "candidate.parameters." + name,
                    "must be finite but is " + number);
              }
            });
  }

  private static io.athanor.materials.crystal.Crystal crystal(Crystal crystal) {
    List<Double> numbers = crystal.getLattice();
    List<Double> fractional = crystal.getFractional();
    int sites = crystal.getSpecies().size();
    if (numbers.size() != LATTICE_NUMBERS) {
      throw Rules.invalid("candidate.crystal.lattice", "needs 9 numbers but has " + numbers.size());
    }
    if (fractional.size() != AXES * sites) {
      throw Rules.invalid(
          "candidate.crystal.fractional",
          "needs 3 numbers for each of " + sites + " sites but has " + fractional.size());
    }
    Rules.requireFinite("candidate.crystal.lattice", numbers);
    Rules.requireFinite("candidate.crystal.fractional", fractional);
    double[][] rows = new double[AXES][AXES];
    for (int i = 0; i < LATTICE_NUMBERS; i++) {
      rows[i / AXES][i % AXES] = numbers.get(i);
    }
    try {
      List<Site> placed = new ArrayList<>(sites);
      for (int i = 0; i < sites; i++) {
        placed.add(site(i, crystal.getSpecies().get(i), fractional));
      }
      return new io.athanor.materials.crystal.Crystal(Lattice.ofMatrix(rows), placed);
    } catch (MaterialException e) {
      throw Rules.invalid("candidate.crystal." + e.field(), e.reason());
    }
  }

  private static Site site(int index, String symbol, List<Double> fractional) {
    Element element =
        Element.ofSymbol(symbol)
            .orElseThrow(
                () ->
                    Rules.invalid(
                        "candidate.crystal.species[" + index + "]",
                        "no element is called '" + symbol + "'"));
    int first = AXES * index;
    return new Site(
        element, fractional.get(first), fractional.get(first + 1), fractional.get(first + 2));
  }
}
