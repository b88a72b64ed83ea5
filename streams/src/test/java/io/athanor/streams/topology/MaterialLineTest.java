package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.PredictionRequested;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.Scalars;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaterialLineTest {
  private static final String FORMULA = "CsPbI3";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory, "mock://MaterialLineTest");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldAdmitACandidateAndAskForItsScore() {
    bench.propose(Events.candidate("p-1", FORMULA, "campaign-1").setIndex(7).build());

    TestRecord<String, MaterialUpdated> record = bench.materials().get(0);
    assertThat(record.key()).isEqualTo(Events.idOf(FORMULA));
    assertThat(record.timestamp()).isEqualTo(Bench.NOW.toEpochMilli());
    MaterialUpdated material = record.value();
    assertThat(material.getChange()).isEqualTo(MaterialChange.ADMITTED);
    assertThat(material.getAdmittedTo()).isEqualTo("campaign-1");
    assertThat(material.getMemberships())
        .extracting(Membership::getCampaignId, Membership::getIndex)
        .containsExactly(tuple("campaign-1", 7));
    assertThat(material.getMeta().getCausedBy()).containsExactly("p-1");
    assertThat(material.getCandidate().getFormula()).isEqualTo(FORMULA);
    assertThat(material.getVersion()).isEqualTo(1);
    PredictionRequested request = bench.requests().get(0).value();
    assertThat(request.getCandidateId()).isEqualTo(Events.idOf(FORMULA));
    assertThat(request.getCampaignIds()).containsExactly("campaign-1");
    assertThat(request.getMeta().getCausedBy()).containsExactly(material.getMeta().getId());
  }

  @Test
  void shouldSayNothingWhenACandidateIsProposedAgain() {
    bench.propose(Events.candidate("p-1", FORMULA, "campaign-1").build());
    bench.propose(Events.candidate("p-2", FORMULA, "campaign-1").build());

    assertThat(bench.materials()).hasSize(1);
    assertThat(bench.requests()).hasSize(1);
    assertThat(bench.deadLetters()).isEmpty();
    assertThat(bench.count("athanor.streams.events.accepted", "topic", "candidate-proposed"))
        .isEqualTo(1);
    assertThat(bench.count("athanor.streams.events.duplicate", "topic", "candidate-proposed"))
        .isEqualTo(1);
  }

  @Test
  void shouldAdmitToEachPoolAndAskForEach() {
    bench.propose(Events.candidate("p-1", FORMULA, null).setIndex(-1).build());
    bench.propose(Events.candidate("p-2", FORMULA, "campaign-1").build());
    bench.propose(Events.candidate("p-3", FORMULA, "campaign-2").setIndex(3).build());

    assertThat(bench.materials())
        .extracting(record -> record.value().getAdmittedTo())
        .containsExactly(null, "campaign-1", "campaign-2");
    assertThat(bench.requests())
        .extracting(record -> record.value().getCampaignIds())
        .containsExactly(List.of(), List.of("campaign-1"), List.of("campaign-2"));
  }

  @Test
  void shouldAdmitEveryPlaceThatOneCandidateHasInAPool() {
    bench.propose(Events.candidate("p-1", FORMULA, "campaign-1").setIndex(0).build());
    bench.propose(Events.candidate("p-2", FORMULA, "campaign-1").setIndex(5).build());

    List<TestRecord<String, MaterialUpdated>> materials = bench.materials();
    assertThat(materials).hasSize(2);
    assertThat(materials.get(1).value().getMemberships())
        .extracting(Membership::getCampaignId, Membership::getIndex)
        .containsExactly(tuple("campaign-1", 0), tuple("campaign-1", 5));
  }

  @Test
  void shouldAskForNoScoreOfAPureRecipe() {
    bench.propose(Events.recipe("p-1", Map.of("temperature", 120.0, "solvent", "DMF")).build());

    assertThat(bench.materials()).hasSize(1);
    assertThat(bench.requests()).isEmpty();
  }

  @Test
  void shouldAskForTheScoreOfABareStructure() {
    Candidate structure =
        Candidate.newBuilder()
            .setCandidateId(Events.idOf(Events.caesiumChloride()))
            .setCrystal(Events.caesiumChloride())
            .build();
    bench.propose(Events.proposed("p-1", structure, "campaign-1").build());

    assertThat(bench.deadLetters()).isEmpty();
    assertThat(bench.requests()).hasSize(1);
  }

  @Test
  void shouldKeepTheLatestByEventTimeAndTheMeanOfAll() {
    String id = Events.idOf(FORMULA);
    bench.propose(Events.candidate("p-1", FORMULA, "campaign-1").build());
    Instant noon = Bench.NOW.minusSeconds(600);
    measure("r-1", id, new Quantity(1.7, "eV", 0.1, 1), noon);
    measure("r-2", id, new Quantity(2000.0, "meV", 200.0, 1), noon.minusSeconds(60));

    List<TestRecord<String, MaterialUpdated>> materials = bench.materials();
    assertThat(materials).hasSize(3);
    MaterialUpdated last = materials.get(2).value();
    assertThat(last.getChange()).isEqualTo(MaterialChange.MEASURED);
    assertThat(last.getAdmittedTo()).isNull();
    assertThat(last.getVersion()).isEqualTo(3);
    assertThat(last.getMemberships()).hasSize(1);
    assertThat(last.getCandidate().getFormula()).isEqualTo(FORMULA);
    PropertySummary gap = last.getProperties().get("band_gap");
    assertThat(gap.getLatest()).isEqualTo(new Quantity(1.7, "eV", 0.1, 1));
    assertThat(gap.getOccurredAt()).isEqualTo(noon);
    // inverse variances 100 and 25: (170 + 50) / 125; chi-square 1.8 widens 1 / sqrt(125)
    assertThat(gap.getMean().getValue()).isCloseTo(1.76, within(1e-12));
    assertThat(gap.getMean().getSem()).isCloseTo(Math.sqrt(1.8 / 125), within(1e-12));
    assertThat(last.getMeta().getCausedBy()).containsExactly("p-1", "r-1", "r-2");
    assertThat(last.getEventCount()).isEqualTo(2);
    assertThat(gap.getMean().getN()).isEqualTo(2);
  }

  @Test
  void shouldKnowAMaterialByItsReadingsBeforeItIsProposed() {
    String id = Events.idOf(FORMULA);
    measure("r-1", id, new Quantity(1.7, "eV", null, 1), Bench.NOW);
    bench.propose(Events.candidate("p-1", FORMULA, null).setIndex(-1).build());

    List<TestRecord<String, MaterialUpdated>> materials = bench.materials();
    assertThat(materials.get(0).value().getCandidate()).isNull();
    assertThat(materials.get(1).value().getChange()).isEqualTo(MaterialChange.ADMITTED);
    assertThat(materials.get(1).value().getProperties()).containsOnlyKeys("band_gap");
  }

  @Test
  void shouldRefuseAProposalWhoseIdIsNotItsContent() {
    Candidate lying = Candidate.newBuilder().setCandidateId("c-0").setFormula(FORMULA).build();
    bench.propose(Events.proposed("p-1", lying, "campaign-1").build());
    bench.pipe(Topics.CANDIDATE_PROPOSED, "k", new byte[] {1});

    assertThat(bench.materials()).isEmpty();
    assertThat(bench.deadLetters())
        .extracting(letter -> letter.getCode() + " " + letter.getField())
        .containsExactly("invalid-field candidateId", "undecodable null");
  }

  private void measure(String id, String candidateId, Quantity quantity, Instant occurredAt) {
    bench.report(
        Events.at(
                Events.reading(id, new Scalars(Map.of("band_gap", quantity)))
                    .setCandidateId(candidateId),
                occurredAt)
            .build());
  }
}
