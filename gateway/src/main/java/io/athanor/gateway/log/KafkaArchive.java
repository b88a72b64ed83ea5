package io.athanor.gateway.log;

import io.athanor.event.DeadLetterRetried;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log on Kafka for those who look on. */
final class KafkaArchive implements Archive {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaArchive.class);

  private final KafkaConnection kafka;
  private final SchemaRegistry registry;
  private final Map<String, AvroCodec<?>> codecs = new HashMap<>();
  private final SeekingReader seeking;
  private final PuttingBack puttingBack;
  private LogReader following;
  private boolean closed;

  KafkaArchive(
      KafkaConnection kafka,
      SchemaRegistry registry,
      boolean autoRegister,
      KafkaEventLog.Limits limits) {
    this.kafka = kafka;
    this.registry = registry;
    Topics.all()
        .forEach(each -> codecs.put(each.name(), new AvroCodec<>(registry, false, each.type())));
    this.seeking = new SeekingReader(kafka, this::decode, limits.appendTimeout());
    this.puttingBack =
        new PuttingBack(
            kafka, new AvroCodec<>(registry, autoRegister, DeadLetterRetried.class), limits);
  }

  @Override
  public synchronized void follow(
      Collection<Topic<?>> whole, Collection<Topic<?>> tail, EventLog.Follower follower) {
    if (following != null || closed) {
      throw new IllegalStateException("the log is followed once, while it is open");
    }
    following =
        new LogReader(
            kafka,
            registry,
            "gateway-rooms",
            whole,
            tail,
            failure -> LOG.atError().setCause(failure).log("What is shown stands still"));
    following.start(follower);
  }

  @Override
  public Map<Part, Long> ends(String topic) {
    return seeking.ends(topic);
  }

  @Override
  public Map<Position, SpecificRecord> read(Collection<Position> positions) {
    return seeking.read(positions);
  }

  @Override
  public <T> Portion<T> read(
      Map<Part, Long> from, int most, BiFunction<Position, SpecificRecord, T> as) {
    return seeking.read(from, most, as);
  }

  @Override
  public Optional<SpecificRecord> decode(String topic, byte[] value) {
    AvroCodec<?> codec = codecs.get(topic);
    if (codec == null) {
      return Optional.empty();
    }
    try {
      return Optional.of((SpecificRecord) codec.decode(value));
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<DeadLetterRetried> putBack(
      String name,
      Original original,
      BooleanSupplier done,
      Function<Position, DeadLetterRetried> saying) {
    return puttingBack.once(name, original, done, saying);
  }

  @Override
  public void close() {
    LogReader reader;
    synchronized (this) {
      closed = true;
      reader = following;
    }
    if (reader != null) {
      reader.close();
    }
    seeking.close();
  }
}
