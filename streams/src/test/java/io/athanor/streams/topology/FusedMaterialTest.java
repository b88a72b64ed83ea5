package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.Candidate;
import io.athanor.event.DriftDetected;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.SourceSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FusedMaterialTest {
  private static final String FORMULA = "SrTiO3";
  private static final Instant MORNING = Bench.NOW.minus(Duration.ofHours(6));

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory, "mock://FusedMaterialTest");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldKeepContradictorySourcesApartAndSaySo() {
    read("r-1", "instrument-a", new Quantity(1.10, "eV", 0.01, 1), MORNING);
    read("r-2", "instrument-b", new Quantity(1.11, "eV", 0.01, 1), MORNING);
    assertThat(last().getContradictory()).isFalse();
    read("r-3", "instrument-c", new Quantity(1.90, "eV", 0.01, 1), MORNING);

    PropertySummary gap = last();

    assertThat(gap.getContradictory()).isTrue();
    assertThat(gap.getBirgeRatio()).isGreaterThan(10);
    assertThat(gap.getSources())
        .extracting(SourceSummary::getInstrumentId, each -> each.getMean().getValue())
        .containsExactly(
            tuple("instrument-a", 1.10), tuple("instrument-b", 1.11), tuple("instrument-c", 1.90));
    // the scatter is in the error
    assertThat(gap.getMean().getSem()).isGreaterThan(0.2);
  }

  @Test
  void shouldMarkWhatComesLaterThanTheGraceAndStillCountIt() {
    read("r-1", "a", new Quantity(1.0, "eV", null, 1), MORNING);
    read("r-2", "a", new Quantity(2.0, "eV", null, 1), MORNING.minus(Bench.FUSION.lateGrace()));
    read("r-3", "a", new Quantity(6.0, "eV", null, 1), MORNING.minus(Duration.ofMinutes(61)));

    List<TestRecord<String, MaterialUpdated>> updates = bench.materials();

    assertThat(updates)
        .extracting(each -> each.value().getChange())
        .containsExactly(
            MaterialChange.MEASURED, MaterialChange.MEASURED, MaterialChange.CORRECTED);
    assertThat(updates.get(2).value().getProperties().get("band_gap").getMean().getValue())
        .isCloseTo(3.0, within(1e-12));
    assertThat(bench.metrics.get("athanor.streams.corrections").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldCorrectAnInstrumentByItsReadingsOfAReference() {
    read("r-1", "spectrometer", new Quantity(1.25, "eV", 0.01, 1), MORNING);
    read("r-2", "other", new Quantity(1.20, "eV", 0.01, 1), MORNING);
    for (int i = 0; i < 4; i++) {
      // the wafer is known to have 1.5 eV
      reference("ref-" + i, "spectrometer", 1.55 + (i % 2 == 0 ? 0.001 : -0.001), MORNING);
    }

    TestRecord<String, MaterialUpdated> update = lastUpdate();
    PropertySummary gap = update.value().getProperties().get("band_gap");

    assertThat(update.value().getChange()).isEqualTo(MaterialChange.RECALIBRATED);
    SourceSummary corrected = gap.getSources().get(1);
    assertThat(corrected.getInstrumentId()).isEqualTo("spectrometer");
    assertThat(corrected.getMean())
        .as("kept as it was said")
        .isEqualTo(new Quantity(1.25, "eV", 0.01, 1));
    assertThat(corrected.getOffset().getValue()).isCloseTo(0.05, within(1e-9));
    assertThat(gap.getSources().get(0).getOffset()).isNull();
    assertThat(gap.getMean().getValue()).isCloseTo(1.20, within(1e-9));
    assertThat(gap.getContradictory()).isFalse();
    DriftDetected alarm = lastOf(bench.alarms());
    assertThat(alarm.getSubject()).isEqualTo("spectrometer");
    assertThat(alarm.getDetector()).isEqualTo("reference-offset/1");
    assertThat(alarm.getProperty()).isEqualTo("band_gap");
    assertThat(alarm.getEstimate().getValue()).isCloseTo(0.05, within(1e-9));
    assertThat(alarm.getStatistic()).isGreaterThan(alarm.getThreshold());
    assertThat(alarm.getCount()).isEqualTo(4);
    // what comes after is corrected at once
    read("r-3", "spectrometer", new Quantity(1.25, "eV", 0.01, 1), MORNING);
    assertThat(last().getMean().getValue()).isCloseTo(1.20, within(1e-9));
  }

  @Test
  void shouldFollowAnInstrumentThatDrifts() {
    for (int day = 0; day < 10; day++) {
      double jitter = 0.001 * (day % 2 == 0 ? 1 : -1);
      reference(
          "ref-" + day,
          "drifting",
          1.5 + 0.02 * day + jitter,
          Bench.NOW.minus(Duration.ofDays(10 - day)));
    }
    read("r-1", "drifting", new Quantity(2.08, "eV", 0.01, 1), Bench.NOW.minus(Duration.ofDays(6)));

    // four days after the first reference: 4 * 0.02
    assertThat(last().getMean().getValue()).isCloseTo(2.0, within(0.002));
    assertThat(lastOf(bench.alarms()).getPerDay().getValue()).isCloseTo(0.02, within(1e-3));
  }

  @Test
  void shouldKeepWhatDidNotConvergeOutOfTheMean() {
    simulate("s-1", "DFT/PBE", "low", false, 9.9);
    PropertySummary alone = last();
    simulate("s-2", "DFT/PBE", "low", true, 1.8);
    simulate("s-3", "DFT/HSE06", "high", true, 3.1);

    MaterialUpdated material = lastUpdate().value();
    PropertySummary gap = material.getProperties().get("band_gap");

    assertThat(alone.getBasis()).isEqualTo("not converged");
    assertThat(gap.getBasis()).isEqualTo("high");
    assertThat(gap.getMean().getValue()).isEqualTo(3.1);
    assertThat(gap.getSources())
        .extracting(SourceSummary::getFidelity, SourceSummary::getConverged)
        .containsExactly(tuple("high", true), tuple("low", true), tuple("low", false));
    assertThat(bench.observations())
        .extracting(each -> each.value().getConverged(), each -> each.value().getTechnique())
        .containsExactly(
            tuple(false, "simulation"), tuple(true, "simulation"), tuple(true, "simulation"));
    assertThat(material.getCandidate().getFormula()).isEqualTo(FORMULA);
  }

  @Test
  void shouldStateTheBiasOfEachKindOfComputation() {
    simulate("s-1", "DFT/PBE", "low", true, 1.8);
    simulate("s-2", "DFT/HSE06", "high", true, 3.1);
    read("r-1", "a", new Quantity(3200.0, "meV", 20.0, 1), MORNING);

    PropertySummary gap = last();

    assertThat(gap.getBasis()).isEqualTo("experiment");
    assertThat(gap.getMean().getValue()).isEqualTo(3.2);
    assertThat(gap.getBiases())
        .extracting(
            each -> each.getFidelity(),
            each -> each.getMethod(),
            each -> each.getDifference().getUnit())
        .containsExactly(tuple("high", "DFT/HSE06", "eV"), tuple("low", "DFT/PBE", "eV"));
    assertThat(gap.getBiases().get(0).getDifference().getValue()).isCloseTo(-0.1, within(1e-12));
    assertThat(gap.getBiases().get(1).getDifference().getValue()).isCloseTo(-1.4, within(1e-12));
  }

  @Test
  void shouldEstimateTheBiasOfAKindOfComputationOverAllMaterials() {
    List<String> formulas = List.of("SrTiO3", "BaTiO3", "CaTiO3", "PbTiO3");
    double[] biases = {-1.0, -1.2, -1.1, -0.9};
    for (int i = 0; i < formulas.size(); i++) {
      simulateAndMeasure(i, formulas.get(i), 3.0 + biases[i], 3.0);
    }
    // the last material is measured again, and its vote is not what it was
    bench.report(
        reading("r-again", "a", new Quantity(3.2, "eV", null, 1), MORNING)
            .setCandidateId(Events.idOf("PbTiO3"))
            .build());

    DriftDetected alarm = lastOf(bench.alarms());

    assertThat(alarm.getSubject()).isEqualTo("DFT/PBE (low)");
    assertThat(alarm.getDetector()).isEqualTo("simulation-bias/1");
    assertThat(alarm.getProperty()).isEqualTo("band_gap");
    assertThat(alarm.getCount()).isEqualTo(4);
    assertThat(alarm.getEstimate().getUnit()).isEqualTo("eV");
    // -1.0, -1.2, -1.1, -1.0
    assertThat(alarm.getEstimate().getValue()).isCloseTo(-1.075, within(1e-12));
    assertThat(alarm.getEstimate().getSem()).isCloseTo(0.0478714, within(1e-6));
  }

  private void simulateAndMeasure(int i, String formula, double computed, double measured) {
    Candidate candidate =
        Candidate.newBuilder().setCandidateId(Events.idOf(formula)).setFormula(formula).build();
    bench.simulate(
        simulation("s-" + i, "low", computed, "eV")
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .build());
    bench.report(
        reading("r-" + i, "a", new Quantity(measured, "eV", null, 1), MORNING)
            .setCandidateId(candidate.getCandidateId())
            .build());
  }

  @Test
  void shouldWeighDocumentsByTheirAge() {
    Instant old = Bench.NOW.minus(Bench.FUSION.literatureHalfLife().multipliedBy(2));
    embed("doi:1", List.of(1f, 0f), old, "SrTiO3");
    embed("doi:2", List.of(0f, 1f), Bench.NOW, "TiO3Sr", "NaCl");

    MaterialUpdated material =
        bench.materials().stream()
            .map(TestRecord::value)
            .filter(each -> each.getCandidateId().equals(Events.idOf(FORMULA)))
            .reduce((first, second) -> second)
            .orElseThrow();

    LiteratureSummary literature = material.getLiterature().get(0);
    assertThat(literature.getDocuments()).isEqualTo(2);
    // two half-lives: weights 1 to 4
    assertThat(literature.getVector().get(0)).isCloseTo(0.2f, within(1e-6f));
    assertThat(literature.getVector().get(1)).isCloseTo(0.8f, within(1e-6f));
    assertThat(literature.getOccurredAt()).isEqualTo(Bench.NOW);
    assertThat(material.getEventCount()).isEqualTo(2);
  }

  @Test
  void shouldRefuseComputationsAndDocumentsThatCannotBe() {
    Candidate lying = Candidate.newBuilder().setCandidateId("c-0").setFormula(FORMULA).build();
    bench.simulate(
        simulation("s-1", "low", 1, "eV").setCandidateId("c-0").setCandidate(lying).build());
    bench.simulate(simulation("s-2", "experiment", 1, "eV").build());
    bench.simulate(simulation("s-3", "low", 1, "furlong").build());
    bench.simulate(simulation("s-4", "low", 1, "V").build());
    embed("doi:1", List.of(1f, Float.NaN), MORNING, FORMULA);
    embed("doi:2", List.of(1f), MORNING, "Xx2");
    embed("doi:3", List.of(), MORNING, FORMULA);

    assertThat(bench.deadLetters())
        .extracting(letter -> letter.getCode() + " " + letter.getField())
        .containsExactly(
            "invalid-field candidateId",
            "invalid-field fidelity",
            "unknown-unit properties.band_gap.unit",
            "invalid-field properties.band_gap.unit",
            "not-finite vector[1]",
            "invalid-field materials[0]",
            "invalid-field vector");
    assertThat(bench.materials()).isEmpty();
  }

  @Test
  void shouldSayWhichEventsMadeTheRecordInBoundedSpace() {
    for (int i = 10; i < 40; i++) {
      read("r-" + i, "a", new Quantity(1.0, "eV", 0.1, 1), MORNING);
    }

    MaterialUpdated material = lastUpdate().value();

    assertThat(material.getEventCount()).isEqualTo(30);
    assertThat(material.getVersion()).isEqualTo(30);
    assertThat(material.getMeta().getCausedBy())
        .containsExactly("r-32", "r-33", "r-34", "r-35", "r-36", "r-37", "r-38", "r-39");
    assertThat(material.getEventsDigest()).matches("[0-9a-f]{32}");
    assertThat(material.getProperties().get("band_gap").getMean().getSem())
        .isCloseTo(0.1 / Math.sqrt(30), within(1e-12));
  }

  @Test
  void shouldStayBoundedWhateverNumberOfSourcesThereIs() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      read("r-" + i, "i-" + random.nextInt(1_000_000), new Quantity(1.0, "eV", 0.1, 1), MORNING);
    }

    PropertySummary gap = last();

    assertThat(gap.getSources()).hasSize(65);
    assertThat(gap.getSources().get(64).getMethod()).isEmpty();
    assertThat(gap.getSources().get(64).getCount()).isEqualTo(36);
    assertThat(gap.getMean().getN()).isEqualTo(64);
  }

  @Test
  void shouldNotStopAtTheEndsOfTheRange() {
    read("r-1", "a", new Quantity(1e150, "eV", 1e-300, 1), MORNING);
    read("r-2", "a", new Quantity(-1e150, "meV", Double.MIN_VALUE, Integer.MAX_VALUE), MORNING);
    read("r-3", "b", new Quantity(1e-300, "eV", 1e150, Integer.MAX_VALUE), MORNING);
    read("r-4", "b", new Quantity(Double.MAX_VALUE, "eV", null, 1), MORNING);

    assertThat(bench.materials()).hasSize(3);
    assertThat(bench.deadLetters())
        .extracting(letter -> letter.getCode() + " " + letter.getField())
        .containsExactly("invalid-field payload.values.band_gap");
  }

  private PropertySummary last() {
    return lastUpdate().value().getProperties().get("band_gap");
  }

  private TestRecord<String, MaterialUpdated> lastUpdate() {
    List<TestRecord<String, MaterialUpdated>> updates =
        bench.materials().stream().filter(each -> each.key().equals(Events.idOf(FORMULA))).toList();
    return updates.get(updates.size() - 1);
  }

  private static <T> T lastOf(List<TestRecord<String, T>> records) {
    return records.get(records.size() - 1).value();
  }

  private void read(String id, String instrument, Quantity value, Instant at) {
    bench.report(reading(id, instrument, value, at).setCandidateId(Events.idOf(FORMULA)).build());
  }

  private void reference(String id, String instrument, double value, Instant at) {
    bench.report(
        reading(id, instrument, new Quantity(value, "eV", 0.002, 1), at)
            .setSampleId("reference:wafer")
            .setCandidateId(null)
            .build());
  }

  private static ReadingReported.Builder reading(
      String id, String instrument, Quantity value, Instant at) {
    return Events.at(
            Events.reading(id, new Scalars(Map.of("band_gap", value))).setInstrumentId(instrument),
            at)
        .setSimulated(false);
  }

  private void simulate(String id, String method, String fidelity, boolean converged, double gap) {
    bench.simulate(
        simulation(id, fidelity, gap, "eV").setMethod(method).setConverged(converged).build());
  }

  private static SimulationCompleted.Builder simulation(
      String id, String fidelity, double gap, String unit) {
    Candidate candidate =
        Candidate.newBuilder().setCandidateId(Events.idOf(FORMULA)).setFormula(FORMULA).build();
    return SimulationCompleted.newBuilder()
        .setMeta(Events.meta(id).build())
        .setCandidateId(candidate.getCandidateId())
        .setCandidate(candidate)
        .setMethod("DFT/PBE")
        .setFidelity(fidelity)
        .setConverged(true)
        .setProperties(Map.of("band_gap", Events.quantity(gap, unit)));
  }

  private void embed(String id, List<Float> vector, Instant at, String... formulas) {
    Meta meta = Events.meta("event of " + id).setOccurredAt(at).build();
    bench.embed(
        LiteratureEmbedded.newBuilder()
            .setMeta(meta)
            .setDocumentId(id)
            .setModel("mat2vec")
            .setVector(vector)
            .setMaterials(List.of(formulas))
            .build());
  }
}
