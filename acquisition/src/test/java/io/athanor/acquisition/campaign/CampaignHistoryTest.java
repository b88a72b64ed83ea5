package io.athanor.acquisition.campaign;

import static io.athanor.acquisition.campaign.Campaigns.GRACE;
import static io.athanor.acquisition.campaign.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignEvent.CampaignDefined;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PropertyInterval;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.event.ExperimentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a campaign: robots that lease, run, fail, vanish and repeat themselves; readings
 * that come twice, late or out of order; crashes at any moment. A failure names its seed; {@code
 * new World(seed, …).live()} replays it.
 */
class CampaignHistoryTest {
  @Test
  void shouldHoldItsPromisesInThousandsOfRandomHistories() {
    for (long seed = 0; seed < 3_000; seed++) {
      new World(seed, Acquisition.RANDOM).live();
    }
  }

  @Test
  void shouldHoldItsPromisesWithAPosterior() {
    for (long seed = 0; seed < 60; seed++) {
      new World(seed, Acquisition.UPPER_CONFIDENCE_BOUND).live();
    }
  }

  private static final class World {
    private final long seed;
    private final SplittableRandom random;
    private final CampaignDefinition definition;
    private final List<CampaignEvent> journal = new ArrayList<>();
    private final List<CampaignEvent> said = new ArrayList<>();
    private final Map<String, Decision.Propose> proposals = new HashMap<>();
    private final Set<String> permitted = new HashSet<>();
    private final Set<String> expiredUnrun = new HashSet<>();
    private final Set<String> cancelledUnrun = new HashSet<>();
    private Campaign campaign = new Campaign(GRACE);
    private Instant now = START;
    private final Set<List<String>> testedOfModel = new HashSet<>();
    private int testedOfCampaign;
    private int events;

    World(long seed, Acquisition acquisition) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.definition =
          Campaigns.definition(
              2 + random.nextInt(8), 1 + random.nextInt(8), 1 + random.nextInt(3), acquisition);
    }

    void live() {
      tell(new CampaignDefined(definition));
      int size = ((CampaignDefinition.DeclaredPool) definition.space()).size();
      for (int i = size - 1; i >= 0; i--) {
        tell(Campaigns.candidate(i, size));
      }
      for (int turn = 0; turn < 60; turn++) {
        switch (random.nextInt(9)) {
          case 0 -> crash();
          case 1 -> now = now.plusSeconds(random.nextInt(2_000));
          case 2 -> repeat();
          case 3 -> observe();
          case 4 -> predict();
          default -> robot();
        }
        act();
        check();
      }
    }

    private void tell(CampaignEvent event) {
      said.add(event);
      if (campaign.apply(event) instanceof Outcome.Accepted accepted) {
        journal.add(event);
        note(event);
        accepted.tested().forEach(test -> note(test, (ObservationReceived) event));
      }
    }

    /** Every interval is tested once. */
    private void note(IntervalTest test, ObservationReceived observation) {
      if (test instanceof IntervalTest.OfCampaign own) {
        assertThat(own.property()).isEqualTo("yield");
        assertThat(own.ledger().total()).as("seed %d", seed).isEqualTo(++testedOfCampaign);
      } else {
        assertThat(testedOfModel.add(List.of(observation.candidateId(), test.property())))
            .as("seed %d: %s tested twice", seed, observation.candidateId())
            .isTrue();
      }
    }

    private void predict() {
      PredictiveInterval interval = new PredictiveInterval(0.2, 0.6 + random.nextDouble(), 0.9);
      tell(
          new PredictionReceived(
              "c-" + random.nextInt(10),
              OptionalDouble.of(0.5),
              List.of(),
              "digest-" + random.nextInt(2),
              "model",
              List.of(
                  new PropertyInterval("yield", "%", interval),
                  new PropertyInterval("colour", "nm", interval))));
    }

    private void note(CampaignEvent event) {
      if (event instanceof ExperimentMoved moved) {
        String id = moved.step().getExperimentId();
        if (moved.step().getState() == ExperimentState.RUNNING) {
          assertThat(permitted.add(id)).as("seed %d: %s was actuated twice", seed, id).isTrue();
        }
        if (moved.step().getState() == ExperimentState.RUNNING) {
          expiredUnrun.remove(id);
        }
        boolean wasOpen = proposals.containsKey(id) && !permitted.contains(id);
        if (moved.step().getState() == ExperimentState.EXPIRED && wasOpen) {
          expiredUnrun.add(id);
        }
        if (moved.step().getState() == ExperimentState.CANCELLED && wasOpen) {
          cancelledUnrun.add(id);
        }
      }
    }

    /** What the shell does after every event. */
    private void act() {
      for (Decision decision : campaign.decide(now)) {
        if (decision instanceof Decision.Expire expire) {
          tell(
              Campaigns.step(
                  "expire-%s-%d".formatted(expire.experimentId(), expire.epoch()),
                  expire.experimentId(),
                  ExperimentState.EXPIRED,
                  expire.epoch(),
                  null,
                  now));
        } else if (decision instanceof Decision.Propose propose) {
          propose(propose);
        }
      }
    }

    private void propose(Decision.Propose propose) {
      assertThat(proposals)
          .as("seed %d: id used twice", seed)
          .doesNotContainKey(propose.experimentId());
      for (Decision.Propose earlier : proposals.values()) {
        if (earlier.candidate() == propose.candidate()) {
          assertThat(expiredUnrun)
              .as("seed %d: candidate %d proposed twice", seed, propose.candidate())
              .contains(earlier.experimentId());
        }
      }
      proposals.put(propose.experimentId(), propose);
      tell(Campaigns.fedBack(propose));
    }

    private void robot() {
      if (proposals.isEmpty()) {
        return;
      }
      ExperimentState[] states = ExperimentState.values();
      tell(
          Campaigns.step(
              "step-" + events++,
              pick().experimentId(),
              states[random.nextInt(states.length)],
              random.nextInt(3),
              random.nextInt(4) == 0 ? "other" : "robot",
              now));
    }

    private void observe() {
      if (!proposals.isEmpty()) {
        Decision.Propose about = pick();
        tell(
            new ObservationReceived(
                "reading-" + random.nextInt(40),
                random.nextInt(5) == 0 ? "colour" : "yield",
                about.candidateId().orElseThrow(),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(about.experimentId()),
                random.nextDouble(),
                "%"));
      }
    }

    private void repeat() {
      tell(said.get(random.nextInt(said.size())));
    }

    private Decision.Propose pick() {
      List<String> ids = proposals.keySet().stream().sorted().toList();
      return proposals.get(ids.get(random.nextInt(ids.size())));
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
      campaign = restarted;
    }

    private void check() {
      CampaignView view = campaign.view(now);
      assertThat(view.open())
          .as("seed %d: open", seed)
          .isLessThanOrEqualTo(definition.parallelism());
      // a result that comes after all for an experiment already written off is a fact beyond the
      // budget
      int writtenOff = expiredUnrun.size() + cancelledUnrun.size();
      assertThat(view.used())
          .as("seed %d: budget", seed)
          .isLessThanOrEqualTo(definition.budget() + writtenOff);
      assertThat(view.proposed() - writtenOff)
          .as("seed %d: proposals", seed)
          .isLessThanOrEqualTo(definition.budget());
      assertThat(view.proposed()).as("seed %d", seed).isEqualTo(proposals.size());
    }
  }
}
