package io.athanor.gateway.bluesky;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlueskyTopicTest {
  private static final TopicPartition PARTITION = new TopicPartition("documents", 0);

  private final MemoryEventLog log = new MemoryEventLog();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Supplier<Origin> origins =
      () -> new Origin(Instant.EPOCH, new Random(1), Optional.empty());
  private volatile boolean down;
  private long offset;

  private final EventLog door =
      new EventLog() {
        @Override
        public <T extends SpecificRecord> CompletableFuture<Position> append(
            Topic<T> topic, String key, T event) {
          return down
              ? CompletableFuture.failedFuture(
                  ProblemException.of(ProblemCode.UNAVAILABLE, "no answer"))
              : log.append(topic, key, event);
        }

        @Override
        public void follow(Follower follower) {
          log.follow(follower);
        }

        @Override
        public Archive archive() {
          throw new UnsupportedOperationException("nobody looks on");
        }

        @Override
        public boolean isAlive() {
          return true;
        }

        @Override
        public void close() {
          log.close();
        }
      };

  private final BlueskyRuns runs =
      new BlueskyRuns(
          new CountingFold(), door, Runnable::run, origins, Duration.ofHours(1), metrics);
  private final BlueskyTopic topic =
      new BlueskyTopic(
          () -> consumer,
          "documents",
          new BlueskyDoor(door, runs, 100, Optional.empty()),
          () -> true,
          origins,
          metrics);

  private void start() {
    log.follow(runs);
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        });
    topic.start();
    await().until(() -> consumer.assignment().contains(PARTITION));
  }

  @AfterEach
  void close() {
    topic.close();
  }

  private void send(String... values) {
    send(
        Stream.of(values)
            .map(each -> each == null ? null : each.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }

  /** All in one poll. */
  private void send(byte[]... values) {
    consumer.schedulePollTask(
        () -> {
          for (byte[] value : values) {
            consumer.addRecord(
                new ConsumerRecord<>("documents", 0, offset++, new byte[] {(byte) offset}, value));
          }
        });
  }

  private long committed() {
    OffsetAndMetadata committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return committed == null ? 0 : committed.offset();
  }

  @Test
  void shouldTakeARunWhateverItsOrderAndPassOverWhatIsNone() {
    start();
    send(
        "[\"stop\",{\"uid\":\"s\",\"run_start\":\"r\",\"num_events\":{\"primary\":1}}]",
        "not json",
        null,
        "{\"uid\":\"r\"}",
        "[\"event\",{\"uid\":\"e\",\"descriptor\":\"d\",\"seq_num\":1}]",
        "[\"gossip\",{\"uid\":\"g\"}]",
        "[\"descriptor\",{\"uid\":\"d\",\"run_start\":\"r\"}]",
        "[\"start\",{\"uid\":\"r\"}]");

    await().until(() -> committed() == 8);
    assertThat(log.events(Topics.LITERATURE_EMBEDDED)).hasSize(1);
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED))
        .extracting(BlueskyDocumentReceived::getName)
        .containsExactly("stop", "event", "descriptor", "start", BlueskyRuns.REPORTED);
    assertThat(metrics.counter("athanor.gateway.bluesky.records", "outcome", "accepted").count())
        .isEqualTo(4);
  }

  @Test
  void shouldReadWhatBlueskyKafkaWrites() {
    start();
    send("\u0092\u00a5start\u0082\u00a3uid\u00a1r\u00a1x\u00c0".getBytes(ISO_8859_1));
    send("\u0092\u00a5start\u0082\u00a3uid".getBytes(ISO_8859_1));
    send("\u0092\u00a1a\u00a1b\u0001".getBytes(ISO_8859_1));

    await().until(() -> committed() == 3);
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED))
        .extracting(BlueskyDocumentReceived::getDocument)
        .containsExactly("{\"uid\":\"r\",\"x\":null}");
  }

  @Test
  void shouldCommitNothingThatTheLogHasNotAndReadItAgain() {
    start();
    down = true;
    send("[\"start\",{\"uid\":\"r\"}]", "[\"start\",{\"uid\":\"q\"}]");
    await()
        .until(
            () ->
                metrics.counter("athanor.gateway.bluesky.records", "outcome", "unavailable").count()
                    > 0);
    assertThat(committed()).isZero();
    down = false;
    // the mock forgets what it handed out, a broker would not
    offset = 0;
    send("[\"start\",{\"uid\":\"r\"}]", "[\"start\",{\"uid\":\"q\"}]");

    await().until(() -> committed() == 2);
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED)).hasSize(2);
  }
}
