package io.athanor.allinone.invent;

import io.athanor.acquisition.critic.Critic;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.critic.Familiarity;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.generator.Estimate;
import io.athanor.generator.Invented;
import io.athanor.inference.model.Property;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The critic has the last word, and shares nothing with what made a candidate. */
public final class LastWord {
  private LastWord() {}

  /** What it says. */
  public static Critique of(Invented invented, ReviewTerms terms) {
    Estimate hull = invented.assessment().properties().get(Property.ENERGY_ABOVE_HULL.key());
    return Critic.assess(
        new ProposalUnderReview(
            terms,
            Optional.of(invented.formula()),
            Map.of(),
            Optional.of(invented.draft().crystal()),
            hull == null ? OptionalDouble.empty() : OptionalDouble.of(hull.mean()),
            Familiarity.none()));
  }
}
