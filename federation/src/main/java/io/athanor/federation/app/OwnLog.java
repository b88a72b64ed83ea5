package io.athanor.federation.app;

import io.athanor.event.HeadFederated;
import io.athanor.event.ModelReleased;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A site's own log: what it learns from, and where it puts the heads that rounds give, each once
 * and the newest last, and words on versions of its network.
 */
final class OwnLog implements SiteLog, AutoCloseable {
  private static final String TOPIC = Topics.HEAD_FEDERATED.name();
  private static final String RELEASES = Topics.MODEL_RELEASED.name();
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroCodec<HeadFederated> codec;
  private final AvroCodec<ModelReleased> releases;
  private final LogReader log;
  private final Map<String, String> newest = new HashMap<>();

  /** Opens it and looks up what is there. */
  OwnLog(KafkaConnection connection, SchemaRegistry registry, LogReader log) throws IOException {
    this.log = log;
    log.all(
        Topics.HEAD_FEDERATED,
        each ->
            newest.merge(
                each.getProperty() + "@" + each.getModelDigest(),
                each.getRoundId(),
                OwnLog::later));
    boolean register = connection.serdes().autoRegister();
    codec = new AvroCodec<>(registry, register, HeadFederated.class);
    releases = new AvroCodec<>(registry, register, ModelReleased.class);
    Map<String, Object> properties = connection.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether a round is older than what is there, or there itself. */
  boolean has(String key, String round) {
    return newest.getOrDefault(key, "").compareTo(round) >= 0;
  }

  void put(String key, HeadFederated head) {
    Producing.send(
        producer,
        new ProducerRecord<>(
            TOPIC, key.getBytes(StandardCharsets.UTF_8), codec.encode(TOPIC, head)));
    newest.put(key, head.getRoundId());
  }

  @Override
  public <T extends SpecificRecord> void all(Topic<T> topic, Consumer<T> events)
      throws IOException {
    log.all(topic, events);
  }

  @Override
  public void release(ModelReleased word) {
    Producing.send(
        producer,
        new ProducerRecord<>(
            RELEASES,
            Rollout.key(word).getBytes(StandardCharsets.UTF_8),
            releases.encode(RELEASES, word)));
  }

  private static String later(String one, String other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
