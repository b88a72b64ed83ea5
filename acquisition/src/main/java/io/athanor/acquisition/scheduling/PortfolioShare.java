package io.athanor.acquisition.scheduling;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fair share, in which the campaigns of a portfolio pool their weights and take them by what
 * each is worth. The first place of each is by its own weight, so that none is forgotten, and all
 * that is outside portfolios has what it would have had.
 */
public final class PortfolioShare implements Allocator {
  private final Allocator fair;

  /** On top of the fair share by the house rules. */
  public PortfolioShare(SchedulerTerms house) {
    this.fair = new FairShare(house);
  }

  @Override
  public List<Grant> allocate(List<Claim> claims, CapacityFlow floor) {
    Map<String, Double> weight = new HashMap<>();
    Map<String, Double> value = new HashMap<>();
    for (Claim claim : claims) {
      claim
          .portfolio()
          .ifPresent(
              name -> {
                weight.merge(name, claim.terms().weight(), Double::sum);
                value.merge(name, claim.value().orElseThrow(), Double::sum);
              });
    }
    List<Claim> valued =
        claims.stream()
            .map(
                claim ->
                    claim
                        .portfolio()
                        .map(
                            name ->
                                claim.weighted(
                                    weight.get(name)
                                        * claim.value().orElseThrow()
                                        / value.get(name)))
                        .orElse(claim))
            .toList();
    return fair.allocate(valued, floor);
  }
}
