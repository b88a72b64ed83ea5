package io.athanor.allinone.invention;

import io.athanor.event.CandidateProposed;
import io.athanor.event.DeadLetter;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.MaterialUpdated;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;

/** Codecs of the events of inventions, over one registry client. Thread-safe. */
final class InventionCodecs implements AutoCloseable {
  private final SchemaRegistry registry;
  final AvroCodec<InventionRequested> request;
  final AvroCodec<MaterialUpdated> material;
  private final AvroCodec<CandidateProposed> candidate;
  private final AvroCodec<InventionAnswered> answer;
  private final AvroCodec<DeadLetter> letter;

  InventionCodecs(SerdeConfig config) {
    registry = SchemaRegistries.open(config);
    request = new AvroCodec<>(registry, config.autoRegister(), InventionRequested.class);
    material = new AvroCodec<>(registry, config.autoRegister(), MaterialUpdated.class);
    candidate = new AvroCodec<>(registry, config.autoRegister(), CandidateProposed.class);
    answer = new AvroCodec<>(registry, config.autoRegister(), InventionAnswered.class);
    letter = new AvroCodec<>(registry, config.autoRegister(), DeadLetter.class);
  }

  byte[] encode(CandidateProposed event) {
    return candidate.encode(Topics.CANDIDATE_PROPOSED.name(), event);
  }

  byte[] encode(InventionAnswered event) {
    return answer.encode(Topics.INVENTION_ANSWERED.name(), event);
  }

  byte[] encode(DeadLetter event) {
    return letter.encode(Topics.DEAD_LETTER_ACQUISITION.name(), event);
  }

  @Override
  public void close() {
    registry.close();
  }
}
