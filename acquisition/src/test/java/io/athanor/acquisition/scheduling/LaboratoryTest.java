package io.athanor.acquisition.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.scheduling.LaboratoryEvent.CampaignSeen;
import io.athanor.acquisition.scheduling.LaboratoryEvent.Halt;
import io.athanor.acquisition.scheduling.LaboratoryEvent.InstrumentSeen;
import io.athanor.acquisition.scheduling.LaboratoryEvent.JobMoved;
import io.athanor.acquisition.scheduling.LaboratoryEvent.JobProposed;
import io.athanor.event.ExperimentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaboratoryTest {
  private final Laboratory lab = Labs.lab();
  private Instant now = Labs.START.plusSeconds(1);
  private int ids;

  private List<Grant> grants() {
    return decide().stream().filter(Grant.class::isInstance).map(Grant.class::cast).toList();
  }

  private List<Offer> offers() {
    return decide().stream().filter(Offer.class::isInstance).map(Offer.class::cast).toList();
  }

  /** Decides, and lets all that is decided come back. */
  private List<Move> decide() {
    List<Move> moves = lab.decide(now);
    for (Move move : moves) {
      if (move instanceof Grant grant) {
        lab.apply(new LaboratoryEvent.GrantSaid(grant));
      } else if (move instanceof Offer offer) {
        String id = "event-" + ids++;
        lab.apply(new LaboratoryEvent.OfferSaid(offer, id));
        lab.apply(new JobMoved(Labs.offered(id, job(offer.experimentId()), offer)));
      }
    }
    return moves;
  }

  private Job job(String experimentId) {
    return lab.jobs().stream()
        .filter(each -> each.experimentId().equals(experimentId))
        .findFirst()
        .orElseThrow();
  }

  private void see(Instrument instrument) {
    lab.apply(new InstrumentSeen(instrument));
  }

  private void see(CampaignTerms terms) {
    lab.apply(new CampaignSeen(terms));
  }

  private void propose(CampaignTerms terms, String... experimentIds) {
    for (String each : experimentIds) {
      lab.apply(new JobProposed(Labs.job(terms, each, now), Optional.empty()));
    }
  }

  private void lease(String experimentId, String instrumentId) {
    Job job = job(experimentId);
    lab.apply(
        new JobMoved(
            Labs.leased(
                "event-" + ids++, job, instrumentId, job.step(), job.life().epoch() + 1, now)));
  }

  private void say(String experimentId, String instrumentId, ExperimentState state) {
    Job job = job(experimentId);
    lab.apply(
        new JobMoved(
            Labs.held("event-" + ids++, job, state, instrumentId, job.life().epoch(), now)));
  }

  @Test
  void shouldGrantWhatTheInstrumentsTakeAndOfferItThere() {
    see(Labs.instrument("xrd-1", 2, "xrd"));
    see(Labs.instrument("sem-1", 4, "sem"));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 16, Labs.step("xrd", 60));
    see(terms);
    assertThat(grants()).singleElement().extracting(Grant::slots).isEqualTo(2);
    propose(terms, "e1", "e2", "e3");
    assertThat(offers()).extracting(Offer::experimentId).containsExactly("e1", "e2");
    assertThat(decide()).as("all is said").isEmpty();
    lease("e1", "xrd-1");
    say("e1", "xrd-1", ExperimentState.RUNNING);
    assertThat(offers()).isEmpty();
    say("e1", "xrd-1", ExperimentState.SUCCEEDED);
    assertThat(offers()).singleElement().extracting(Offer::experimentId).isEqualTo("e3");
    assertThat(lab.ledger("c").spent()).isEqualTo(1);
  }

  @Test
  void shouldOfferElsewhereWhatAnInstrumentThatLeavesHadNotBegun() {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 4, Labs.step("xrd", 60));
    see(terms);
    propose(terms, "e1");
    assertThat(offers()).singleElement().extracting(Offer::instrumentId).isEqualTo("a");
    see(Labs.away(Labs.instrument("a", 1, "xrd")));
    assertThat(offers()).as("nowhere else").isEmpty();
    see(Labs.instrument("b", 1, "xrd"));
    assertThat(offers())
        .singleElement()
        .satisfies(
            offer -> {
              assertThat(offer.instrumentId()).isEqualTo("b");
              assertThat(offer.again()).isTrue();
            });
    lease("e1", "b");
    see(Labs.away(Labs.instrument("b", 1, "xrd")));
    see(Labs.instrument("a", 1, "xrd"));
    assertThat(offers()).as("what is leased stays").isEmpty();
  }

  @Test
  void shouldOfferElsewhereWhatNobodyTook() {
    see(Labs.instrument("a", 1, "xrd"));
    see(Labs.instrument("b", 1, "xrd"));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 4, Labs.step("xrd", 60));
    see(terms);
    propose(terms, "e1");
    assertThat(offers()).singleElement().extracting(Offer::instrumentId).isEqualTo("a");
    now = now.plusSeconds(60);
    assertThat(offers()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(offers()).singleElement().extracting(Offer::instrumentId).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "campaign/c", "instrument/a"})
  void shouldOfferNothingWhereThereIsAStop(String scope) {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 4, Labs.step("xrd", 60));
    see(terms);
    propose(terms, "e1");
    lab.apply(new Halt(scope, true));
    assertThat(decide())
        .singleElement()
        .isInstanceOfSatisfying(Grant.class, grant -> assertThat(grant.slots()).isZero());
    lab.apply(new Halt(scope, false));
    assertThat(decide()).hasSize(2).anyMatch(Offer.class::isInstance);
  }

  @Test
  void shouldServePriorityFirstAndNobodyNever() {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms high = Labs.campaign("high", 1, 1, 4, Labs.step("xrd", 60));
    CampaignTerms low = Labs.campaign("low", 0, 1, 4, Labs.step("xrd", 60));
    see(high);
    see(low);
    assertThat(grants()).extracting(Grant::slots).containsExactly(1, 0);
    propose(low, "l1");
    propose(high, "h1", "h2", "h3");
    assertThat(offers()).extracting(Offer::experimentId).containsExactly("h1");
    now = now.plus(Duration.ofMinutes(21));
    propose(high, "h4");
    lease("h1", "a");
    say("h1", "a", ExperimentState.RUNNING);
    assertThat(offers()).isEmpty();
    say("h1", "a", ExperimentState.SUCCEEDED);
    // h2 has waited as long, but its campaign was served
    lab.jobs().forEach(job -> assertThat(job.isOffered()).isFalse());
    assertThat(offers()).singleElement().extracting(Offer::experimentId).isEqualTo("h2");
  }

  @Test
  void shouldPutFirstWhatAPersonBoosted() {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 4, Labs.step("xrd", 60));
    see(terms);
    assertThat(grants()).hasSize(1);
    lab.apply(new LaboratoryEvent.Boosted("e1", 0.25));
    propose(terms, "e1", "e2", "e3");
    assertThat(lab.apply(new LaboratoryEvent.Boosted("e3", 2)))
        .isEqualTo(Laboratory.Effect.CHANGED);
    assertThat(lab.apply(new LaboratoryEvent.Boosted("e3", 2))).isEqualTo(Laboratory.Effect.NONE);
    for (String next : new String[] {"e3", "e2", "e1"}) {
      assertThat(offers()).singleElement().extracting(Offer::experimentId).isEqualTo(next);
      lease(next, "a");
      say(next, "a", ExperimentState.RUNNING);
      say(next, "a", ExperimentState.SUCCEEDED);
    }
  }

  @Test
  void shouldGrantAPlaceToWhoeverWaitedLong() {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms high = Labs.campaign("high", 1, 1, 4, Labs.step("xrd", 60));
    see(high);
    see(Labs.campaign("low", 0, 1, 4, Labs.step("xrd", 60)));
    assertThat(grants()).extracting(Grant::slots).containsExactly(1, 0);
    propose(high, "h1");
    decide();
    now = now.plus(Duration.ofMinutes(15));
    lease("h1", "a");
    say("h1", "a", ExperimentState.RUNNING);
    now = now.plus(Duration.ofMinutes(6));
    say("h1", "a", ExperimentState.SUCCEEDED);
    assertThat(grants())
        .extracting(Grant::campaignId, Grant::slots)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("high", 0),
            org.assertj.core.groups.Tuple.tuple("low", 1));
  }

  @Test
  void shouldOfferNothingAfterTheDeadline() {
    see(Labs.instrument("a", 1, "xrd"));
    CampaignTerms terms = withDeadline(Labs.campaign("c", 0, 1, 4), now.plusSeconds(5));
    see(terms);
    propose(terms, "e1", "e2");
    assertThat(offers()).hasSize(1);
    now = now.plusSeconds(6);
    lease("e1", "a");
    say("e1", "a", ExperimentState.RUNNING);
    say("e1", "a", ExperimentState.SUCCEEDED);
    assertThat(decide())
        .singleElement()
        .isInstanceOfSatisfying(Grant.class, grant -> assertThat(grant.slots()).isZero());
  }

  private static CampaignTerms withDeadline(CampaignTerms it, Instant deadline) {
    return new CampaignTerms(
        it.campaignId(),
        it.tenant(),
        it.priority(),
        it.weight(),
        OptionalInt.of(3),
        it.parallelism(),
        it.budget(),
        Optional.of(deadline),
        it.recipe(),
        it.portfolio(),
        it.units(),
        it.definedAt(),
        true);
  }

  @Test
  void shouldTakeNoMoreThanTheCreditsSayAndKeepWithinTheEnvelope() {
    Instrument a = Labs.instrument("a", 4, "xrd");
    see(Labs.credited(a, 1, now));
    CampaignTerms terms = Labs.campaign("c", 0, 1, 8, Labs.step("xrd", 60));
    see(terms);
    propose(terms, "e1", "e2", "e3");
    assertThat(offers()).hasSize(1);
    lease("e1", "a");
    assertThat(offers()).as("its credit is used").isEmpty();
    now = now.plusSeconds(1);
    see(Labs.credited(a, 2, now));
    assertThat(offers()).hasSize(2);
    Instrument hot =
        new Instrument(
            "hot",
            Optional.empty(),
            a.techniques(),
            4,
            OptionalInt.empty(),
            Map.of("t", new Limits(0, 100, "Cel")),
            now,
            true);
    assertThat(hot.admits(Map.of("t", 350.0), Map.of("t", "K"))).isTrue();
    assertThat(hot.admits(Map.of("t", 400.0), Map.of("t", "K"))).isFalse();
    assertThat(hot.admits(Map.of("t", 50.0), Map.of("t", "m"))).as("not comparable").isFalse();
  }

  @Test
  void shouldLeadARecipeFromStepToStepAndNotFloodItsNarrowestOne() {
    see(Labs.instrument("oven-1", 8, "synthesis"));
    see(Labs.instrument("xrd-1", 1, "xrd"));
    CampaignTerms terms =
        Labs.campaign("c", 0, 1, 16, Labs.step("synthesis", 300), Labs.step("xrd", 100));
    see(terms);
    // one diffractometer takes one in 100 s, so 400 s of work keep four under way, and one waits
    assertThat(grants()).singleElement().extracting(Grant::slots).isEqualTo(5);
    propose(terms, "e1");
    assertThat(offers()).singleElement().extracting(Offer::instrumentId).isEqualTo("oven-1");
    lease("e1", "oven-1");
    say("e1", "oven-1", ExperimentState.RUNNING);
    lab.apply(
        new JobMoved(
            Labs.said("done", job("e1"), ExperimentState.PARTIAL, 1, now)
                .setWorker("robot-oven-1")
                .setLeaseExpiresAt(now.plusSeconds(60))
                .setStepDone(true)
                .build()));
    assertThat(offers())
        .singleElement()
        .satisfies(
            offer -> {
              assertThat(offer.instrumentId()).isEqualTo("xrd-1");
              assertThat(offer.step()).isEqualTo(1);
            });
  }

  @Test
  void shouldShareNothingWithACampaignThatIsOver() {
    see(Labs.instrument("xrd-1", 2, "xrd"));
    see(Labs.instrument("sem-1", 4, "sem"));
    see(Labs.campaign("over", 0, 1, 16, Labs.step("sem", 60)));
    assertThat(grants()).singleElement().extracting(Grant::slots).isEqualTo(4);
    lab.apply(new LaboratoryEvent.CampaignEnded("over"));
    assertThat(grants()).singleElement().extracting(Grant::slots).isEqualTo(0);
    see(Labs.campaign("c", 0, 1, 16, Labs.step("xrd", 60)));
    assertThat(grants())
        .singleElement()
        .extracting(Grant::campaignId, Grant::capacity)
        .containsExactly("c", 2);
  }

  @Test
  void shouldGrantNothingWhereAStepHasNoInstrument() {
    see(Labs.instrument("oven-1", 8, "synthesis"));
    see(Labs.campaign("c", 0, 1, 16, Labs.step("synthesis", 300), Labs.step("xrd", 100)));
    assertThat(grants())
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.slots()).isZero();
              assertThat(grant.reason()).contains("the instruments for 'xrd'");
            });
  }
}
