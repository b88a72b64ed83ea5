package io.athanor.inference.trainer;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The trainer's events as bytes and back, over one registry client. */
final class TrainerCodecs implements AutoCloseable {
  private static final String GIVE_UP_MILLIS = "2000";

  private final SchemaRegistry registry;
  private final Map<String, AvroCodec<? extends SpecificRecord>> readers = new HashMap<>();
  private final AvroCodec<ModelReleased> releases;
  private final AvroCodec<PredictionRequested> requests;

  TrainerCodecs(KafkaConnection kafka) {
    Map<String, String> values = new HashMap<>(kafka.registry());
    values.put(SerdeConfig.RETRY_TIMEOUT, GIVE_UP_MILLIS);
    SerdeConfig config = SerdeConfig.of(values);
    registry = SchemaRegistries.open(config);
    boolean register = config.autoRegister();
    releases = new AvroCodec<>(registry, register, ModelReleased.class);
    requests = new AvroCodec<>(registry, register, PredictionRequested.class);
    readers.put(Topics.MODEL_RELEASED.name(), releases);
    read(Topics.MATERIAL_UPDATED, MaterialUpdated.class);
    read(Topics.CAMPAIGN_DEFINED, CampaignDefined.class);
    read(Topics.DRIFT_DETECTED, DriftDetected.class);
    read(Topics.COVERAGE_REPORTED, CoverageReported.class);
  }

  private <T extends SpecificRecord> void read(Topic<T> topic, Class<T> type) {
    readers.put(topic.name(), new AvroCodec<>(registry, false, type));
  }

  /** The event; nothing for a tombstone, and for what is none: others say that of it. */
  Optional<SpecificRecord> event(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(readers.get(record.topic()).decode(record.value()));
    } catch (UndecodableException foreign) {
      return Optional.empty();
    }
  }

  ProducerRecord<byte[], byte[]> record(ModelReleased event) {
    String topic = Topics.MODEL_RELEASED.name();
    return new ProducerRecord<>(
        topic, Rollout.key(event).getBytes(StandardCharsets.UTF_8), releases.encode(topic, event));
  }

  ProducerRecord<byte[], byte[]> record(PredictionRequested event) {
    String topic = Topics.PREDICTION_REQUESTED.name();
    return new ProducerRecord<>(
        topic,
        event.getCandidateId().getBytes(StandardCharsets.UTF_8),
        requests.encode(topic, event));
  }

  @Override
  public void close() {
    registry.close();
  }
}
