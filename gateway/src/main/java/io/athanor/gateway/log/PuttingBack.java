package io.athanor.gateway.log;

import io.athanor.event.DeadLetterRetried;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts a record back and says so in one transaction. The transaction is named after what is to
 * happen once: of two gateways that try, the broker shuts the first out before the second looks
 * whether it has been done, so it happens once whoever crashes when.
 */
final class PuttingBack {
  private static final String PREFIX = "athanor-gateway-retry-";

  private final KafkaConnection kafka;
  private final AvroCodec<DeadLetterRetried> codec;
  private final KafkaEventLog.Limits limits;

  PuttingBack(
      KafkaConnection kafka, AvroCodec<DeadLetterRetried> codec, KafkaEventLog.Limits limits) {
    this.kafka = kafka;
    this.codec = codec;
    this.limits = limits;
  }

  Optional<DeadLetterRetried> once(
      String name,
      Archive.Original original,
      BooleanSupplier done,
      Function<Position, DeadLetterRetried> saying) {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties(name))) {
      producer.initTransactions();
      if (done.getAsBoolean()) {
        return Optional.empty();
      }
      producer.beginTransaction();
      Position position =
          send(producer, new ProducerRecord<>(original.topic(), original.key(), original.value()));
      DeadLetterRetried event = saying.apply(position);
      String topic = Topics.DEAD_LETTER_RETRIED.name();
      send(
          producer,
          new ProducerRecord<>(
              topic,
              event.getLetterId().getBytes(StandardCharsets.UTF_8),
              codec.encode(topic, event)));
      producer.commitTransaction();
      return Optional.of(event);
    } catch (KafkaException e) {
      throw unknown(e);
    }
  }

  private Position send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    try {
      RecordMetadata metadata =
          producer.send(message).get(limits.appendTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Position(metadata.topic(), metadata.partition(), metadata.offset());
    } catch (ExecutionException | TimeoutException e) {
      throw unknown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(e);
    }
  }

  private static ProblemException unknown(Exception cause) {
    return new ProblemException(
        Problem.of(
            ProblemCode.UNAVAILABLE,
            "the event log did not acknowledge in time; asked again, it happens once"),
        cause);
  }

  private Map<String, Object> properties(String name) {
    Map<String, Object> properties = kafka.clientProperties();
    int timeout = Math.toIntExact(limits.appendTimeout().toMillis());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, PREFIX + name);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, PREFIX + name);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 2));
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limits.maximumBytes() + 65_536);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}
