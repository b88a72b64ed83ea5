package io.athanor.acquisition.topology;

import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.Decision;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A campaign run by the topology itself, for tests that ask about its journal. */
public final class RecordedCampaign implements AutoCloseable {
  // before any event is built: it tells Avro whom to trust
  private static final EventCodecs CODECS = new EventCodecs(Driven.REGISTRY);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Driven topology = new Driven(() -> now);
  private final CampaignDefined definition;
  private int ids;

  /** Starts it. */
  public RecordedCampaign(CampaignDefined.Builder definition) {
    this.definition = definition.setMeta(meta()).build();
    topology.define(this.definition);
  }

  /** A definition over a pool with the setting x, to be completed. */
  public static CampaignDefined.Builder pool(String campaignId, int size) {
    return Driven.definition(campaignId, size);
  }

  /** A setting between 0 and 1. */
  public static Parameter axis(String name) {
    return Parameter.newBuilder()
        .setName(name)
        .setKind(ParameterKind.CONTINUOUS)
        .setLow(0.0)
        .setHigh(1.0)
        .build();
  }

  /** A candidate of the pool. */
  public void admit(int index, String formula, Map<String, Object> parameters) {
    topology.say(
        Topics.MATERIAL_UPDATED,
        "c-" + index,
        MaterialUpdated.newBuilder()
            .setMeta(meta())
            .setCandidateId("c-" + index)
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId("c-" + index)
                    .setFormula(formula)
                    .setParameters(parameters)
                    .build())
            .setChange(MaterialChange.ADMITTED)
            .setMemberships(List.of(new Membership(definition.getCampaignId(), index, null)))
            .setAdmittedTo(definition.getCampaignId())
            .setVersion(1)
            .build());
  }

  /** What a model says of a candidate. */
  public void predict(int index, double mean, List<Float> embedding) {
    topology.say(
        Topics.PREDICTION_MADE,
        "c-" + index,
        PredictionMade.newBuilder()
            .setMeta(Meta.newBuilder(meta()).setCorrelationId(definition.getCampaignId()).build())
            .setCandidateId("c-" + index)
            .setRequestId("request-" + index)
            .setCampaignIds(List.of(definition.getCampaignId()))
            .setModelName("test-model")
            .setModelDigest("digest-1")
            .setEmbedding(embedding)
            .setPredictions(
                List.of(
                    PropertyPrediction.newBuilder()
                        .setProperty("gap")
                        .setUnit("eV")
                        .setMean(mean)
                        .setEpistemic(0.1)
                        .setAleatoric(0.1)
                        .setLower(mean - 0.3)
                        .setUpper(mean + 0.3)
                        .setCoverage(0.9)
                        .build()))
            .setOutOfDomain(0)
            .build());
  }

  /** Proposals made since they were last asked for. */
  public List<ExperimentProposed> proposals() {
    return topology.proposals();
  }

  /** Leases, does and measures it. */
  public void measure(ExperimentProposed proposal, String property, double value) {
    step(proposal, ExperimentState.LEASED);
    now = now.plusSeconds(1);
    read(
        proposal.getExperimentId(),
        proposal.getCandidateId(),
        property,
        "reading-" + property + proposal.getOrdinal(),
        value);
  }

  /** Something that was measured of a candidate before the campaign. */
  public void know(int index, String property, double value) {
    read(null, "c-" + index, property, "known-" + property + index, value);
  }

  /** Another property of what was measured already. */
  public void read(ExperimentProposed proposal, String property, double value) {
    now = now.plusSeconds(1);
    read(
        proposal.getExperimentId(),
        proposal.getCandidateId(),
        property,
        "reading-" + property + proposal.getOrdinal(),
        value);
  }

  /** Leases and computes it. */
  public void compute(ExperimentProposed proposal, String method, String property, double value) {
    step(proposal, ExperimentState.LEASED);
    now = now.plusSeconds(1);
    topology.say(
        Topics.OBSERVATION_DERIVED,
        definition.getCampaignId(),
        ObservationDerived.newBuilder(
                reading(
                    proposal.getExperimentId(),
                    proposal.getCandidateId(),
                    property,
                    "computed-" + proposal.getOrdinal(),
                    value))
            .setMethod(method)
            .setFidelity("low")
            .setSimulated(true)
            .build());
  }

  private void read(
      String experimentId, String candidateId, String property, String readingId, double value) {
    topology.say(
        Topics.OBSERVATION_DERIVED,
        definition.getCampaignId(),
        reading(experimentId, candidateId, property, readingId, value));
  }

  private ObservationDerived reading(
      String experimentId, String candidateId, String property, String readingId, double value) {
    return ObservationDerived.newBuilder()
        .setMeta(meta())
        .setCampaignId(definition.getCampaignId())
        .setExperimentId(experimentId)
        .setCandidateId(candidateId)
        .setSampleId("sample-" + readingId)
        .setProperty(property)
        .setQuantity(Quantity.newBuilder().setValue(value).setUnit("eV").setSem(0.01).build())
        .setTechnique("uv-vis")
        .setMethod("tauc-direct/1")
        .setFidelity("experiment")
        .setReadingId(readingId)
        .setReadingRecordedAt(now)
        .build();
  }

  /** Leases it and fails. */
  public void fail(ExperimentProposed proposal) {
    step(proposal, ExperimentState.LEASED);
    step(proposal, ExperimentState.RUNNING);
    step(proposal, ExperimentState.FAILED);
  }

  private void step(ExperimentProposed proposal, ExperimentState state) {
    now = now.plusSeconds(1);
    topology.say(
        Topics.EXPERIMENT_PROGRESSED,
        definition.getCampaignId(),
        ExperimentProgressed.newBuilder()
            .setMeta(meta())
            .setCampaignId(definition.getCampaignId())
            .setExperimentId(proposal.getExperimentId())
            .setState(state)
            .setLeaseEpoch(1)
            .setWorker("robot-1")
            .setLeaseExpiresAt(now.plusSeconds(6000))
            .setFailureKind(state == ExperimentState.FAILED ? "synthesis" : null)
            .build());
  }

  /** A person says something. */
  public void decide(ExperimentProposed proposal, Decision decision) {
    now = now.plusSeconds(1);
    topology.say(
        Topics.EXPERIMENT_DECIDED,
        definition.getCampaignId(),
        ExperimentDecided.newBuilder()
            .setMeta(meta())
            .setCampaignId(definition.getCampaignId())
            .setExperimentId(proposal.getExperimentId())
            .setDecision(decision)
            .setBy("ada")
            .setReason("I know better")
            .build());
  }

  /** Measures what is proposed until nothing is, or so many are proposed. */
  public List<ExperimentProposed> run(int most, ToDoubleFunction<Candidate> laboratory) {
    List<ExperimentProposed> all = new ArrayList<>();
    List<ExperimentProposed> open = proposals();
    while (!open.isEmpty()) {
      all.addAll(open);
      if (all.size() >= most) {
        break;
      }
      for (ExperimentProposed each : open) {
        measure(each, "gap", laboratory.applyAsDouble(each.getCandidate()));
      }
      open = proposals();
    }
    return all;
  }

  /** Its journal as it is now. */
  public CaseFile file() {
    SortedMap<Long, JournalEntry> entries = new TreeMap<>();
    KeyValueStore<Bytes, byte[]> store = topology.driver.getKeyValueStore(Nodes.JOURNAL);
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> each = all.next();
        JournalRecord.of(CODECS, each.key.get(), each.value)
            .ifPresent(record -> entries.put(record.sequence(), record.entry()));
      }
    }
    return new CaseFile(
        definition.getCampaignId(), List.copyOf(entries.values()), CODECS, Driven.GRACE);
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }

  @Override
  public void close() {
    topology.close();
  }
}
