package io.athanor.acquisition.topology;

import io.athanor.event.DeadLetter;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;

/** Codecs of what shadow policies read and write. Thread-safe. */
public final class ShadowCodecs implements AutoCloseable {
  private final SchemaRegistry registry;
  final EventCodecs events;
  final AvroCodec<PolicyShadowed> shadow;
  final AvroCodec<ShadowChosen> choice;
  private final AvroCodec<ShadowReported> report;

  /** Opens the registry that {@code config} names. */
  public ShadowCodecs(SerdeConfig config) {
    events = new EventCodecs(config);
    registry = SchemaRegistries.open(config);
    shadow = new AvroCodec<>(registry, config.autoRegister(), PolicyShadowed.class);
    choice = new AvroCodec<>(registry, config.autoRegister(), ShadowChosen.class);
    report = new AvroCodec<>(registry, config.autoRegister(), ShadowReported.class);
  }

  /** Codecs of the campaigns' own events. */
  public EventCodecs events() {
    return events;
  }

  byte[] encode(ShadowChosen event) {
    return choice.encode(Topics.SHADOW_CHOSEN.name(), event);
  }

  byte[] encode(ShadowReported event) {
    return report.encode(Topics.SHADOW_REPORTED.name(), event);
  }

  byte[] encode(DeadLetter event) {
    return events.encode(event);
  }

  @Override
  public void close() {
    registry.close();
    events.close();
  }
}
