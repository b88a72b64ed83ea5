package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static io.athanor.acquisition.campaign.Swaps.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.Invented;
import io.athanor.acquisition.campaign.CampaignEvent.InventionAnswered;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.RolloutStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random lives of campaigns whose model is released, scored, refused, rolled back and released
 * again, whose pool grows, and who crash at any moment. A failure names its seed.
 */
class SwapHistoryTest {
  private int decisions;
  private int swaps;
  private int waves;

  @Test
  void shouldNeverMixVersionsInAThousandRandomHistories() {
    for (long seed = 0; seed < 1_000; seed++) {
      new World(seed).live();
    }
    assertThat(decisions).isGreaterThan(1_000);
    assertThat(swaps).isGreaterThan(100);
    assertThat(waves).isGreaterThan(50);
  }

  private final class World {
    private static final int VERSIONS = 4;

    private final long seed;
    private final SplittableRandom random;
    private final int pool;
    private final List<CampaignEvent> journal = new ArrayList<>();
    private final Set<List<Object>> refused = new HashSet<>();
    private final List<Decision.Propose> proposals = new ArrayList<>();
    private Campaign campaign = new Campaign(GRACE);
    private Instant now = START;
    private Optional<String> last = Optional.empty();
    private Optional<Decision.Invent> wave = Optional.empty();
    private int most;
    private int words;
    private int readings;

    World(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      pool = 3 + random.nextInt(4);
      most = pool;
    }

    void live() {
      tell(
          new CampaignDefined(
              Swaps.definition(
                  pool,
                  20,
                  Acquisition.UPPER_CONFIDENCE_BOUND,
                  Optional.of(Swaps.terms(3, 2, 1)))));
      tell(Swaps.champion(words++, 0));
      for (int i = 0; i < pool; i++) {
        tell(Swaps.candidate(i));
      }
      for (int turn = 0; turn < 45; turn++) {
        switch (random.nextInt(12)) {
          case 0 -> release();
          case 1 -> refuse();
          case 2 -> crash();
          case 3, 4 -> measure();
          case 5 -> rescore();
          case 6 -> answer();
          case 7 -> now = now.plusSeconds(random.nextInt(200));
          default -> predict(random.nextInt(VERSIONS), random.nextInt(most));
        }
        act();
      }
    }

    private void tell(CampaignEvent event) {
      if (campaign.apply(event) instanceof Outcome.Accepted) {
        journal.add(event);
      }
    }

    private void release() {
      RolloutStage[] stages = {
        RolloutStage.CHAMPION, RolloutStage.CANARY, RolloutStage.SHADOW, RolloutStage.RETIRED
      };
      tell(
          Swaps.word(
              words++,
              random.nextInt(VERSIONS),
              stages[random.nextInt(stages.length)],
              random.nextInt(2)));
    }

    private void predict(int version, int candidate) {
      tell(Swaps.said(version, candidate));
    }

    /** What a trainer asks for. */
    private void rescore() {
      int version = random.nextInt(VERSIONS);
      for (int i = 0; i < most; i++) {
        predict(version, i);
      }
    }

    private void refuse() {
      int candidate = random.nextInt(most);
      String version = random.nextInt(4) == 0 ? "" : digest(random.nextInt(VERSIONS));
      PredictionReceived event = PredictionReceived.unscorable("c-" + candidate, version);
      if (campaign.apply(event) instanceof Outcome.Accepted) {
        journal.add(event);
        refused.add(List.of(candidate, version));
      }
    }

    private void measure() {
      if (!proposals.isEmpty()) {
        Decision.Propose about = proposals.get(random.nextInt(proposals.size()));
        tell(
            new ObservationReceived(
                "reading-" + readings++,
                "yield",
                about.candidateId().orElseThrow(),
                Optional.of(about.experimentId()),
                random.nextDouble(),
                "%"));
      }
    }

    private void answer() {
      if (wave.isEmpty()) {
        return;
      }
      int count = random.nextInt(4);
      List<Invented> invented = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = wave.get().firstIndex() + i;
        invented.add(new Invented("c-" + index, index));
        if (random.nextInt(8) > 0) {
          tell(Swaps.candidate(index));
        }
        most = Math.max(most, index + 1);
      }
      boolean problem = count == 0 || random.nextInt(6) == 0;
      tell(
          new InventionAnswered(
              wave.get().wave(),
              wave.get().firstIndex(),
              invented,
              problem ? Optional.of("allowed no combination") : Optional.empty(),
              now));
      wave = Optional.empty();
    }

    private void act() {
      for (Decision decision : campaign.decide(now)) {
        if (decision instanceof Decision.Propose propose) {
          check(propose);
          proposals.add(propose);
          tell(fedBack(propose));
        } else if (decision instanceof Decision.Invent invent) {
          waves++;
          wave = Optional.of(invent);
          tell(
              new CampaignEvent.InventionRequested(
                  invent.wave(), invent.firstIndex(), invent.count(), now));
        } else if (decision instanceof Decision.EndWave end) {
          tell(
              new InventionAnswered(
                  end.wave(), end.firstIndex(), end.candidates(), Optional.of(end.problem()), now));
        }
      }
    }

    private CampaignEvent fedBack(Decision.Propose propose) {
      return Campaigns.fedBack(propose);
    }

    /**
     * Every row behind the decision is of the version that it names, or that could not score it.
     */
    private void check(Decision.Propose propose) {
      decisions++;
      String named = propose.modelDigest().orElseThrow();
      if (last.filter(each -> !each.equals(named)).isPresent()) {
        swaps++;
      }
      last = Optional.of(named);
      FeatureRows rows = ((SearchSpace.Pool) campaign.space().orElseThrow()).features();
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.columns() == 0) {
          continue;
        }
        boolean blank = rows.at(row, 0) == 0 && rows.at(row, 1) == 0 && rows.at(row, 2) == 0;
        if (blank && !named.equals(digest(0))) {
          assertThat(isRefused(row, named)).as("seed %d, row %d", seed, row).isTrue();
        } else if (!blank) {
          assertThat(digest((int) rows.at(row, 0)))
              .as("seed %d, row %d", seed, row)
              .isEqualTo(named);
        }
      }
      assertThat(campaign.retained()).as("seed %d", seed).isLessThanOrEqualTo(2 * most);
    }

    private boolean isRefused(int row, String named) {
      // a place that nobody came to looks like the first one
      return refused.contains(List.of(row, named))
          || refused.contains(List.of(row, ""))
          || refused.contains(List.of(0, named))
          || refused.contains(List.of(0, ""));
    }

    private void crash() {
      Campaign restarted = new Campaign(GRACE);
      for (CampaignEvent event : journal) {
        assertThat(restarted.apply(event))
            .as("seed %d: journal", seed)
            .isInstanceOf(Outcome.Accepted.class);
      }
      assertThat(restarted.decide(now))
          .as("seed %d: decisions after a crash", seed)
          .isEqualTo(campaign.decide(now));
      assertThat(restarted.view(now)).as("seed %d", seed).isEqualTo(campaign.view(now));
      assertThat(restarted.retained()).as("seed %d", seed).isEqualTo(campaign.retained());
      campaign = restarted;
    }
  }
}
