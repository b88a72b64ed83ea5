package io.athanor.gateway.log;

import io.athanor.event.DeadLetterRetried;
import io.athanor.schemas.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * The log for those who look on: all of it as it grows, any record by its position, and a record
 * put back where it came from. Every call may wait for the broker or the registry, so none is made
 * on an event loop. Thread-safe.
 */
public interface Archive extends AutoCloseable {
  /** One partition of a topic. */
  record Part(String topic, int partition) {
    /** Where a record lies. */
    public static Part of(Position position) {
      return new Part(position.topic(), position.partition());
    }
  }

  /**
   * What was read.
   *
   * @param found in the order of each partition
   * @param next where to read on in every partition that was asked for
   */
  record Portion<T>(List<T> found, Map<Part, Long> next) {
    /** Takes immutable copies. */
    public Portion {
      found = List.copyOf(found);
      next = Map.copyOf(next);
    }
  }

  /**
   * A record to be put back.
   *
   * @param key verbatim; null where it had none
   * @param value verbatim
   */
  record Original(String topic, byte[] key, byte[] value) {}

  /**
   * Starts to tell, once, on a thread of its own.
   *
   * @param whole topics that are told from their beginning
   * @param tail topics of which only what comes from now on is told
   */
  void follow(Collection<Topic<?>> whole, Collection<Topic<?>> tail, EventLog.Follower follower);

  /** Where a topic ends, by partition. */
  Map<Part, Long> ends(String topic);

  /** What lies there; without what is gone by now or is no event. */
  Map<Position, SpecificRecord> read(Collection<Position> positions);

  /**
   * Reads on.
   *
   * @param from by partition; what is gone by now is passed over
   * @param most how many records at most; fewer only where no more are there
   * @param as what is kept of each record; null for nothing
   */
  <T> Portion<T> read(Map<Part, Long> from, int most, BiFunction<Position, SpecificRecord, T> as);

  /** An event by its bytes as they lie in the topic; empty where they are none. */
  Optional<SpecificRecord> decode(String topic, byte[] value);

  /**
   * Puts a record back and says so, both or neither; and not at all where somebody else has done it
   * meanwhile.
   *
   * @param name of what is to happen once: whoever comes second waits for the first
   * @param done asked when everybody before has ended: whether it has been done
   * @param saying the event, by where the record has come to lie
   * @return the event; empty where it had been done
   */
  Optional<DeadLetterRetried> putBack(
      String name,
      Original original,
      BooleanSupplier done,
      Function<Position, DeadLetterRetried> saying);

  @Override
  void close();
}
