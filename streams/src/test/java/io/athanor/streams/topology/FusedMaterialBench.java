package io.athanor.streams.topology;

import io.athanor.event.Candidate;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.event.SimulationCompleted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of fused materials say and read: one material, a bench of its own each. */
abstract class FusedMaterialBench {
  static final String FORMULA = "SrTiO3";
  static final Instant MORNING = Bench.NOW.minus(Duration.ofHours(6));

  @TempDir private Path directory;
  Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory, "mock://FusedMaterialTest");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  PropertySummary last() {
    return lastUpdate().value().getProperties().get("band_gap");
  }

  TestRecord<String, MaterialUpdated> lastUpdate() {
    List<TestRecord<String, MaterialUpdated>> updates =
        bench.materials().stream().filter(each -> each.key().equals(Events.idOf(FORMULA))).toList();
    return updates.get(updates.size() - 1);
  }

  static <T> T lastOf(List<TestRecord<String, T>> records) {
    return records.get(records.size() - 1).value();
  }

  void read(String id, String instrument, Quantity value, Instant at) {
    bench.report(reading(id, instrument, value, at).setCandidateId(Events.idOf(FORMULA)).build());
  }

  void reference(String id, String instrument, double value, Instant at) {
    bench.report(
        reading(id, instrument, new Quantity(value, "eV", 0.002, 1), at)
            .setSampleId("reference:wafer")
            .setCandidateId(null)
            .build());
  }

  static ReadingReported.Builder reading(String id, String instrument, Quantity value, Instant at) {
    return Events.at(
            Events.reading(id, new Scalars(Map.of("band_gap", value))).setInstrumentId(instrument),
            at)
        .setSimulated(false);
  }

  void simulate(String id, String method, String fidelity, boolean converged, double gap) {
    bench.simulate(
        simulation(id, fidelity, gap, "eV").setMethod(method).setConverged(converged).build());
  }

  static SimulationCompleted.Builder simulation(
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

  void embed(String id, List<Float> vector, Instant at, String... formulas) {
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

  void simulateAndMeasure(int i, String formula, double computed, double measured) {
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
}
