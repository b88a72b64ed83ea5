package io.athanor.acquisition.critic;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.composition.Element;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CriticLawTest {
  private static final String CHARACTERS = "ABCNOHFClxyz0123456789().· ,-_µ\u2082\n";

  @Test
  void neverFailsAndAlwaysSaysTheSame() {
    SplittableRandom random = Seeds.stream(1, "critic-fuzz");
    for (int i = 0; i < 3_000; i++) {
      ProposalUnderReview proposal =
          ProposalUnderReview.ofSettings(ReviewTerms.none(), settings(random));
      ProposalUnderReview both =
          new ProposalUnderReview(
              proposal.terms(),
              java.util.Optional.of(text(random)),
              proposal.settings(),
              java.util.Optional.empty(),
              java.util.OptionalDouble.empty(),
              Familiarity.none());

      Critique critique = Critic.assess(both);

      assertThat(critique.risk()).isBetween(0.0, 1.0);
      assertThat(Critic.assess(both)).isEqualTo(critique);
      critique
          .findings()
          .forEach(each -> assertThat(each.score()).isLessThanOrEqualTo(critique.risk() + 1e-12));
    }
  }

  /** Taking a formula unit twice changes no material and so no critique. */
  @Test
  void doesNotDependOnTheFormulaUnit() {
    SplittableRandom random = Seeds.stream(2, "critic-unit");
    for (int i = 0; i < 1_000; i++) {
      StringBuilder once = new StringBuilder();
      StringBuilder twice = new StringBuilder();
      int count = 2 + random.nextInt(3);
      for (int j = 0; j < count; j++) {
        Element element = Element.ofAtomicNumber(1 + random.nextInt(94));
        int amount = 1 + random.nextInt(6);
        once.append(element.symbol()).append(amount);
        twice.append(element.symbol()).append(2 * amount);
      }
      Critique one = Critic.assess(ProposalUnderReview.ofFormula(once.toString()));
      Critique two = Critic.assess(ProposalUnderReview.ofFormula(twice.toString()));

      assertThat(two.risk()).as(once.toString()).isEqualTo(one.risk());
    }
  }

  private static Map<String, Object> settings(SplittableRandom random) {
    Map<String, Object> settings = new TreeMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      settings.put(
          text(random),
          random.nextBoolean()
              ? (Object) Double.longBitsToDouble(random.nextLong())
              : text(random));
    }
    return settings;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
