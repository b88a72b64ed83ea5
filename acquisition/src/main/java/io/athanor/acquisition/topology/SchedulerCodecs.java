package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.ScheduledJob;
import io.athanor.acquisition.journal.SchedulerLedger;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CapacityGranted;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;

/** Codecs of what the scheduler reads, keeps and writes, over one registry client. Thread-safe. */
public final class SchedulerCodecs implements AutoCloseable {
  private final SchemaRegistry registry;
  private final boolean autoRegister;
  final AvroCodec<InstrumentRegistered> instrument;
  final AvroCodec<CampaignDefined> campaign;
  final AvroCodec<CampaignConcluded> conclusion;
  final AvroCodec<HaltDeclared> halt;
  final AvroCodec<ExperimentDecided> decision;
  final AvroCodec<ExperimentProposed> proposal;
  final AvroCodec<ExperimentProgressed> progress;
  final AvroCodec<CapacityGranted> grant;
  private final AvroCodec<DeadLetter> deadLetter;
  private final AvroCodec<ScheduledJob> job;
  private final AvroCodec<SchedulerLedger> ledger;

  /** Opens the registry that {@code config} names. */
  public SchedulerCodecs(SerdeConfig config) {
    registry = SchemaRegistries.open(config);
    autoRegister = config.autoRegister();
    instrument = codec(Topics.INSTRUMENT_REGISTERED);
    campaign = codec(Topics.CAMPAIGN_DEFINED);
    conclusion = codec(Topics.CAMPAIGN_CONCLUDED);
    halt = codec(Topics.HALT_DECLARED);
    decision = codec(Topics.EXPERIMENT_DECIDED);
    proposal = codec(Topics.EXPERIMENT_PROPOSED);
    progress = codec(Topics.EXPERIMENT_PROGRESSED);
    grant = codec(Topics.CAPACITY_GRANTED);
    deadLetter = codec(Topics.DEAD_LETTER_ACQUISITION);
    job = new AvroCodec<>(registry, autoRegister, ScheduledJob.class);
    ledger = new AvroCodec<>(registry, autoRegister, SchedulerLedger.class);
  }

  private <T extends SpecificRecord> AvroCodec<T> codec(Topic<T> topic) {
    return new AvroCodec<>(registry, autoRegister, topic.type());
  }

  byte[] encode(CapacityGranted event) {
    return grant.encode(Topics.CAPACITY_GRANTED.name(), event);
  }

  byte[] encode(ExperimentProgressed event) {
    return progress.encode(Topics.EXPERIMENT_PROGRESSED.name(), event);
  }

  byte[] encode(DeadLetter event) {
    return deadLetter.encode(Topics.DEAD_LETTER_ACQUISITION.name(), event);
  }

  byte[] encode(ScheduledJob state) {
    return job.encode("scheduler-job", state);
  }

  ScheduledJob job(byte[] bytes) {
    return job.decode(bytes);
  }

  byte[] encode(SchedulerLedger state) {
    return ledger.encode("scheduler-ledger", state);
  }

  SchedulerLedger ledger(byte[] bytes) {
    return ledger.decode(bytes);
  }

  @Override
  public void close() {
    registry.close();
  }
}
