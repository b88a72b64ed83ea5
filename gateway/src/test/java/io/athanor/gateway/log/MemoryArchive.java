package io.athanor.gateway.log;

import io.athanor.event.DeadLetterRetried;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** The log in memory for those who look on. */
public final class MemoryArchive implements Archive {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistries.open(SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://gateway-archive")));

  private final MemoryEventLog log;
  private final List<Original> putBack = new ArrayList<>();

  MemoryArchive(MemoryEventLog log) {
    this.log = log;
  }

  /** An event as its bytes lie in a topic. */
  public static <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
    return new AvroCodec<>(REGISTRY, true, topic.type()).encode(topic.name(), event);
  }

  /** What was put back, in order. */
  public synchronized List<Original> putBack() {
    return List.copyOf(putBack);
  }

  @Override
  public void follow(
      Collection<Topic<?>> whole, Collection<Topic<?>> tail, EventLog.Follower follower) {
    log.lookOn(follower, whole.stream().map(Topic::name).collect(Collectors.toSet()));
  }

  @Override
  public Map<Part, Long> ends(String topic) {
    return Map.of(new Part(topic, 0), end(topic));
  }

  @Override
  public Map<Position, SpecificRecord> read(Collection<Position> positions) {
    Map<Position, SpecificRecord> found = new HashMap<>();
    for (Position each : positions) {
      SpecificRecord event = log.record(each);
      if (event != null) {
        found.put(each, event);
      }
    }
    return found;
  }

  @Override
  public <T> Portion<T> read(
      Map<Part, Long> from, int most, BiFunction<Position, SpecificRecord, T> as) {
    List<T> found = new ArrayList<>();
    Map<Part, Long> next = new HashMap<>(from);
    from.forEach(
        (part, start) -> {
          long offset = start;
          SpecificRecord event = log.record(new Position(part.topic(), part.partition(), offset));
          while (event != null && found.size() < most) {
            T kept = as.apply(new Position(part.topic(), part.partition(), offset), event);
            if (kept != null) {
              found.add(kept);
            }
            offset++;
            event = log.record(new Position(part.topic(), part.partition(), offset));
          }
          next.put(part, offset);
        });
    return new Portion<>(found, next);
  }

  @Override
  public Optional<SpecificRecord> decode(String topic, byte[] value) {
    Topic<?> known =
        Topics.all().stream().filter(each -> each.name().equals(topic)).findFirst().orElseThrow();
    try {
      return Optional.of(
          (SpecificRecord) new AvroCodec<>(REGISTRY, false, known.type()).decode(value));
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized Optional<DeadLetterRetried> putBack(
      String name,
      Original original,
      BooleanSupplier done,
      Function<Position, DeadLetterRetried> saying) {
    if (done.getAsBoolean()) {
      return Optional.empty();
    }
    putBack.add(original);
    DeadLetterRetried event =
        saying.apply(new Position(original.topic(), 0, end(original.topic())));
    decode(original.topic(), original.value()).ifPresent(each -> append(original.topic(), each));
    log.append(Topics.DEAD_LETTER_RETRIED, event.getLetterId(), event).join();
    return Optional.of(event);
  }

  @SuppressWarnings("unchecked") // the catalogue says which event lies where
  private void append(String topic, SpecificRecord event) {
    Topics.all().stream()
        .filter(each -> each.name().equals(topic))
        .map(each -> (Topic<SpecificRecord>) each)
        .forEach(each -> log.append(each, "", event).join());
  }

  private long end(String topic) {
    long end = 0;
    while (log.record(new Position(topic, 0, end)) != null) {
      end++;
    }
    return end;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
