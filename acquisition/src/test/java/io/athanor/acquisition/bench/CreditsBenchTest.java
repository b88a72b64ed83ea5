package io.athanor.acquisition.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.acquisition.portfolio.Prospect;
import io.athanor.acquisition.scheduling.PortfolioShare;
import io.athanor.acquisition.scheduling.SchedulerTerms;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreditsBenchTest {
  private static DiscoveryPool pool(double peak) {
    List<Point> points =
        IntStream.range(0, 60).mapToObj(i -> new Point(List.of(i / 60.0))).toList();
    List<Double> values =
        points.stream().map(point -> -Math.pow(point.coordinates().get(0) - peak, 2)).toList();
    return new DiscoveryPool(
        "parabola", "y", true, List.of(new Parameter.Continuous("x", 0, 1)), points, values);
  }

  @Test
  void shouldFindNoStaleProposalWithCreditsAndManyWithout() {
    CreditsBench bench = new CreditsBench(2, 8, 12, 3);
    List<CreditsBench.Result> results = bench.on(pool(0.7));
    assertThat(results)
        .extracting(CreditsBench.Result::arm)
        .containsExactly("ahead", "ahead, retracting", "credits");
    assertThat(results.get(0).unseen().mean().orElseThrow()).isGreaterThan(3);
    assertThat(results.get(0).retracted().mean().orElseThrow()).isZero();
    assertThat(results.get(1).unseen().mean().orElseThrow())
        .isLessThan(results.get(0).unseen().mean().orElseThrow());
    assertThat(results.get(1).retracted().mean().orElseThrow()).isPositive();
    assertThat(results.get(2).unseen().mean().orElseThrow()).isZero();
    assertThat(bench.on(pool(0.7))).as("the same again").isEqualTo(results);
  }

  @Test
  void shouldRefuseALaboratoryWithoutInstruments() {
    assertThatThrownBy(() -> new CreditsBench(0, 8, 12, 3)).hasMessageContaining("instruments 0");
    assertThatThrownBy(() -> new CreditsBench(2, 58, 12, 3).on(pool(0.7)))
        .hasMessageContaining("too small");
  }

  @Test
  void shouldGiveTheBudgetToTheCampaignThatGains() {
    List<CampaignTrace> traces =
        List.of(
            CampaignTrace.of(pool(0.7), 3, 20),
            CampaignTrace.synthetic(3, 60, 0.3),
            CampaignTrace.synthetic(4, 60, 0.3));
    PortfolioBench bench = new PortfolioBench(6, 45, Forecaster.standard());
    PortfolioBench.Result result = bench.over(List.of(traces));
    double oracle = result.oracle().mean().orElseThrow();
    assertThat(oracle).isLessThanOrEqualTo(result.portfolio().mean().orElseThrow());
    assertThat(oracle).isLessThanOrEqualTo(result.equal().mean().orElseThrow());
    int[] spent =
        bench.spent(
            List.of(steady("good", 0.1), steady("poor", 0)),
            new PortfolioShare(SchedulerTerms.standard()));
    assertThat(spent[0]).isGreaterThan(2 * spent[1]);
    assertThat(spent[1]).as("nobody starves").isGreaterThanOrEqualTo(7);
  }

  private static CampaignTrace steady(String name, double gain) {
    List<Double> regret = IntStream.rangeClosed(0, 60).mapToObj(n -> 6 - gain * n).toList();
    return new CampaignTrace(
        name,
        regret,
        IntStream.rangeClosed(0, 60)
            .mapToObj(n -> Optional.of(new Prospect(n, gain, gain * n)))
            .toList());
  }
}
