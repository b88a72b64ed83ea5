package io.athanor.loadtests.planner;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.Objective;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.Quantity;
import io.athanor.event.SurrogateKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Events of many campaigns over small pools of two parameters, each with a bowl of its own to find
 * the bottom of. Identifiers follow from the numbers, so sending twice changes nothing.
 *
 * @param pool candidates of each campaign
 * @param budget experiments of each campaign
 */
record CampaignEvents(int pool, int budget) {
  private static final String PROPERTY = "gap";
  private static final String UNIT = "eV";
  private static final double GOLDEN = 0.618_033_988_749_895;

  static String campaign(int number) {
    return "campaign-" + number;
  }

  static int number(String campaignId) {
    return Integer.parseInt(campaignId.substring(campaignId.indexOf('-') + 1));
  }

  CampaignDefined definition(int campaign, Instant now) {
    return CampaignDefined.newBuilder()
        .setMeta(meta("definition-" + campaign, now))
        .setCampaignId(campaign(campaign))
        .setName("load")
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty(PROPERTY)
                    .setUnit(UNIT)
                    .setGoal(Goal.MINIMIZE)
                    .build()))
        .setSearch(new Pool(pool, List.of(parameter("x"), parameter("y"))))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .build())
        .setBudget(budget)
        .setSeed(campaign)
        .build();
  }

  private static Parameter parameter(String name) {
    return Parameter.newBuilder().setName(name).setKind(ParameterKind.CONTINUOUS).build();
  }

  MaterialUpdated candidate(int campaign, int index, Instant now) {
    String id = "c-" + campaign + "-" + index;
    return MaterialUpdated.newBuilder()
        .setMeta(meta("admission-" + campaign + "-" + index, now))
        .setCandidateId(id)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId(id)
                .setParameters(Map.of("x", x(index), "y", y(index)))
                .build())
        .setChange(MaterialChange.ADMITTED)
        .setMemberships(List.of(new Membership(campaign(campaign), index, null)))
        .setAdmittedTo(campaign(campaign))
        .setVersion(1)
        .build();
  }

  ObservationDerived observation(ExperimentProposed proposal, Instant now) {
    int campaign = number(proposal.getCampaignId());
    String name = campaign + "-" + proposal.getOrdinal();
    return ObservationDerived.newBuilder()
        .setMeta(meta("observation-" + name, now))
        .setCampaignId(proposal.getCampaignId())
        .setExperimentId(proposal.getExperimentId())
        .setCandidateId(proposal.getCandidateId())
        .setSampleId("sample-" + name)
        .setProperty(PROPERTY)
        .setQuantity(
            Quantity.newBuilder()
                .setValue(value(campaign, proposal.getPoolIndex()))
                .setUnit(UNIT)
                .build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId("reading-" + name)
        .setReadingRecordedAt(now)
        .build();
  }

  private double value(int campaign, int index) {
    double dx = x(index) - fraction(campaign * GOLDEN);
    double dy = y(index) - fraction(campaign * GOLDEN * GOLDEN);
    return 1 + dx * dx + dy * dy;
  }

  private double x(int index) {
    return (index + 0.5) / pool;
  }

  private static double y(int index) {
    return fraction(index * GOLDEN);
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }

  private static Meta meta(String id, Instant now) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("loadtests")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }
}
