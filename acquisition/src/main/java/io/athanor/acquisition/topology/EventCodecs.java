package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.IntervalTested;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.journal.LedgerState;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.DeadLetter;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.HeadFederated;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.LessonShared;
import io.athanor.event.LessonsRequested;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Codecs of all events of this room, over one registry client. Thread-safe. */
public final class EventCodecs implements AutoCloseable {
  private static final String JOURNAL = "acquisition-journal";
  private static final String INTERVAL_TEST = "acquisition-interval-test";
  private static final String LEDGER = "acquisition-ledger";

  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Optional<OrderSigner> signer;
  final AvroCodec<CampaignDefined> campaign;
  final AvroCodec<MaterialUpdated> material;
  final AvroCodec<PredictionMade> prediction;
  final AvroCodec<ObservationDerived> observation;
  final AvroCodec<ExperimentProgressed> progress;
  final AvroCodec<ExperimentProposed> proposal;
  final AvroCodec<PredictionRequested> request;
  final AvroCodec<DeadLetter> deadLetter;
  final AvroCodec<CoverageReported> coverage;
  private final AvroCodec<DriftDetected> drift;
  final AvroCodec<CampaignConcluded> conclusion;
  final AvroCodec<ExperimentDecided> decision;
  final AvroCodec<CapacityGranted> grant;
  final AvroCodec<HaltDeclared> halt;
  final AvroCodec<FailureDiagnosed> diagnosis;
  final AvroCodec<ModelReleased> release;
  final AvroCodec<InventionRequested> inventionRequest;
  final AvroCodec<InventionAnswered> inventionAnswer;
  final AvroCodec<LessonsRequested> lessonsRequested;
  final AvroCodec<LessonShared> lesson;
  final AvroCodec<HeadFederated> head;
  private final AvroCodec<JournalEntry> entry;
  private final AvroCodec<IntervalTested> tested;
  private final AvroCodec<LedgerState> ledger;

  /** Opens the registry that {@code config} names; proposals are not signed. */
  public EventCodecs(SerdeConfig config) {
    this(config, Optional.empty());
  }

  /** Opens the registry that {@code config} names; proposals are signed by {@code signer}. */
  public EventCodecs(SerdeConfig config, Optional<OrderSigner> signer) {
    this.signer = signer;
    registry = SchemaRegistries.open(config);
    autoRegister = config.autoRegister();
    campaign = codec(Topics.CAMPAIGN_DEFINED);
    material = codec(Topics.MATERIAL_UPDATED);
    prediction = codec(Topics.PREDICTION_MADE);
    request = codec(Topics.PREDICTION_REQUESTED);
    observation = codec(Topics.OBSERVATION_DERIVED);
    progress = codec(Topics.EXPERIMENT_PROGRESSED);
    proposal = codec(Topics.EXPERIMENT_PROPOSED);
    deadLetter = codec(Topics.DEAD_LETTER_ACQUISITION);
    coverage = codec(Topics.COVERAGE_REPORTED);
    drift = codec(Topics.DRIFT_DETECTED);
    conclusion = codec(Topics.CAMPAIGN_CONCLUDED);
    decision = codec(Topics.EXPERIMENT_DECIDED);
    grant = codec(Topics.CAPACITY_GRANTED);
    halt = codec(Topics.HALT_DECLARED);
    diagnosis = codec(Topics.FAILURE_DIAGNOSED);
    release = codec(Topics.MODEL_RELEASED);
    inventionRequest = codec(Topics.INVENTION_REQUESTED);
    inventionAnswer = codec(Topics.INVENTION_ANSWERED);
    lessonsRequested = codec(Topics.LESSONS_REQUESTED);
    lesson = codec(Topics.LESSON_SHARED);
    head = codec(Topics.HEAD_FEDERATED);
    entry = new AvroCodec<>(registry, autoRegister, JournalEntry.class);
    tested = new AvroCodec<>(registry, autoRegister, IntervalTested.class);
    ledger = new AvroCodec<>(registry, autoRegister, LedgerState.class);
  }

  private <T extends SpecificRecord> AvroCodec<T> codec(Topic<T> topic) {
    return new AvroCodec<>(registry, autoRegister, topic.type());
  }

  /** The proposal with its order, signed where there is a key. */
  ExperimentProposed seal(ExperimentProposed event, CampaignDefined definition) {
    return signer.map(key -> OrderSeal.put(event, definition, key)).orElse(event);
  }

  byte[] encode(ExperimentProposed event) {
    return proposal.encode(Topics.EXPERIMENT_PROPOSED.name(), event);
  }

  byte[] encode(ExperimentProgressed event) {
    return progress.encode(Topics.EXPERIMENT_PROGRESSED.name(), event);
  }

  byte[] encode(FailureDiagnosed event) {
    return diagnosis.encode(Topics.FAILURE_DIAGNOSED.name(), event);
  }

  byte[] encode(InventionRequested event) {
    return inventionRequest.encode(Topics.INVENTION_REQUESTED.name(), event);
  }

  byte[] encode(InventionAnswered event) {
    return inventionAnswer.encode(Topics.INVENTION_ANSWERED.name(), event);
  }

  byte[] encode(ModelReleased event) {
    return release.encode(Topics.MODEL_RELEASED.name(), event);
  }

  byte[] encode(LessonsRequested event) {
    return lessonsRequested.encode(Topics.LESSONS_REQUESTED.name(), event);
  }

  byte[] encode(LessonShared event) {
    return lesson.encode(Topics.LESSON_SHARED.name(), event);
  }

  byte[] encode(DeadLetter event) {
    return deadLetter.encode(Topics.DEAD_LETTER_ACQUISITION.name(), event);
  }

  byte[] encode(JournalEntry event) {
    return entry.encode(JOURNAL, event);
  }

  JournalEntry entry(byte[] bytes) {
    return entry.decode(bytes);
  }

  byte[] encode(CoverageReported event) {
    return coverage.encode(Topics.COVERAGE_REPORTED.name(), event);
  }

  byte[] encode(DriftDetected event) {
    return drift.encode(Topics.DRIFT_DETECTED.name(), event);
  }

  byte[] encode(CampaignConcluded event) {
    return conclusion.encode(Topics.CAMPAIGN_CONCLUDED.name(), event);
  }

  byte[] encode(IntervalTested event) {
    return tested.encode(INTERVAL_TEST, event);
  }

  IntervalTested tested(byte[] bytes) {
    return tested.decode(bytes);
  }

  byte[] encode(LedgerState state) {
    return ledger.encode(LEDGER, state);
  }

  LedgerState ledger(byte[] bytes) {
    return ledger.decode(bytes);
  }

  @Override
  public void close() {
    registry.close();
  }
}
