package io.athanor.allinone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.Candidate;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.SimulationCompleted;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Computations in, stability out, over several partitions and a restart on an empty disk. */
final class StabilityIT {
  @TempDir private static Path directory;

  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = new Broker(directory, 3);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldAssessAcrossPartitionsAndAfterItsDiskIsLost() throws Exception {
    try (PerceptionProcess first = perception("first")) {
      compute("LiFeO2", -1.6);
      compute("Li5FeO4", -1.9);
      compute("Fe2O3", -1.9);
      // LiFeO2 = half Fe2O3 and half Li5FeO4 by atoms; Li5FeO4 = 0.4 LiFeO2 and elements
      awaitEnergies(Map.of("Fe2O3", -1.9, "FeLiO2", -1.6 + 1.9, "FeLi5O4", -1.9 + 0.4 * 1.6));
      assertThat(first.isAlive()).isTrue();
    }
    compute("Li2O", -2.0);
    try (PerceptionProcess second = perception("second")) {
      awaitEnergies(
          Map.of(
              "FeLiO2", -1.6 + 1.9 * 5 / 8 + 2.0 * 3 / 8,
              "FeLi5O4", -1.9 + 1.9 / 4 + 2.0 * 3 / 4,
              "Li2O", -2.0));
      assertThat(second.isAlive()).isTrue();
    }
  }

  /**
   * The last word on these formulas; the hull of a few certain figures moves little in the mean.
   */
  private static void awaitEnergies(Map<String, Double> expected) {
    Awaitility.await()
        .atMost(Broker.PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Double> last = new TreeMap<>();
              broker
                  .committed(Topics.STABILITY_ASSESSED)
                  .forEach(each -> last.put(each.getFormula(), each.getEnergyAboveHull()));
              assertThat(last).containsKeys(expected.keySet().toArray(String[]::new));
              expected.forEach(
                  (formula, energy) ->
                      assertThat(last.get(formula)).as(formula).isEqualTo(energy, within(0.03)));
            });
  }

  private static PerceptionProcess perception(String disk) {
    PerceptionProcess process =
        PerceptionProcess.start(broker.perception(disk, Map.of()), new SimpleMeterRegistry());
    Awaitility.await().atMost(Broker.PATIENCE).until(process::isReady);
    return process;
  }

  private static void compute(String formula, double energy) throws Exception {
    String candidateId =
        ContentHash.candidateId(
            Optional.of(Composition.parse(formula)), Map.of(), Optional.empty());
    Instant now = Instant.now();
    SimulationCompleted computed =
        SimulationCompleted.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(EventIds.derived(now, formula))
                    .setSource("simulator/it")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setCandidateId(candidateId)
            .setCandidate(
                Candidate.newBuilder().setCandidateId(candidateId).setFormula(formula).build())
            .setMethod("DFT/PBE")
            .setFidelity("high")
            .setConverged(true)
            .setProperties(
                Map.of("formation_energy_per_atom", new Quantity(energy, "eV", 0.001, 1)))
            .build();
    broker.send(Topics.SIMULATION_COMPLETED, candidateId, computed);
  }
}
