package io.athanor.acquisition.critic;

import io.athanor.materials.crystal.Crystal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Everything the critic looks at. What is not known is empty and is not held against the proposal.
 *
 * @param terms what holds for the whole campaign
 * @param formula chemical formula as it was written; not necessarily one that reads
 * @param settings number (in the declared unit) or option by name
 * @param crystal structure
 * @param aboveHull energy above the convex hull in eV/atom, predicted or simulated
 * @param familiarity distance to what was measured
 */
public record ProposalUnderReview(
    ReviewTerms terms,
    Optional<String> formula,
    Map<String, Object> settings,
    Optional<Crystal> crystal,
    OptionalDouble aboveHull,
    Familiarity familiarity) {
  /** Copies the settings in order of their names. */
  public ProposalUnderReview {
    Objects.requireNonNull(terms, "proposal.terms");
    Objects.requireNonNull(familiarity, "proposal.familiarity");
    settings = new TreeMap<>(settings);
    settings.forEach(
        (name, value) -> {
          if (!(value instanceof Double) && !(value instanceof String)) {
            throw new IllegalArgumentException(
                "proposal.settings." + name + " must be a number or an option");
          }
        });
  }

  /** A composition and nothing else. */
  public static ProposalUnderReview ofFormula(String formula) {
    return new ProposalUnderReview(
        ReviewTerms.none(),
        Optional.of(formula),
        Map.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        Familiarity.none());
  }

  /** A recipe and nothing else. */
  public static ProposalUnderReview ofSettings(ReviewTerms terms, Map<String, ?> settings) {
    return new ProposalUnderReview(
        terms,
        Optional.empty(),
        new TreeMap<>(settings),
        Optional.empty(),
        OptionalDouble.empty(),
        Familiarity.none());
  }
}
