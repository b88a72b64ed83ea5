package io.athanor.acquisition.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.scheduling.LaboratoryEvent.CampaignSeen;
import io.athanor.acquisition.scheduling.LaboratoryEvent.Halt;
import io.athanor.acquisition.scheduling.LaboratoryEvent.InstrumentSeen;
import io.athanor.acquisition.scheduling.LaboratoryEvent.JobMoved;
import io.athanor.acquisition.scheduling.LaboratoryEvent.JobProposed;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A thousand random days in a laboratory, in which the scheduler reads the log late and workers
 * lease, fail, vanish and try what is not theirs: no instrument ever has more than it takes, and
 * scheduler and log never disagree on where an experiment stands.
 */
class LaboratoryLawTest {
  private static final int DAYS = 1000;
  private static final int TURNS = 50;

  private int offered;
  private int refusedOffers;
  private int ended;

  @Test
  void shouldNeverBookAPlaceTwiceNorContradictTheLog() {
    for (int seed = 0; seed < DAYS; seed++) {
      new Day(seed).run();
    }
    assertThat(offered).as("offers that held").isGreaterThan(3_000);
    assertThat(refusedOffers).as("offers that came too late").isGreaterThan(30);
    assertThat(ended).isGreaterThan(1_000);
  }

  /** One random laboratory. */
  private final class Day {
    private final SplittableRandom random;
    private final Laboratory lab = Labs.lab();
    private final List<CampaignTerms> campaigns = new ArrayList<>();
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final List<LaboratoryEvent> log = new ArrayList<>();
    private final Map<String, Job> truth = new HashMap<>();
    private Instant now = Labs.START.plusSeconds(1);
    private int read;
    private int ids;

    Day(int seed) {
      random = new SplittableRandom(seed);
    }

    void run() {
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        Instrument it =
            random.nextBoolean()
                ? Labs.instrument("i" + i, 1 + random.nextInt(3), "a")
                : Labs.instrument("i" + i, 1 + random.nextInt(2), "a", "b");
        instruments.put(it.instrumentId(), it);
        log.add(new InstrumentSeen(it));
      }
      for (int c = 0; c < 1 + random.nextInt(3); c++) {
        CampaignTerms terms =
            random.nextBoolean()
                ? Labs.campaign("c" + c, random.nextInt(2), 1, 8, Labs.step("a", 9))
                : Labs.campaign("c" + c, 0, 2, 8, Labs.step("a", 9), Labs.step("b", 3));
        campaigns.add(terms);
        log.add(new CampaignSeen(terms));
      }
      for (int turn = 0; turn < TURNS; turn++) {
        now = now.plusSeconds(random.nextInt(20));
        act();
        if (random.nextInt(3) > 0) {
          schedule();
        }
      }
    }

    private void act() {
      int what = random.nextInt(12);
      if (what < 3) {
        CampaignTerms terms = campaigns.get(random.nextInt(campaigns.size()));
        Job job = Labs.job(terms, "e" + ids++, now);
        truth.put(job.experimentId(), job);
        log.add(new JobProposed(job, Optional.empty()));
      } else if (what == 3) {
        Instrument it = instruments.get("i" + random.nextInt(instruments.size()));
        Instrument next =
            switch (random.nextInt(3)) {
              case 0 -> Labs.away(it);
              case 1 -> Labs.credited(it, random.nextInt(3), now);
              default -> it;
            };
        log.add(new InstrumentSeen(next));
      } else if (what == 4) {
        String scope = random.nextBoolean() ? "all" : "instrument/i0";
        log.add(new Halt(scope, random.nextInt(3) == 0));
      } else {
        work();
      }
    }

    /** Somebody does something with an experiment; often out of place. */
    private void work() {
      List<String> open =
          truth.values().stream()
              .filter(job -> !job.life().isEnded())
              .map(Job::experimentId)
              .sorted()
              .toList();
      if (open.isEmpty()) {
        return;
      }
      Job job = truth.get(open.get(random.nextInt(open.size())));
      String id = "w" + ids++;
      int epoch = job.life().epoch();
      if (job.life() instanceof Proposed proposed) {
        String place = proposed.offeredTo().filter(p -> random.nextInt(5) > 0).orElse("i0");
        step(Labs.leased(id, job, place, proposed.step(), epoch + 1, now));
      } else if (job.life() instanceof Held held) {
        String place = held.instrumentId().orElseThrow();
        boolean runs = held.isRunning();
        ExperimentProgressed.Builder next =
            Labs.said(id, job, ExperimentState.RUNNING, epoch, now)
                .setWorker("robot-" + place)
                .setLeaseExpiresAt(now.plusSeconds(60));
        switch (random.nextInt(5)) {
          case 0 -> next.setState(ExperimentState.FAILED);
          case 1 -> next.setState(ExperimentState.EXPIRED).setWorker(null);
          case 2 -> next.setState(ExperimentState.CANCELLED);
          default -> {
            boolean last = held.step() == held.terms().steps() - 1;
            if (runs) {
              next.setState(last ? ExperimentState.SUCCEEDED : ExperimentState.PARTIAL);
              next.setStepDone(!last);
            }
          }
        }
        step(next.build());
      }
    }

    /** A step enters the log; the fold of the log is the truth. */
    private void step(ExperimentProgressed said) {
      log.add(new JobMoved(said));
      Job job = truth.get(said.getExperimentId());
      boolean holds = job.life().on(said) instanceof ExperimentLifecycle.Accepted;
      if (job.life().on(said) instanceof ExperimentLifecycle.Accepted accepted) {
        truth.put(job.experimentId(), job.moved(accepted.next(), now));
        ended += accepted.next().isEnded() ? 1 : 0;
      }
      if (said.getState() == ExperimentState.OFFERED) {
        offered += holds ? 1 : 0;
        refusedOffers += holds ? 0 : 1;
      }
      instruments.values().forEach(this::requireNotOverbooked);
    }

    private void requireNotOverbooked(Instrument instrument) {
      long there =
          truth.values().stream()
              .filter(job -> job.place().filter(instrument.instrumentId()::equals).isPresent())
              .count();
      if (there > instrument.capacity()) {
        throw new AssertionError("%d places are taken at %s".formatted(there, instrument));
      }
    }

    /** The scheduler reads some of what is new, decides, and what it says enters the log. */
    private void schedule() {
      int until = read + random.nextInt(log.size() - read + 1);
      for (; read < until; read++) {
        lab.apply(log.get(read));
      }
      if (read == log.size()) {
        requireSameAsTheLog();
      }
      for (Move move : lab.decide(now)) {
        if (move instanceof Grant grant) {
          lab.apply(new LaboratoryEvent.GrantSaid(grant));
        } else if (move instanceof Offer offer) {
          String id = "s" + ids++;
          lab.apply(new LaboratoryEvent.OfferSaid(offer, id));
          requireCredit(offer.instrumentId());
          step(Labs.offered(id, truth.get(offer.experimentId()), offer));
        }
      }
    }

    private void requireSameAsTheLog() {
      Map<String, ExperimentLifecycle> known = new HashMap<>();
      lab.jobs().forEach(job -> known.put(job.experimentId(), job.life()));
      Map<String, ExperimentLifecycle> open = new HashMap<>();
      truth.values().stream()
          .filter(job -> !job.life().isEnded())
          .forEach(job -> open.put(job.experimentId(), job.life()));
      if (!known.equals(open)) {
        assertThat(known).isEqualTo(open);
      }
    }

    private void requireCredit(String instrumentId) {
      Instrument it =
          lab.instruments().stream()
              .filter(each -> each.instrumentId().equals(instrumentId))
              .findFirst()
              .orElseThrow();
      if (!it.serving() || lab.taken(instrumentId) > it.capacity()) {
        throw new AssertionError("an offer to " + it);
      }
      it.credits()
          .ifPresent(
              credits -> {
                long begun =
                    lab.jobs().stream()
                        .filter(job -> job.place().filter(instrumentId::equals).isPresent())
                        .filter(job -> job.life() instanceof Held)
                        .filter(job -> job.readySince().isBefore(it.statedAt()))
                        .count();
                if (lab.taken(instrumentId) - begun > credits) {
                  throw new AssertionError("an offer without credit to " + it);
                }
              });
    }
  }
}
