package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.acquisition.scheduling.CampaignTerms;
import io.athanor.acquisition.scheduling.FairShare;
import io.athanor.acquisition.scheduling.Grant;
import io.athanor.acquisition.scheduling.Instrument;
import io.athanor.acquisition.scheduling.Job;
import io.athanor.acquisition.scheduling.Laboratory;
import io.athanor.acquisition.scheduling.LaboratoryEvent;
import io.athanor.acquisition.scheduling.Move;
import io.athanor.acquisition.scheduling.Offer;
import io.athanor.acquisition.scheduling.SchedulerTerms;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A laboratory in simulated time: the engine's own campaign and scheduler over instruments that
 * take a log-normal time for each experiment. The k-th experiment begun takes the same time in
 * every arm. Owned by one thread.
 */
final class VirtualLab {
  private static final double MEAN_SECONDS = 600;
  private static final double SPREAD = 0.5;
  private static final Duration LEASE = Duration.ofDays(1000);

  private final CreditsBench.Arm arm;
  private final PoolCampaign campaign;
  private final Laboratory lab;
  private final CampaignTerms terms;
  private final SplittableRandom times;
  private final PriorityQueue<Completion> running = new PriorityQueue<>();
  private final Map<String, Integer> candidates = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<CreditsBench.Done> done = new ArrayList<>();
  private Instant now = Instant.EPOCH.plusSeconds(1);
  private int ids;
  private int retracted;

  private record Completion(Instant at, int order, Offer offer, int unseen)
      implements Comparable<Completion> {
    @Override
    public int compareTo(Completion other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  VirtualLab(
      CreditsBench bench,
      CreditsBench.Arm arm,
      DiscoveryPool pool,
      List<Integer> starts,
      long seed) {
    this.arm = arm;
    int budget = bench.experiments() + starts.size();
    campaign =
        new PoolCampaign(pool, starts, seed, budget, bench.parallelism(), arm.retractBelow());
    SchedulerTerms house = SchedulerTerms.standard();
    lab = new Laboratory(house, new FairShare(house), Forecaster.standard());
    times = Seeds.stream(seed, "service-times");
    terms =
        new CampaignTerms(
            PoolDefinition.ID,
            Optional.empty(),
            0,
            1,
            OptionalInt.empty(),
            bench.parallelism(),
            bench.experiments(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Instant.EPOCH,
            true);
    for (int i = 0; i < bench.instruments(); i++) {
      lab.apply(
          new LaboratoryEvent.InstrumentSeen(
              new Instrument(
                  "instrument-" + i,
                  Optional.empty(),
                  Set.of(),
                  1,
                  OptionalInt.empty(),
                  Map.of(),
                  Instant.EPOCH,
                  true)));
    }
    lab.apply(new LaboratoryEvent.CampaignSeen(terms));
    if (!arm.credits()) {
      campaign.grant(bench.parallelism());
    }
  }

  /** Works until so many experiments are done. */
  CreditsBench.Run run(int experiments) {
    settle();
    while (done.size() < experiments && !running.isEmpty()) {
      Completion next = running.remove();
      now = next.at();
      finish(next);
      settle();
    }
    return new CreditsBench.Run(done, retracted);
  }

  private void finish(Completion next) {
    String id = next.offer().experimentId();
    say(id, ExperimentState.SUCCEEDED, 1, next.offer().instrumentId());
    int candidate = candidates.get(id);
    campaign.observe(id, candidate);
    double hours = Duration.between(Instant.EPOCH, now).toMillis() / 3_600_000.0;
    done.add(new CreditsBench.Done(candidate, hours, next.unseen()));
  }

  /** Lets campaign and scheduler answer each other until both have said all. */
  private void settle() {
    boolean more = true;
    while (more) {
      more = false;
      for (Move move : lab.decide(now)) {
        more = true;
        if (move instanceof Grant grant) {
          lab.apply(new LaboratoryEvent.GrantSaid(grant));
          if (arm.credits()) {
            campaign.grant(grant.slots());
          }
        } else if (move instanceof Offer offer) {
          begin(offer);
        }
      }
      for (Decision decision : campaign.decide(now)) {
        if (decision instanceof Decision.Propose proposal) {
          more = true;
          propose(proposal);
        } else if (decision instanceof Decision.Settle settle) {
          more = true;
          retracted++;
          say(settle.experimentId(), settle.state(), settle.epoch(), null);
        }
      }
    }
  }

  private void propose(Decision.Propose proposal) {
    String id = proposal.experimentId();
    campaign.propose(proposal);
    candidates.put(id, proposal.candidate());
    seen.put(id, campaign.outcomes());
    lab.apply(
        new LaboratoryEvent.JobProposed(
            new Job(
                PoolDefinition.ID,
                id,
                Map.of(),
                0,
                Optional.empty(),
                terms.recipe(),
                true,
                ExperimentLifecycle.proposed(PoolCampaign.terms()),
                now,
                now),
            Optional.empty()));
  }

  private void begin(Offer offer) {
    String id = offer.experimentId();
    ExperimentProgressed offered =
        step(id, ExperimentState.OFFERED, 0).setInstrumentId(offer.instrumentId()).build();
    lab.apply(new LaboratoryEvent.OfferSaid(offer, offered.getMeta().getId()));
    tell(offered);
    say(id, ExperimentState.LEASED, 1, offer.instrumentId());
    say(id, ExperimentState.RUNNING, 1, offer.instrumentId());
    double seconds = MEAN_SECONDS * StrictMath.exp(SPREAD * Seeds.gaussian(times));
    running.add(
        new Completion(
            now.plusMillis((long) (1000 * seconds)),
            running.size() + done.size(),
            offer,
            campaign.outcomes() - seen.get(id)));
  }

  private void say(String id, ExperimentState state, int epoch, String instrumentId) {
    ExperimentProgressed.Builder step = step(id, state, epoch).setInstrumentId(instrumentId);
    if (instrumentId != null) {
      step.setWorker("robot").setLeaseExpiresAt(now.plus(LEASE));
    }
    tell(step.build());
  }

  private void tell(ExperimentProgressed step) {
    campaign.move(step);
    lab.apply(new LaboratoryEvent.JobMoved(step));
  }

  private ExperimentProgressed.Builder step(String id, ExperimentState state, int epoch) {
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("event-" + ids++)
                .setSource("bench")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setCampaignId(PoolDefinition.ID)
        .setExperimentId(id)
        .setState(state)
        .setLeaseEpoch(epoch);
  }
}
