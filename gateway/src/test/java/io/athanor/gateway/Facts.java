package io.athanor.gateway;

import io.athanor.event.Candidate;
import io.athanor.event.Crystal;
import io.athanor.event.Curve;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.event.SourceSummary;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Facts about materials as doors, perception and reasoning write them. */
final class Facts {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final double WAVELENGTH = 1.5406;

  private final MemoryEventLog log;
  private final String tenant;

  Facts(MemoryEventLog log) {
    this(log, null);
  }

  Facts(MemoryEventLog log, String tenant) {
    this.log = log;
    this.tenant = tenant;
  }

  /** Rock salt, a = 5.64 Angstrom. */
  static Crystal salt() {
    double[][] faces = {{0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
    List<String> species = new ArrayList<>();
    List<Double> fractional = new ArrayList<>();
    for (String element : new String[] {"Na", "Cl"}) {
      for (double[] face : faces) {
        species.add(element);
        fractional.add((face[0] + (element.equals("Cl") ? 0.5 : 0)) % 1);
        fractional.add(face[1]);
        fractional.add(face[2]);
      }
    }
    return new Crystal(
        List.of(5.64, 0.0, 0.0, 0.0, 5.64, 0.0, 0.0, 0.0, 5.64), species, fractional);
  }

  /** A fused record with one property, said by one reading. */
  void material(String candidateId, String formula, Crystal crystal, String readingId) {
    Quantity quantity = Quantity.newBuilder().setValue(1.5).setUnit("eV").setSem(0.05).build();
    SourceSummary source =
        SourceSummary.newBuilder()
            .setFidelity("experiment")
            .setTechnique("scalar")
            .setMethod("as-reported/1")
            .setInstrumentId("i")
            .setSimulated(false)
            .setConverged(true)
            .setMean(quantity)
            .setLatest(quantity)
            .setOccurredAt(NOW)
            .setLatestId(readingId)
            .setCount(1)
            .setSums(ByteBuffer.allocate(0))
            .build();
    MaterialUpdated event =
        MaterialUpdated.newBuilder()
            .setMeta(meta("u-" + candidateId))
            .setCandidateId(candidateId)
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId(candidateId)
                    .setFormula(formula)
                    .setCrystal(crystal)
                    .build())
            .setChange(MaterialChange.MEASURED)
            .setProperties(
                Map.of(
                    "gap",
                    PropertySummary.newBuilder()
                        .setLatest(quantity)
                        .setMean(quantity)
                        .setOccurredAt(NOW)
                        .setMethod("as-reported/1")
                        .setTechnique("scalar")
                        .setProperty("gap")
                        .setBasis("experiment")
                        .setSources(List.of(source))
                        .build()))
            .setVersion(1)
            .build();
    log.append(Topics.MATERIAL_UPDATED, candidateId, event).join();
  }

  /** What the model says of it. */
  void prediction(String candidateId) {
    PredictionMade event =
        PredictionMade.newBuilder()
            .setMeta(meta("y-" + candidateId))
            .setCandidateId(candidateId)
            .setRequestId("q")
            .setPredictions(
                List.of(new PropertyPrediction("gap", "eV", 1.4, 0.1, 0.05, 1.2, 1.6, 0.9)))
            .setEmbedding(List.of())
            .setModelName("spark")
            .setModelDigest("bb".repeat(32))
            .setOutOfDomain(0.5)
            .build();
    log.append(Topics.PREDICTION_MADE, candidateId, event).join();
  }

  /** A reading of one number. */
  void scalar(String id, String candidateId) {
    Quantity quantity = Quantity.newBuilder().setValue(1.5).setUnit("eV").build();
    reading(id, candidateId, null, "scalar", new Scalars(Map.of("gap", quantity)));
  }

  /** A diffraction pattern with peaks where a cubic cell of that edge has its strong ones. */
  void pattern(String id, String candidateId, String experimentId, Crystal crystal) {
    double edge = crystal.getLattice().get(0);
    int[][] planes = {{3, 8}, {4, 100}, {8, 55}, {11, 2}, {12, 15}, {16, 6}};
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (double angle = 20; angle <= 70; angle += 0.05) {
      double counts = 50;
      for (int[] plane : planes) {
        double line = 2 * Math.toDegrees(Math.asin(WAVELENGTH * Math.sqrt(plane[0]) / (2 * edge)));
        counts += 20 * plane[1] * Math.exp(-Math.pow((angle - line) / 0.09, 2));
      }
      x.add(angle);
      y.add(counts);
    }
    Quantity wavelength = Quantity.newBuilder().setValue(WAVELENGTH).setUnit("Ao").build();
    reading(
        id,
        candidateId,
        experimentId,
        "powder-diffraction",
        new Curve(
            "two_theta",
            "deg",
            x,
            "intensity",
            "1",
            y,
            Map.of("radiation_wavelength", wavelength)));
  }

  private void reading(
      String id, String candidateId, String experimentId, String technique, Object payload) {
    ReadingReported event =
        ReadingReported.newBuilder()
            .setMeta(meta(id))
            .setSampleId("s-" + id)
            .setCandidateId(candidateId)
            .setExperimentId(experimentId)
            .setInstrumentId("i")
            .setTechnique(technique)
            .setPayload(payload)
            .setSimulated(false)
            .build();
    log.append(Topics.READING_REPORTED, event.getSampleId(), event).join();
  }

  private Meta meta(String id) {
    return Meta.newBuilder(Events.meta(id, NOW)).setTenant(tenant).build();
  }
}
