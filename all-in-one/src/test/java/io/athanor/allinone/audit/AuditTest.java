package io.athanor.allinone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.lab.LabJournal;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Candidate;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.serde.SchemaRegistries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> DERIVABLE = Set.of("scalar");

  private final LogFacts log = new LogFacts("k");

  @BeforeAll
  static void trust() {
    // defaults of nested records are read like any other record
    SchemaRegistries.trustOurs();
  }

  private static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(WHEN)
        .setRecordedAt(WHEN)
        .build();
  }

  private static ReadingReported reading(String id) {
    return ReadingReported.newBuilder()
        .setMeta(meta(id))
        .setSampleId("s")
        .setInstrumentId("i")
        .setTechnique("scalar")
        .setPayload(Scalars.newBuilder().setValues(Map.of()).build())
        .build();
  }

  private static ObservationDerived observation(String readingId) {
    return ObservationDerived.newBuilder()
        .setMeta(meta("o-" + readingId))
        .setCandidateId("c")
        .setSampleId("s")
        .setProperty("y")
        .setQuantity(Quantity.newBuilder().setValue(1).setUnit("1").build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId(readingId)
        .setReadingRecordedAt(WHEN)
        .build();
  }

  private static LabJournal.Entry line(String event, String experiment, String reading) {
    return new LabJournal.Entry(
        event, experiment, "robot-1", WHEN.toString(), "k", "c", "scalar", reading, null);
  }

  @Test
  void shouldFindNothingWrongWhereAllIsWell() {
    log.reading(0, 0, reading("r-1"));
    log.observation(observation("r-1"));
    Audit audit =
        Audit.of(
            log,
            List.of(line("actuated", "e-1", null), line("acknowledged", "e-1", "r-1")),
            DERIVABLE);
    assertThat(audit.lostReadings()).isZero();
    assertThat(audit.duplicateObservations()).isZero();
    assertThat(audit.actuations()).isEqualTo(1);
    assertThat(audit.doubleActuations()).isZero();
  }

  @Test
  void shouldFindReadingThatIsNotInLog() {
    Audit audit = Audit.of(log, List.of(line("acknowledged", "e-1", "r-1")), DERIVABLE);
    assertThat(audit.lostReadingIds()).containsExactly("r-1");
  }

  @Test
  void shouldFindReadingThatLeftNoTrace() {
    log.reading(0, 0, reading("r-1"));
    List<LabJournal.Entry> journal = List.of(line("acknowledged", "e-1", "r-1"));
    assertThat(Audit.of(log, journal, DERIVABLE).lostReadings()).isEqualTo(1);
    assertThat(Audit.of(log, journal, Set.of()).lostReadings()).isZero();
  }

  @Test
  void shouldNotCallLostWhatWasRefusedAloud() {
    log.reading(0, 5, reading("r-1"));
    log.deadLetter(
        DeadLetter.newBuilder()
            .setMeta(meta("d-1"))
            .setApplication("streams")
            .setTopic("reading-reported")
            .setPartition(0)
            .setOffset(5)
            .setTimestamp(WHEN)
            .setCode("not-derivable")
            .setReason("flat")
            .build());
    Audit audit = Audit.of(log, List.of(line("acknowledged", "e-1", "r-1")), DERIVABLE);
    assertThat(audit.lostReadings()).isZero();
    assertThat(audit.deadLetters()).containsExactly(Map.entry("streams/not-derivable", 1));
  }

  @Test
  void shouldCountWhatIsThereTwice() {
    log.reading(0, 0, reading("r-1"));
    log.reading(0, 1, reading("r-1"));
    log.observation(observation("r-1"));
    log.observation(observation("r-1"));
    Audit audit =
        Audit.of(
            log, List.of(line("actuated", "e-1", null), line("actuated", "e-1", null)), DERIVABLE);
    assertThat(audit.repeatedReadings()).isEqualTo(1);
    assertThat(audit.duplicateObservations()).isEqualTo(1);
    assertThat(audit.doubleActuations()).isEqualTo(1);
  }

  @Test
  void shouldCountACandidateThatIsProposedWhileItIsTaken() {
    log.proposal(proposal("e-1", 0));
    log.proposal(proposal("e-2", 1));
    assertThat(Audit.of(log, List.of(), DERIVABLE).duplicateProposals()).isEqualTo(1);
    log.step(step("e-1", ExperimentState.EXPIRED));
    assertThat(Audit.of(log, List.of(), DERIVABLE).duplicateProposals())
        .as("what expired is free again")
        .isZero();
    log.proposal(proposal("e-2", 1));
    assertThat(Audit.of(log, List.of(), DERIVABLE).duplicateProposals())
        .as("an experiment exists once")
        .isEqualTo(1);
  }

  private static ExperimentProposed proposal(String experimentId, int ordinal) {
    return ExperimentProposed.newBuilder()
        .setMeta(meta("p-" + experimentId))
        .setCampaignId("k")
        .setExperimentId(experimentId)
        .setOrdinal(ordinal)
        .setCandidateId("c")
        .setCandidate(Candidate.newBuilder().setCandidateId("c").build())
        .setObjective("y")
        .setWhy(
            AcquisitionBreakdown.newBuilder()
                .setFunction("random")
                .setValue(0)
                .setObservations(0)
                .setPending(0)
                .build())
        .setSeed(1)
        .setProposedAt(WHEN)
        .setExpiresAt(WHEN)
        .build();
  }

  private static ExperimentProgressed step(String experimentId, ExperimentState state) {
    return ExperimentProgressed.newBuilder()
        .setMeta(meta("s-" + experimentId))
        .setCampaignId("k")
        .setExperimentId(experimentId)
        .setState(state)
        .setLeaseEpoch(0)
        .build();
  }

  @Test
  void shouldRankPercentiles() {
    assertThat(Audit.Percentiles.of(List.of())).isEmpty();
    assertThat(Audit.Percentiles.of(List.of(5.0, 1.0, 3.0)))
        .contains(new Audit.Percentiles(3.0, 5.0));
  }
}
