package io.athanor.allinone.invention;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.InventionRequested;
import io.athanor.event.InventionTerms;
import io.athanor.event.Meta;
import io.athanor.event.Objective;
import io.athanor.event.ObservedCandidate;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.SurrogateKind;
import io.athanor.generator.Surrogate;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A campaign over perovskites that asks for more. */
public final class Requests {
  public static final String CAMPAIGN = "oxides";
  public static final String PROPERTY = "band_gap";
  static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

  private Requests() {}

  /** Cubic perovskites of four A and three B, and what a model says of their gaps. */
  static List<ObservedCandidate> observed(Surrogate surrogate) {
    List<Crystal> crystals = new ArrayList<>();
    for (Element a : List.of(Element.Ca, Element.Sr, Element.Ba, Element.Pb)) {
      for (Element b : List.of(Element.Ti, Element.Zr, Element.Sn)) {
        crystals.add(perovskite(a, b));
      }
    }
    List<ObservedCandidate> observed = new ArrayList<>();
    for (Crystal crystal : crystals) {
      Candidate candidate = CandidateCrystals.candidate(crystal);
      double gap = surrogate.assess(List.of(crystal)).get(0).properties().get(PROPERTY).mean();
      observed.add(
          new ObservedCandidate(
              candidate.getCandidateId(), observed.size(), candidate, Map.of(PROPERTY, gap)));
    }
    return observed;
  }

  public static Crystal perovskite(Element a, Element b) {
    double edge = 1.1 * (b.covalentRadius() + 0.66) * 1.88;
    return new Crystal(
        Lattice.cubic(edge),
        List.of(
            new Site(a, 0, 0, 0),
            new Site(b, .5, .5, .5),
            new Site(Element.O, .5, .5, 0),
            new Site(Element.O, .5, 0, .5),
            new Site(Element.O, 0, .5, .5)));
  }

  public static CampaignDefined definition(int size, InventionTerms terms) {
    return CampaignDefined.newBuilder()
        .setMeta(meta("definition"))
        .setCampaignId(CAMPAIGN)
        .setName("gaps of oxides")
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty(PROPERTY)
                    .setUnit("eV")
                    .setGoal(Goal.MAXIMIZE)
                    .build()))
        .setSearch(new Pool(size, List.of()))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.LOG_EXPECTED_IMPROVEMENT)
                .setSurrogate(SurrogateKind.BAYESIAN_LINEAR)
                .setFeatures(List.of(FeatureKind.EMBEDDING))
                .build())
        .setBudget(60)
        .setSeed(7)
        .setInvention(terms)
        .build();
  }

  public static InventionTerms.Builder terms() {
    return InventionTerms.newBuilder()
        .setRequired(List.of("O"))
        .setForbidden(List.of("Pb", "Tl", "Hg"))
        .setPrototypes(List.of("perovskite"))
        .setAtomsMost(5)
        .setCount(6);
  }

  static InventionRequested request(
      CampaignDefined definition, int wave, int firstIndex, List<ObservedCandidate> observed) {
    return InventionRequested.newBuilder()
        .setMeta(meta("request-" + wave))
        .setCampaignId(definition.getCampaignId())
        .setWave(wave)
        .setSeed(11 + wave)
        .setFirstIndex(firstIndex)
        .setCount(definition.getInvention() == null ? 1 : definition.getInvention().getCount())
        .setDefinition(definition)
        .setObserved(observed)
        .setExpectedImprovement(0.01)
        .setFirstExpectedImprovement(0.5)
        .build();
  }

  static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("athanor/acquisition")
        .setOccurredAt(NOW)
        .setRecordedAt(NOW)
        .build();
  }
}
