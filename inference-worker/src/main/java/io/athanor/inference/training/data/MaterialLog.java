package io.athanor.inference.training.data;

import io.athanor.event.MaterialUpdated;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.config.LogConfig;
import io.athanor.inference.training.data.RowParser.BrokenRecordException;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The log of a running Athanor as a source: {@code material-updated} from its beginning to where it
 * ends when the reading begins. Of each material the last record counts; materials come in the
 * order of their ids, whatever partition they lie in.
 */
public final class MaterialLog implements RowSource {
  private static final String TOPIC = Topics.MATERIAL_UPDATED.name();
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<SchemaRegistry> registries;
  private final MaterialRows materials;
  private final LongSupplier nanoClock;
  private SortedMap<String, byte[]> records;

  /** A log, read when it is first asked for. */
  MaterialLog(
      NetworkShape shape,
      List<String> bases,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<SchemaRegistry> registries,
      LongSupplier nanoClock) {
    this.consumers = consumers;
    this.registries = registries;
    this.materials = new MaterialRows(shape, bases);
    this.nanoClock = nanoClock;
  }

  /** The log that a configuration names. */
  public static MaterialLog of(LogConfig config, NetworkShape shape) {
    Map<String, String> registry = new HashMap<>(config.registryClient());
    registry.put(SerdeConfig.URL, config.registry());
    registry.put(SerdeConfig.AUTO_REGISTER, "false");
    return new MaterialLog(
        shape,
        config.bases(),
        () -> new KafkaConsumer<>(properties(config)),
        () -> SchemaRegistries.open(SerdeConfig.of(registry)),
        System::nanoTime);
  }

  private static Map<String, Object> properties(LogConfig config) {
    Map<String, Object> properties = new HashMap<>(config.client());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "athanor-train");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return properties;
  }

  @Override
  public String digest() throws IOException {
    MessageDigest sha = Digests.sha256();
    for (Map.Entry<String, byte[]> each : records().entrySet()) {
      byte[] key = each.getKey().getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Long.BYTES).putInt(key.length).flip());
      sha.update(key);
      sha.update(each.getValue());
    }
    return Digests.hex(sha.digest());
  }

  @Override
  public Defects read(String digest, java.util.function.Consumer<Row> rows) throws IOException {
    Defects defects = new Defects();
    long line = 0;
    try (SchemaRegistry registry = registries.get()) {
      AvroCodec<MaterialUpdated> codec = new AvroCodec<>(registry, false, MaterialUpdated.class);
      for (Map.Entry<String, byte[]> each : records().entrySet()) {
        line++;
        try {
          Optional<Row> row = materials.row(line, codec.decode(each.getValue()));
          row.ifPresent(rows);
        } catch (BrokenRecordException | UndecodableException cause) {
          defects.add(line, "material " + each.getKey() + ": " + cause.getMessage());
        }
      }
    }
    return defects;
  }

  private SortedMap<String, byte[]> records() throws IOException {
    if (records == null) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        records = all(consumer);
      } catch (KafkaException cause) {
        throw new IOException("the log cannot be read: " + cause.getMessage(), cause);
      }
    }
    return records;
  }

  private SortedMap<String, byte[]> all(Consumer<byte[], byte[]> consumer) throws IOException {
    SortedMap<String, byte[]> last = new TreeMap<>();
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IOException("there is no topic " + TOPIC);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long moved = nanoClock.getAsLong();
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      int count = 0;
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
        count++;
        // what came after the reading began belongs to the next
        if (each.offset() < ends.get(new TopicPartition(each.topic(), each.partition()))) {
          take(last, each);
        }
      }
      if (count > 0) {
        moved = nanoClock.getAsLong();
      } else if (nanoClock.getAsLong() - moved > PATIENCE.toNanos()) {
        throw new IOException("the log gave nothing for " + PATIENCE.toSeconds() + " s");
      }
    }
    return last;
  }

  private static void take(SortedMap<String, byte[]> last, ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      last.remove(key);
    } else {
      last.put(key, record.value());
    }
  }
}
