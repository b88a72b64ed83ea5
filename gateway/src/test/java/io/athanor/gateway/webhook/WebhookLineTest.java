package io.athanor.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CapacityGranted;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.Events;
import io.athanor.gateway.event.Campaigns;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One webhook's line over a consumer, an address and a clock that are none. */
class WebhookLineTest {
  private static final TopicPartition GRANTS =
      new TopicPartition(Topics.CAPACITY_GRANTED.name(), 0);
  private static final TopicPartition STEPS =
      new TopicPartition(Topics.EXPERIMENT_PROGRESSED.name(), 0);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
  private final Map<Position, SpecificRecord> events = new HashMap<>();
  private final Deque<Sender.Outcome> answers = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final View view = new View(() -> now, millis -> {});
  private boolean logTakes = true;
  private WebhookLine line;

  @BeforeEach
  void open() {
    consumer.assign(Set.of(GRANTS, STEPS));
    consumer.updateBeginningOffsets(Map.of(GRANTS, 0L, STEPS, 0L));
    line = line(null);
    define("a");
    define("b");
  }

  @Test
  void shouldTellInOrderAndCommitWhatWasTaken() {
    grant(0, "a", 1);
    grant(1, "b", 2);
    turn();
    assertThat(told).containsExactly("g0", "g1");
    assertThat(committed(GRANTS)).isEqualTo(2);
    assertThat(outcomes).containsExactly("delivered", "delivered");
  }

  @Test
  void shouldCallAgainWhenItIsDueAndNotBefore() {
    answers.add(Sender.Outcome.failed("was answered 500"));
    grant(0, "a", 1);
    grant(1, "a", 2);
    turn();
    turn();
    assertThat(told).as("the second waits behind the first").containsExactly("g0");
    assertThat(consumer.paused()).as("nothing more is read").contains(GRANTS);
    assertThat(consumer.committed(Set.of(GRANTS)).get(GRANTS)).isNull();
    now = now.plusSeconds(1);
    turn();
    assertThat(told).containsExactly("g0", "g0", "g1");
    assertThat(committed(GRANTS)).isEqualTo(2);
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void shouldSetAnEventAsideAfterSoManyCallsAndGoOn() {
    for (int i = 0; i < 3; i++) {
      answers.add(Sender.Outcome.failed("was answered 503"));
    }
    grant(0, "a", 1);
    grant(1, "a", 2);
    for (int i = 0; i < 10; i++) {
      turn();
      now = now.plusSeconds(30);
    }
    assertThat(told).containsExactly("g0", "g0", "g0", "g1");
    assertThat(aside).containsExactly("0 was answered 503, call 3");
    assertThat(outcomes).containsExactly("failed", "failed", "failed", "dead-letter", "delivered");
    assertThat(committed(GRANTS)).isEqualTo(2);
  }

  @Test
  void shouldKeepAnEventThatTheLogDoesNotTakeAside() {
    answers.add(new Sender.Outcome(false, true, "was answered 410"));
    answers.add(new Sender.Outcome(false, true, "was answered 410"));
    logTakes = false;
    grant(0, "a", 1);
    turn();
    assertThat(consumer.committed(Set.of(GRANTS)).get(GRANTS)).isNull();
    logTakes = true;
    now = now.plusSeconds(60);
    turn();
    assertThat(aside).containsExactly("0 was answered 410, call 2");
    assertThat(committed(GRANTS)).isEqualTo(1);
  }

  @Test
  void shouldTellAgainWhatWasNotCommittedWhereAnotherGoesOn() {
    answers.add(Sender.Outcome.failed("was answered 500"));
    grant(0, "a", 1);
    turn();
    line.revoked(Set.of(GRANTS));
    now = now.plusSeconds(10);
    turn();
    assertThat(told).as("it is another's now").containsExactly("g0");
    line = line(null);
    consumer.seek(GRANTS, 0);
    consumer.addRecord(record(GRANTS, 0));
    consumer.resume(Set.of(GRANTS));
    turn();
    assertThat(told).containsExactly("g0", "g0");
  }

  @Test
  void shouldTellOnlyWhatConcernsItsCampaignAndOnlyStepsThatHold() {
    line = line("a");
    grant(0, "b", 1);
    view.on(
        new Position(Topics.EXPERIMENT_PROPOSED.name(), 0, 0),
        Events.proposal("a", 0, now.plusSeconds(60), now, null));
    step(0, 1);
    step(1, 7);
    turn();
    assertThat(told).containsExactly("s0");
    assertThat(committed(GRANTS)).isEqualTo(1);
    assertThat(committed(STEPS)).isEqualTo(2);
  }

  @Test
  void shouldWaitForTheViewAndNotForEver() {
    put(STEPS, 0, step("early", 1));
    turn();
    assertThat(consumer.committed(Set.of(STEPS)).get(STEPS))
        .as("its experiment is not known yet")
        .isNull();
    for (int i = 0; i < 60; i++) {
      now = now.plusMillis(200);
      turn();
    }
    assertThat(told).isEmpty();
    assertThat(committed(STEPS)).isEqualTo(1);
  }

  private WebhookLine line(String campaignId) {
    WebhookRegistered webhook =
        WebhookRegistered.newBuilder()
            .setMeta(meta("w"))
            .setWebhookId("w")
            .setUrl("https://example.org/")
            .setEvents(List.of(GRANTS.topic(), STEPS.topic()))
            .setCampaignId(campaignId)
            .setSecretId("s")
            .build();
    return new WebhookLine(
        webhook,
        consumer,
        new WebhookLine.Parts(
            new Persistence(3, Duration.ofSeconds(1), Duration.ofSeconds(10), 9, Duration.ZERO),
            (to, message) -> {
              told.add(message.deliveryId());
              assertThat(new String(message.body(), StandardCharsets.UTF_8))
                  .contains("\"specversion\":\"1.0\"", "io.athanor." + message.topic());
              return answers.isEmpty() ? Sender.Outcome.TAKEN : answers.remove();
            },
            new Told(view),
            record ->
                Optional.ofNullable(
                    events.get(new Position(record.topic(), record.partition(), record.offset()))),
            (record, cause) -> logTakes && aside.add(record.offset() + " " + cause),
            outcomes::add,
            () -> now,
            new Random(1),
            10_000));
  }

  private void turn() {
    line.turn(Duration.ZERO);
  }

  private void define(String id) {
    JsonObject json =
        new JsonObject(
            """
            {"name":"n","objectives":[{"property":"gap","unit":"eV","goal":"maximize"}],
             "search":{"pool":{"size":10}},"budget":10,"seed":1}
            """);
    view.on(
        new Position(Topics.CAMPAIGN_DEFINED.name(), 0, 0),
        Campaigns.read(json, id, new Origin(now, new Random(1), Optional.empty())));
  }

  private void grant(int offset, String campaignId, int slots) {
    put(
        GRANTS,
        offset,
        new CapacityGranted(meta("g" + offset), campaignId, slots, 1, 1, 1.0, null, "r"));
  }

  private void step(int offset, int epoch) {
    put(STEPS, offset, step("s" + offset, epoch));
  }

  private ExperimentProgressed step(String id, int epoch) {
    return ExperimentProgressed.newBuilder()
        .setMeta(meta(id))
        .setCampaignId("a")
        .setExperimentId("a-e0")
        .setState(ExperimentState.LEASED)
        .setLeaseEpoch(epoch)
        .setWorker("w")
        .setLeaseExpiresAt(now.plusSeconds(60))
        .build();
  }

  private void put(TopicPartition partition, int offset, SpecificRecord event) {
    Position position = new Position(partition.topic(), partition.partition(), offset);
    events.put(position, event);
    view.on(position, event);
    view.passed(partition.topic(), partition.partition(), offset + 1);
    consumer.addRecord(record(partition, offset));
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, int offset) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
  }

  private long committed(TopicPartition partition) {
    return consumer.committed(Set.of(partition)).get(partition).offset();
  }

  private Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }
}
