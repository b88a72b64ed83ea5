package io.athanor.inference.worker;

import io.athanor.event.RolloutStage;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Says that the version which the store releases serves, where the log does not know: a version it
 * has never heard of, or one that the store had exchanged for another. What was rolled out since,
 * or retired, is not undone by a restart.
 */
final class Announcer {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Codecs codecs;
  private final EventWriter events;

  Announcer(Codecs codecs, EventWriter events) {
    this.codecs = codecs;
    this.events = events;
  }

  /**
   * The announcement to publish, or nothing.
   *
   * @param reader a consumer outside any group; the caller closes it
   */
  List<ProducerRecord<byte[], byte[]>> due(
      Consumer<byte[], byte[]> reader, String name, String digest) {
    Rollout known = rollout(reader).ofModel(name);
    return isNews(known, digest) ? List.of(codecs.record(events.released(known))) : List.of();
  }

  static boolean isNews(Rollout known, String digest) {
    if (known.word(digest).isEmpty()) {
      return true;
    }
    Optional<String> released =
        known.words().values().stream()
            .filter(
                word ->
                    word.source().equals(EventWriter.SOURCE)
                        && word.stage() == RolloutStage.CHAMPION)
            .max(Comparator.comparing(Rollout.Word::id))
            .map(Rollout.Word::digest);
    return !known.retired(digest) && released.isPresent() && !released.get().equals(digest);
  }

  private Rollout rollout(Consumer<byte[], byte[]> reader) {
    List<TopicPartition> partitions =
        reader.partitionsFor(Topics.MODEL_RELEASED.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    Rollout rollout = Rollout.empty();
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        rollout = after(rollout, record.value());
      }
    }
    return rollout;
  }

  private Rollout after(Rollout rollout, byte[] value) {
    if (value == null) {
      return rollout;
    }
    try {
      return rollout.with(codecs.releases().decode(value));
    } catch (UndecodableException foreign) {
      return rollout;
    }
  }
}
