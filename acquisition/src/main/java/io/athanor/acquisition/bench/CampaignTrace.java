package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.portfolio.Prospect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How far one campaign has come after each of its experiments; as campaigns of a portfolio do not
 * know of each other, a trace is all that sharing out between them needs.
 *
 * @param name for people
 * @param regret after n experiments: what its best is below the best there is, in standard
 *     deviations of the outcomes there are
 * @param prospects what it says after n experiments; empty while it says nothing
 */
public record CampaignTrace(String name, List<Double> regret, List<Optional<Prospect>> prospects) {
  /** Copies and checks. */
  public CampaignTrace {
    regret = List.copyOf(regret);
    prospects = List.copyOf(prospects);
    if (regret.size() != prospects.size() || regret.isEmpty()) {
      throw new IllegalArgumentException(
          "regret %d, prospects %d".formatted(regret.size(), prospects.size()));
    }
  }

  /** Most experiments. */
  public int length() {
    return regret.size() - 1;
  }

  /** Of the engine's planner on a measured pool, after two random start points. */
  public static CampaignTrace of(DiscoveryPool pool, long seed, int experiments) {
    List<Integer> starts = new PythonRandom(seed).sample(pool.size(), 2);
    int most = Math.min(experiments, pool.size() - starts.size());
    PoolCampaign campaign =
        new PoolCampaign(pool, starts, seed, most + starts.size() + 1, 1, OptionalDouble.empty());
    campaign.grant(1);
    double sign = pool.maximize() ? 1 : -1;
    double[] merits = pool.values().stream().mapToDouble(value -> sign * value).toArray();
    double mean = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (double merit : merits) {
      mean += merit / merits.length;
      top = Math.max(top, merit);
    }
    double squares = 0;
    for (double merit : merits) {
      squares += (merit - mean) * (merit - mean) / merits.length;
    }
    double best = Math.max(merits[starts.get(0)], merits[starts.get(1)]);
    List<Double> regret = new ArrayList<>();
    List<Optional<Prospect>> prospects = new ArrayList<>();
    for (int n = 0; n <= most; n++) {
      regret.add((top - best) / Math.sqrt(squares));
      Optional<Decision.Propose> next =
          campaign.decide(Instant.EPOCH).stream()
              .filter(Decision.Propose.class::isInstance)
              .map(Decision.Propose.class::cast)
              .findFirst();
      prospects.add(next.flatMap(Decision.Propose::prospect).map(CampaignTrace::prospect));
      if (next.isPresent()) {
        campaign.propose(next.get());
        campaign.observe(next.get().experimentId(), next.get().candidate());
        best = Math.max(best, merits[next.get().candidate()]);
      }
    }
    return new CampaignTrace(pool.name(), regret, prospects);
  }

  private static Prospect prospect(io.athanor.acquisition.campaign.Prospect said) {
    return new Prospect(said.measured(), said.expectedImprovement(), said.improvement());
  }

  /**
   * A made-up one: improvements come ever more seldom, from a store that not all campaigns have
   * alike; what it expects is right up to a factor of {@code exp(misled z)} with z standard normal.
   */
  public static CampaignTrace synthetic(long seed, int experiments, double misled) {
    SplittableRandom random = Seeds.stream(seed, "synthetic-campaign");
    double store = 3 * random.nextDouble();
    double pace = 5 * StrictMath.pow(12, random.nextDouble());
    List<Double> improved = new ArrayList<>(List.of(0.0));
    List<Double> expected = new ArrayList<>();
    for (int n = 0; n <= experiments; n++) {
      double chance = StrictMath.exp(-n / pace);
      double size = store / pace;
      expected.add(chance * size * StrictMath.exp(misled * Seeds.gaussian(random)));
      double gain =
          random.nextDouble() < chance ? -size * StrictMath.log(1 - random.nextDouble()) : 0;
      improved.add(improved.get(n) + gain);
    }
    double all = improved.get(experiments);
    List<Double> regret = new ArrayList<>();
    List<Optional<Prospect>> prospects = new ArrayList<>();
    for (int n = 0; n <= experiments; n++) {
      regret.add(all - improved.get(n));
      prospects.add(Optional.of(new Prospect(n, expected.get(n), improved.get(n))));
    }
    return new CampaignTrace("synthetic-" + seed, regret, prospects);
  }
}
