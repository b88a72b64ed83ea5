package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.Candidate;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.SourceSummary;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class FusedKnowledgeTest extends FusedMaterialBench {
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
  void shouldTellTheCampaignThatAskedForAComputation() {
    bench.simulate(
        simulation("s-1", "low", 1.8, "eV")
            .setCampaignId("cheap-first")
            .setExperimentId("e-1")
            .build());
    simulate("s-2", "DFT/PBE", "low", true, 1.9);

    assertThat(bench.observations())
        .extracting(
            each -> each.key(),
            each -> each.value().getCampaignId(),
            each -> each.value().getExperimentId(),
            each -> each.value().getMethod())
        .containsExactly(
            tuple("cheap-first", "cheap-first", "e-1", "DFT/PBE"),
            tuple(Events.idOf(FORMULA), null, null, "DFT/PBE"));
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
    assertThat(alarm.getKind()).isEqualTo(DriftKind.SIMULATION_BIAS);
    assertThat(alarm.getMessage())
        .isEqualTo("band_gap by DFT/PBE (low) lies 1.08 eV below experiment over 4 materials");
    assertThat(alarm.getAnswers()).containsExactly("alert");
    assertThat(alarm.getEstimate().getUnit()).isEqualTo("eV");
    // -1.0, -1.2, -1.1, -1.0
    assertThat(alarm.getEstimate().getValue()).isCloseTo(-1.075, within(1e-12));
    assertThat(alarm.getEstimate().getSem()).isCloseTo(0.0478714, within(1e-6));
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
}
