package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.acquisition.campaign.InventionTerms.Elements;
import io.athanor.acquisition.campaign.InventionTerms.Limit;
import io.athanor.acquisition.planner.Policy.Acquisition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Terms of invention and drift that cannot be met are refused by field. */
class TermsTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static void refused(String message, ThrowingCallable made) {
    assertThatIllegalArgumentException().isThrownBy(made).withMessageStartingWith(message);
  }

  private static Elements elements(List<String> allowed, List<String> required, int most) {
    return new Elements(allowed, required, List.of("Pb"), 2, most);
  }

  @Test
  void shouldRefuseElementsThatCannotBe() {
    assertThat(elements(List.of("Fe", "O", "Pb"), List.of("O"), 3).fewest()).isEqualTo(2);
    refused("invention.allowed 'Xx'", () -> elements(List.of("Xx"), List.of(), 3));
    refused("invention.required must", () -> elements(List.of(), List.of("Pb"), 3));
    refused("invention.required must", () -> elements(List.of("Fe", "O"), List.of("N"), 3));
    refused("invention.elementsMost", () -> elements(List.of(), List.of(), 1));
    refused("invention.elementsMost", () -> elements(List.of(), List.of("H", "C", "N"), 2));
    refused("invention.allowed leaves 1", () -> elements(List.of("Fe", "Pb"), List.of(), 3));
    refused("invention.elementsFewest", () -> new Elements(List.of(), List.of(), List.of(), 0, 3));
  }

  @Test
  void shouldRefuseLimitsThatAreNone() {
    refused("invention.limits.property", () -> new Limit(" ", "eV", OptionalDouble.of(1), NONE));
    refused("invention.limits.unit", () -> new Limit("gap", "elephant", NONE, NONE));
    refused("invention.limits.lower or upper", () -> new Limit("gap", "eV", NONE, NONE));
    refused(
        "invention.limits.lower 2.0 is above upper 1.0",
        () -> new Limit("gap", "eV", OptionalDouble.of(2), OptionalDouble.of(1)));
    refused(
        "invention.limits.upper",
        () -> new Limit("gap", "eV", NONE, OptionalDouble.of(Double.NaN)));
  }

  @Test
  void shouldRefuseNumbersOutOfRange() {
    refused("invention.count", () -> Swaps.terms(0, 1, 0.1));
    refused("invention.waves", () -> Swaps.terms(1, 0, 0.1));
    refused("invention.dryBelow", () -> Swaps.terms(1, 1, 0));
    refused("invention.dryBelow", () -> Swaps.terms(1, 1, 1.5));
    refused("drift.factor", () -> new DriftTerms(true, 0, Optional.empty()));
    refused("drift.referenceCandidateId", () -> new DriftTerms(true, 1, Optional.of(" ")));
  }

  @Test
  void shouldInventOnlyWhereAModelTellsCandidatesApart() {
    Optional<InventionTerms> terms = Optional.of(Swaps.terms(3, 1, 0.1));
    assertThat(Swaps.definition(5, 9, Acquisition.AUTO, terms).invention()).isEqualTo(terms);
    CampaignDefinition own = Campaigns.definition(5, 9, 1, Acquisition.AUTO);
    refused(
        "invention needs embedding or prediction",
        () ->
            new CampaignDefinition(
                own.campaignId(),
                own.wanted(),
                own.space(),
                own.policy(),
                own.stopping(),
                own.features(),
                own.budget(),
                own.parallelism(),
                own.proposalLife(),
                own.seed(),
                own.state(),
                own.action(),
                terms,
                Optional.empty()));
  }
}
