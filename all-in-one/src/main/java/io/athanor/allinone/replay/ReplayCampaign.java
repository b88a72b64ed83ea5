package io.athanor.allinone.replay;

import io.athanor.allinone.client.Campaigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A data set as a campaign, one experiment at a time, so that the seed decides every pick.
 *
 * @param pool the data set
 * @param unit UCUM code of the objective
 * @param policy how to choose
 * @param seed of every random choice
 */
record ReplayCampaign(Pool pool, String unit, Campaigns.Policy policy, long seed) {
  private static final int YEAR_SECONDS = 31_536_000;
  private static final int LEASE_SECONDS = 600;
  private static final int LONGEST_NAME = 60;

  String campaignId() {
    String name = pool.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-");
    return "replay-" + name.substring(0, Math.min(LONGEST_NAME, name.length())) + "-" + seed;
  }

  Campaigns.Definition definition() {
    return new Campaigns.Definition(
        campaignId(),
        "Replay of " + pool.name() + ", seed " + seed,
        List.of(new Campaigns.Objective(pool.objective(), unit, pool.direction().spelled())),
        new Campaigns.Search(new Campaigns.Pool(pool.members().size(), pool.parameters())),
        policy,
        pool.members().size(),
        1,
        YEAR_SECONDS,
        LEASE_SECONDS,
        seed,
        true);
  }

  List<Campaigns.Candidate> candidates() {
    List<Campaigns.Candidate> candidates = new ArrayList<>();
    for (Pool.Member member : pool.members()) {
      candidates.add(
          new Campaigns.Candidate(
              member.index(),
              null,
              member.parameters(),
              Map.of("row", Integer.toString(member.firstRow()))));
    }
    return candidates;
  }
}
