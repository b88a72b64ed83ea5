package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.Approval;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.FeatureKind;
import io.athanor.event.FollowUp;
import io.athanor.event.HaltDeclared;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Policy;
import io.athanor.event.ProcessSpace;
import io.athanor.event.Quantity;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.OrderCodec;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.ProposedOrders;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys;
import io.athanor.schemas.signing.TrustedKeys.Trusted;
import io.athanor.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivationTest {
  private static final String CAMPAIGN = "campaign-1";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private static final OrderSigner SIGNER = new OrderSigner(Ed25519.ofSeed(new byte[32]));

  private final Driven topology = new Driven(() -> now, Optional.of(SIGNER));
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  @ParameterizedTest
  @CsvSource({"1, UPPER_CONFIDENCE_BOUND", "3, UPPER_CONFIDENCE_BOUND", "2, THOMPSON_SAMPLING"})
  void shouldDeriveEveryProposalByteForByte(int parallelism, AcquisitionKind acquisition) {
    List<ExperimentProposed> proposals = run(parallelism, acquisition);
    assertThat(proposals).hasSizeGreaterThanOrEqualTo(10);
    Derivation derivation = derivation(journal());
    for (ExperimentProposed proposal : proposals) {
      Optional<Derivation.Derived> derived = derivation.derive(proposal.getExperimentId());
      assertThat(derived).hasValueSatisfying(each -> assertThat(each.isExact()).isTrue());
      assertThat(derived.get().proposal()).isEqualTo(proposal);
    }
    List<Derivation.Derived> once = new ArrayList<>();
    derivation.deriveAll(once::add);
    assertThat(once).hasSameSizeAs(proposals).allMatch(Derivation.Derived::isExact);
  }

  @Test
  void shouldDeriveWhatPeopleAndEmergencyStopsLedTo() {
    topology.define(
        CampaignDefined.newBuilder(definition(2, AcquisitionKind.UPPER_CONFIDENCE_BOUND))
            .setApproval(Approval.REQUIRED)
            .build());
    List<ExperimentProposed> all = new ArrayList<>();
    Map<ExperimentState, Integer> said = new EnumMap<>(ExperimentState.class);
    List<ExperimentProposed> open = topology.proposals();
    while (!open.isEmpty() && all.size() < 40) {
      all.addAll(open);
      for (ExperimentProposed proposal : open) {
        now = now.plusSeconds(1);
        treat(proposal);
      }
      topology.driver.advanceWallClockTime(Duration.ofSeconds(2));
      topology.steps().forEach(step -> said.merge(step.getState(), 1, Integer::sum));
      open = topology.proposals();
    }
    assertThat(said)
        .containsKeys(
            ExperimentState.APPROVED, ExperimentState.REJECTED, ExperimentState.RETRACTED);
    assertThat(all.stream().map(ExperimentProposed::getFollowsUp).filter(Objects::nonNull))
        .extracting(FollowUp::getBecause)
        .contains("edit", "diagnosis");
    assertThat(all).extracting(ExperimentProposed::getCampaignEpoch).contains(0, 1);
    Derivation derivation = derivation(journal());
    for (ExperimentProposed proposal : all) {
      assertThat(derivation.derive(proposal.getExperimentId()))
          .as("experiment %s", proposal.getOrdinal())
          .hasValueSatisfying(each -> assertThat(each.derived()).hasValue(each.recorded()));
    }
    List<Derivation.Derived> once = new ArrayList<>();
    derivation.deriveAll(once::add);
    assertThat(once)
        .hasSameSizeAs(all)
        .allSatisfy(each -> assertThat(each.derived()).hasValue(each.recorded()));
  }

  /** By turns: approved and measured, vetoed, edited, stopped with everything else. */
  private void treat(ExperimentProposed proposal) {
    switch (proposal.getOrdinal() % 6) {
      case 1 -> decide(proposal, io.athanor.event.Decision.VETO);
      case 3 -> decide(proposal, io.athanor.event.Decision.EDIT);
      case 5 -> {
        halt(true);
        topology.driver.advanceWallClockTime(Duration.ofSeconds(2));
        halt(false);
      }
      case 4 -> {
        decide(proposal, io.athanor.event.Decision.APPROVE);
        fail(proposal);
      }
      default -> {
        decide(proposal, io.athanor.event.Decision.APPROVE);
        measure(proposal);
      }
    }
  }

  private void decide(ExperimentProposed proposal, io.athanor.event.Decision decision) {
    boolean edit = decision == io.athanor.event.Decision.EDIT;
    topology.say(
        Topics.EXPERIMENT_DECIDED,
        CAMPAIGN,
        ExperimentDecided.newBuilder()
            .setMeta(meta())
            .setCampaignId(CAMPAIGN)
            .setExperimentId(proposal.getExperimentId())
            .setDecision(decision)
            .setBy("ada")
            .setEdited(
                edit
                    ? Candidate.newBuilder()
                        .setCandidateId("given-" + proposal.getOrdinal())
                        .setParameters(Map.of("x", 0.01 * proposal.getOrdinal()))
                        .build()
                    : null)
            .build());
  }

  /** A gripper that lost it: not the recipe's fault, so it is done once more. */
  private void fail(ExperimentProposed proposal) {
    for (ExperimentState state :
        List.of(ExperimentState.LEASED, ExperimentState.RUNNING, ExperimentState.FAILED)) {
      topology.say(
          Topics.EXPERIMENT_PROGRESSED,
          CAMPAIGN,
          ExperimentProgressed.newBuilder()
              .setMeta(meta())
              .setCampaignId(CAMPAIGN)
              .setExperimentId(proposal.getExperimentId())
              .setState(state)
              .setLeaseEpoch(1)
              .setWorker("robot-1")
              .setLeaseExpiresAt(now.plusSeconds(60))
              .setFailureKind(state == ExperimentState.FAILED ? "lost" : null)
              .setEvidence(state == ExperimentState.FAILED ? Map.of("robot_errors", 3.0) : Map.of())
              .build());
    }
  }

  private void halt(boolean halted) {
    topology.say(
        Topics.HALT_DECLARED,
        "all",
        HaltDeclared.newBuilder()
            .setMeta(meta())
            .setScope("all")
            .setHalted(halted)
            .setEpoch(1 + ids)
            .setBy("ada")
            .build());
  }

  @Test
  void shouldSignWhatTheRobotIsToDo() {
    TrustedKeys trusted = new TrustedKeys(List.of(Trusted.always(SIGNER.publicKey())));
    List<ExperimentProposed> proposals = run(2, AcquisitionKind.UPPER_CONFIDENCE_BOUND);
    assertThat(proposals).hasSizeGreaterThanOrEqualTo(10);
    for (ExperimentProposed proposal : proposals) {
      SignedOrder signed = ProposedOrders.signed(proposal).orElseThrow();
      assertThat(trusted.distrust(signed, now)).isEmpty();
      ActuationOrder order = OrderCodec.decode(signed.order());
      assertThat(order.experimentId()).isEqualTo(proposal.getExperimentId());
      assertThat(order.parameters())
          .isEqualTo(
              Map.of(
                  "x",
                  new ActuationOrder.Amount(
                      (Double) proposal.getCandidate().getParameters().get("x"), "mm")));
      assertThat(order.notBefore()).isEqualTo(proposal.getProposedAt());
      assertThat(order.expiresAt()).isEqualTo(proposal.getExpiresAt());
      assertThat(order.steps()).hasSize(1);
    }
  }

  @Test
  void shouldDeriveTheOrderAndNotCopyIt() {
    List<ExperimentProposed> proposals = run(1, AcquisitionKind.UPPER_CONFIDENCE_BOUND);
    EventCodecs codecs = new EventCodecs(Driven.REGISTRY);
    ExperimentProposed last = proposals.get(proposals.size() - 1);
    Map<Bytes, byte[]> journal = journal();
    journal.replaceAll((key, value) -> changed(codecs, value, last.getExperimentId()));
    assertThat(derivation(journal).derive(last.getExperimentId()))
        .hasValueSatisfying(each -> assertThat(each.isExact()).isFalse());
  }

  private static byte[] changed(EventCodecs codecs, byte[] value, String experimentId) {
    JournalEntry entry = codecs.entry(value);
    if (!entry.getTopic().equals(Topics.EXPERIMENT_PROPOSED.name())) {
      return value;
    }
    ExperimentProposed proposal = codecs.proposal.decode(entry.getEvent().array());
    if (!proposal.getExperimentId().equals(experimentId)) {
      return value;
    }
    SignedOrder signed = ProposedOrders.signed(proposal).orElseThrow();
    byte[] order = signed.order();
    order[order.length / 2] ^= 1;
    byte[] other =
        codecs.encode(
            ProposedOrders.sealed(
                proposal, new SignedOrder(signed.keyId(), "Ed25519", order, signed.signature())));
    return codecs.encode(JournalEntry.newBuilder(entry).setEvent(ByteBuffer.wrap(other)).build());
  }

  @Test
  void shouldNotDeriveFromAnotherHistory() {
    List<ExperimentProposed> proposals = run(1, AcquisitionKind.UPPER_CONFIDENCE_BOUND);
    Map<Bytes, byte[]> journal = journal();
    Bytes lost =
        journal.keySet().stream()
            .sorted()
            .filter(key -> key.get()[key.get().length - 1] == 4)
            .findFirst()
            .orElseThrow();
    journal.remove(lost);
    ExperimentProposed last = proposals.get(proposals.size() - 1);
    assertThat(derivation(journal).derive(last.getExperimentId()))
        .hasValueSatisfying(each -> assertThat(each.isExact()).isFalse());
    List<Derivation.Derived> once = new ArrayList<>();
    derivation(journal).deriveAll(once::add);
    assertThat(once).hasSizeGreaterThan(1);
    assertThat(once.get(once.size() - 1).isExact()).isFalse();
  }

  @Test
  void shouldFindNothingUnderAnUnknownId() {
    run(1, AcquisitionKind.UPPER_CONFIDENCE_BOUND);
    assertThat(derivation(journal()).derive("no such experiment")).isEmpty();
  }

  private Derivation derivation(Map<Bytes, byte[]> journal) {
    Derivation derivation =
        new Derivation(new EventCodecs(Driven.REGISTRY), Driven.GRACE, CAMPAIGN);
    journal.forEach((key, value) -> derivation.take(key.get(), value));
    return derivation;
  }

  private Map<Bytes, byte[]> journal() {
    Map<Bytes, byte[]> journal = new HashMap<>();
    KeyValueStore<Bytes, byte[]> store = topology.driver.getKeyValueStore(Nodes.JOURNAL);
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        journal.put(entry.key, entry.value);
      }
    }
    return journal;
  }

  private List<ExperimentProposed> run(int parallelism, AcquisitionKind acquisition) {
    topology.define(definition(parallelism, acquisition));
    List<ExperimentProposed> all = new ArrayList<>();
    List<ExperimentProposed> open = topology.proposals();
    while (!open.isEmpty()) {
      all.addAll(open);
      for (ExperimentProposed proposal : open) {
        now = now.plusSeconds(1);
        measure(proposal);
      }
      open = topology.proposals();
    }
    return all;
  }

  private CampaignDefined definition(int parallelism, AcquisitionKind acquisition) {
    return Driven.definition(CAMPAIGN, 1)
        .setMeta(meta())
        .setSearch(
            ProcessSpace.newBuilder()
                .setParameters(
                    List.of(
                        Parameter.newBuilder()
                            .setName("x")
                            .setUnit("mm")
                            .setKind(ParameterKind.CONTINUOUS)
                            .setLow(0.0)
                            .setHigh(1.0)
                            .build()))
                .build())
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(acquisition)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .build())
        .setBudget(10)
        .setParallelism(parallelism)
        .setProposalSeconds(600)
        .setSeed(3)
        .build();
  }

  private void measure(ExperimentProposed proposal) {
    double x = (Double) proposal.getCandidate().getParameters().get("x");
    topology.say(
        Topics.OBSERVATION_DERIVED,
        CAMPAIGN,
        ObservationDerived.newBuilder()
            .setMeta(meta())
            .setCampaignId(CAMPAIGN)
            .setExperimentId(proposal.getExperimentId())
            .setCandidateId(proposal.getCandidateId())
            .setSampleId("sample-" + proposal.getOrdinal())
            .setProperty("gap")
            .setQuantity(
                Quantity.newBuilder()
                    .setValue(1 + (x - 0.4) * (x - 0.4))
                    .setUnit("eV")
                    .setSem(0.01)
                    .build())
            .setTechnique("uv-vis")
            .setMethod("tauc-direct/1")
            .setFidelity("experiment")
            .setReadingId("reading-" + proposal.getOrdinal())
            .setReadingRecordedAt(now)
            .build());
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }
}
