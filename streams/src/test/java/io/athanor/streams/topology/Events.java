package io.athanor.streams.topology;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Crystal;
import io.athanor.event.Curve;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.identity.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Valid events, to be bent where a test wants them bent. */
final class Events {
  private Events() {}

  static Meta.Builder meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("instrument/test-1")
        .setOccurredAt(Bench.NOW.minusSeconds(60))
        .setRecordedAt(Bench.NOW.minusSeconds(1));
  }

  static Quantity quantity(double value, String unit) {
    return new Quantity(value, unit, null, 1);
  }

  static ReadingReported.Builder reading(String id, Object payload) {
    return ReadingReported.newBuilder()
        .setMeta(meta(id).build())
        .setSampleId("sample-1")
        .setCandidateId("c-1")
        .setCampaignId("campaign-1")
        .setExperimentId("experiment-1")
        .setInstrumentId("test-1")
        .setTechnique("scalar")
        .setPayload(payload)
        .setSimulated(true);
  }

  static ReadingReported.Builder scalar(String id, String property, double value, String unit) {
    return reading(id, new Scalars(Map.of(property, quantity(value, unit))));
  }

  static ReadingReported.Builder at(ReadingReported.Builder reading, Instant occurredAt) {
    return reading.setMeta(Meta.newBuilder(reading.getMeta()).setOccurredAt(occurredAt).build());
  }

  static Curve curve(String xUnit, List<Double> x, String yUnit, List<Double> y) {
    return new Curve("x", xUnit, x, "y", yUnit, y, Map.of());
  }

  static CandidateProposed.Builder candidate(String id, String formula, String campaignId) {
    return proposed(
        id,
        Candidate.newBuilder().setCandidateId(idOf(formula)).setFormula(formula).build(),
        campaignId);
  }

  static CandidateProposed.Builder recipe(String id, Map<String, Object> parameters) {
    String candidateId = ContentHash.candidateId(Optional.empty(), parameters, Optional.empty());
    Candidate candidate =
        Candidate.newBuilder().setCandidateId(candidateId).setParameters(parameters).build();
    return proposed(id, candidate, "campaign-1");
  }

  static CandidateProposed.Builder proposed(String id, Candidate candidate, String campaignId) {
    return CandidateProposed.newBuilder()
        .setMeta(meta(id).build())
        .setCandidateId(candidate.getCandidateId())
        .setCandidate(candidate)
        .setCampaignId(campaignId)
        .setIndex(0);
  }

  static String idOf(String formula) {
    return ContentHash.candidateId(
        Optional.of(Composition.parse(formula)), Map.of(), Optional.empty());
  }

  static String idOf(Crystal cubic) {
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < cubic.getSpecies().size(); i++) {
      List<Double> at = cubic.getFractional().subList(3 * i, 3 * i + 3);
      Element element = Element.ofSymbol(cubic.getSpecies().get(i)).orElseThrow();
      sites.add(new Site(element, at.get(0), at.get(1), at.get(2)));
    }
    return ContentHash.candidateId(
        Optional.empty(),
        Map.of(),
        Optional.of(
            new io.athanor.materials.crystal.Crystal(
                Lattice.cubic(cubic.getLattice().get(0)), sites)));
  }

  /** Caesium chloride structure with edge 4.12 Angstrom. */
  static Crystal caesiumChloride() {
    return new Crystal(
        List.of(4.12, 0.0, 0.0, 0.0, 4.12, 0.0, 0.0, 0.0, 4.12),
        List.of("Cs", "Cl"),
        List.of(0.0, 0.0, 0.0, 0.5, 0.5, 0.5));
  }
}
