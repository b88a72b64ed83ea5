package io.athanor.inference.worker;

import io.athanor.event.DeadLetter;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The codecs of the worker's events over one registry client. A registry that does not answer gives
 * up quickly here: the worker keeps the batch and tries again itself, so that closing stays prompt.
 */
final class Codecs implements AutoCloseable {
  private static final String GIVE_UP_MILLIS = "2000";

  private final SchemaRegistry registry;
  private final AvroCodec<PredictionRequested> requests;
  private final AvroCodec<PredictionMade> predictions;
  private final AvroCodec<DeadLetter> deadLetters;
  private final AvroCodec<ModelReleased> releases;

  Codecs(KafkaConnection kafka) {
    Map<String, String> values = new HashMap<>(kafka.registry());
    values.put(SerdeConfig.RETRY_TIMEOUT, GIVE_UP_MILLIS);
    SerdeConfig config = SerdeConfig.of(values);
    this.registry = SchemaRegistries.open(config);
    boolean register = config.autoRegister();
    this.requests = new AvroCodec<>(registry, register, PredictionRequested.class);
    this.predictions = new AvroCodec<>(registry, register, PredictionMade.class);
    this.deadLetters = new AvroCodec<>(registry, register, DeadLetter.class);
    this.releases = new AvroCodec<>(registry, register, ModelReleased.class);
  }

  AvroCodec<PredictionRequested> requests() {
    return requests;
  }

  AvroCodec<PredictionMade> predictions() {
    return predictions;
  }

  AvroCodec<DeadLetter> deadLetters() {
    return deadLetters;
  }

  AvroCodec<ModelReleased> releases() {
    return releases;
  }

  /** A release as the log keeps it: the last word on each version. */
  ProducerRecord<byte[], byte[]> record(ModelReleased event) {
    String topic = Topics.MODEL_RELEASED.name();
    return new ProducerRecord<>(
        topic, Rollout.key(event).getBytes(StandardCharsets.UTF_8), releases.encode(topic, event));
  }

  @Override
  public void close() {
    registry.close();
  }
}
