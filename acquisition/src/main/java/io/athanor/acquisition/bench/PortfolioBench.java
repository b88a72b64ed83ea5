package io.athanor.acquisition.bench;

import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.acquisition.portfolio.Standing;
import io.athanor.acquisition.scheduling.Allocator;
import io.athanor.acquisition.scheduling.CampaignTerms;
import io.athanor.acquisition.scheduling.CapacityFlow;
import io.athanor.acquisition.scheduling.Claim;
import io.athanor.acquisition.scheduling.FairShare;
import io.athanor.acquisition.scheduling.Grant;
import io.athanor.acquisition.scheduling.Instrument;
import io.athanor.acquisition.scheduling.PortfolioShare;
import io.athanor.acquisition.scheduling.SchedulerTerms;
import io.athanor.acquisition.scheduling.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a portfolio gains by sharing out one budget by value, against equal shares and against the
 * best shares in hindsight.
 *
 * @param places experiments that run at once, of all campaigns together
 * @param budget experiments of all campaigns together
 * @param forecaster values the campaigns
 */
public record PortfolioBench(int places, int budget, Forecaster forecaster) {
  private static final SchedulerTerms HOUSE = SchedulerTerms.standard();

  /**
   * Mean regret over the campaigns of each set of traces, in standard deviations of outcomes.
   *
   * @param equal with equal shares
   * @param portfolio with shares by value
   * @param oracle with the shares that are best in hindsight
   * @param saved equal minus portfolio, set by set
   * @param lost portfolio minus oracle, set by set
   * @param closed part of the way from equal to oracle, of the mean regrets
   */
  public record Result(
      Estimate equal,
      Estimate portfolio,
      Estimate oracle,
      Estimate saved,
      Estimate lost,
      double closed) {}

  /** Over sets of campaigns that share a budget. */
  public Result over(List<List<CampaignTrace>> sets) {
    double[] equal = new double[sets.size()];
    double[] valued = new double[sets.size()];
    double[] oracle = new double[sets.size()];
    for (int i = 0; i < sets.size(); i++) {
      List<CampaignTrace> traces = sets.get(i);
      equal[i] = regret(traces, spent(traces, new FairShare(HOUSE)));
      valued[i] = regret(traces, spent(traces, new PortfolioShare(HOUSE)));
      oracle[i] = best(traces);
    }
    double way = Arrays.stream(equal).sum() - Arrays.stream(oracle).sum();
    return new Result(
        Bootstrap.mean(equal, 1),
        Bootstrap.mean(valued, 1),
        Bootstrap.mean(oracle, 1),
        Bootstrap.difference(equal, valued, 1),
        Bootstrap.difference(valued, oracle, 1),
        way == 0 ? 0 : (Arrays.stream(equal).sum() - Arrays.stream(valued).sum()) / way);
  }

  /** Experiments of each campaign once the budget is spent. */
  public int[] spent(List<CampaignTrace> traces, Allocator allocator) {
    int[] spent = new int[traces.size()];
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (int k = 0; k < spent.length; k++) {
      standings.put(idOf(k), hear(Standing.fresh(), traces.get(k), 0));
    }
    int left = Math.min(budget, traces.stream().mapToInt(CampaignTrace::length).sum());
    while (left > 0) {
      SortedMap<String, Double> shares = forecaster.shares(standings);
      List<Claim> claims = new ArrayList<>();
      for (int k = 0; k < spent.length; k++) {
        claims.add(claim(idOf(k), traces.get(k).length() - spent[k], shares.get(idOf(k))));
      }
      for (Grant grant : allocator.allocate(claims, floor())) {
        int k = Integer.parseInt(grant.campaignId());
        int more = Math.min(left, grant.slots());
        spent[k] += more;
        left -= more;
        standings.put(
            grant.campaignId(), hear(standings.get(grant.campaignId()), traces.get(k), spent[k]));
      }
      standings = new TreeMap<>(forecaster.settled(standings));
    }
    return spent;
  }

  private static Standing hear(Standing standing, CampaignTrace trace, int spent) {
    return trace.prospects().get(spent).map(standing::heard).orElse(standing);
  }

  private CapacityFlow floor() {
    Instrument one =
        new Instrument(
            "all",
            Optional.empty(),
            Set.of(),
            places,
            OptionalInt.empty(),
            Map.of(),
            Instant.EPOCH,
            true);
    return new CapacityFlow(
        List.of(new CapacityFlow.Kind(Step.ANY, "")),
        List.of(new CapacityFlow.Places(one, places)),
        (instrument, kind) -> true);
  }

  private static Claim claim(String id, int demand, double value) {
    CampaignTerms terms =
        new CampaignTerms(
            id,
            Optional.empty(),
            0,
            1,
            OptionalInt.empty(),
            Math.max(1, demand),
            Math.max(1, demand),
            Optional.empty(),
            List.of(),
            Optional.of("portfolio"),
            Map.of(),
            Instant.EPOCH,
            true);
    return new Claim(terms, 0, 1, demand, 0, Instant.EPOCH, OptionalDouble.of(value));
  }

  private static String idOf(int campaign) {
    return "%04d".formatted(campaign);
  }

  private static double regret(List<CampaignTrace> traces, int[] spent) {
    double sum = 0;
    for (int k = 0; k < spent.length; k++) {
      sum += traces.get(k).regret().get(spent[k]);
    }
    return sum / spent.length;
  }

  /** The least mean regret of any split of the budget, by dynamic programming. */
  private double best(List<CampaignTrace> traces) {
    double[] least = new double[budget + 1];
    for (CampaignTrace trace : traces) {
      double[] next = new double[budget + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      for (int b = 0; b <= budget; b++) {
        for (int n = 0; n <= Math.min(b, trace.length()); n++) {
          next[b] = Math.min(next[b], least[b - n] + trace.regret().get(n));
        }
      }
      least = next;
    }
    return least[budget] / traces.size();
  }
}
