package io.athanor.gateway.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.event.LiteratureEmbedded;
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
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyRunsTest {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryEventLog log = new MemoryEventLog();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private int appendsUntilCrash = Integer.MAX_VALUE;

  /** A log that is gone after some appends. */
  private EventLog fragile(MemoryEventLog whole) {
    return new EventLog() {
      @Override
      public <T extends SpecificRecord> CompletableFuture<Position> append(
          Topic<T> topic, String key, T event) {
        return appendsUntilCrash-- > 0
            ? whole.append(topic, key, event)
            : CompletableFuture.failedFuture(ProblemException.of(ProblemCode.UNAVAILABLE, "gone"));
      }

      @Override
      public void follow(Follower follower) {
        whole.follow(follower);
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
        whole.close();
      }
    };
  }

  private record Gateway(BlueskyDoor door, BlueskyRuns runs) {
    void send(Document document) {
      door.receive(
              document.name(), document.json(), document.json().encode(), origin(Instant.EPOCH))
          .join();
    }
  }

  private record Document(String name, JsonObject json) {}

  private static Origin origin(Instant at) {
    return new Origin(at, new Random(1), Optional.empty());
  }

  private Gateway gateway(MemoryEventLog whole) {
    EventLog fragile = fragile(whole);
    BlueskyRuns runs =
        new BlueskyRuns(
            new CountingFold(), fragile, Runnable::run, () -> origin(now), TIMEOUT, metrics);
    whole.follow(runs);
    return new Gateway(new BlueskyDoor(fragile, runs, 100, Optional.empty()), runs);
  }

  private static List<Document> run(String uid, int events) {
    List<Document> documents = new ArrayList<>();
    documents.add(new Document("start", new JsonObject().put("uid", uid)));
    documents.add(
        new Document("descriptor", new JsonObject().put("uid", "d-" + uid).put("run_start", uid)));
    for (int i = 1; i <= events; i++) {
      documents.add(
          new Document(
              "event",
              new JsonObject()
                  .put("uid", "e-" + uid + "-" + i)
                  .put("descriptor", "d-" + uid)
                  .put("seq_num", i)));
    }
    documents.add(
        new Document(
            "stop",
            new JsonObject()
                .put("uid", "s-" + uid)
                .put("run_start", uid)
                .put("num_events", new JsonObject().put("primary", events))));
    return documents;
  }

  private List<String> reported(MemoryEventLog whole) {
    return whole.events(Topics.LITERATURE_EMBEDDED).stream()
        .map(LiteratureEmbedded::getDocumentId)
        .toList();
  }

  @Test
  void shouldReportARunWhenItIsComplete() {
    Gateway gateway = gateway(log);
    List<Document> documents = run("r", 3);
    documents.subList(0, 5).forEach(gateway::send);
    assertThat(reported(log)).isEmpty();

    gateway.send(documents.get(5));
    documents.forEach(gateway::send);
    gateway.runs().tick();

    assertThat(reported(log)).containsExactly("r/1", "r/2", "r/3");
    List<BlueskyDocumentReceived> kept = log.events(Topics.BLUESKY_DOCUMENT_RECEIVED);
    BlueskyDocumentReceived mark = kept.get(6);
    assertThat(kept.subList(0, 6)).allMatch(each -> each.getRunUid().equals("r"));
    assertThat(mark.getName()).isEqualTo(BlueskyRuns.REPORTED);
    assertThat(mark.getDocument())
        .isEqualTo("{\"run_start\":\"r\",\"complete\":true,\"events\":3}");
    assertThat(metrics.counter("athanor.gateway.bluesky.runs", "outcome", "complete").count())
        .isEqualTo(1);
  }

  @Test
  void shouldReportRunsByTheirUidWhateverTheOrderOfArrival() {
    Gateway gateway = gateway(log);
    List<Document> documents = new ArrayList<>(run("a", 5));
    documents.addAll(run("b", 4));
    Collections.shuffle(documents, new Random(5));

    documents.forEach(gateway::send);

    assertThat(reported(log))
        .containsExactlyInAnyOrder("a/1", "a/2", "a/3", "a/4", "a/5", "b/1", "b/2", "b/3", "b/4");
  }

  @Test
  void shouldCloseARunThatFellSilentAsIncomplete() {
    Gateway gateway = gateway(log);
    run("r", 3).subList(0, 4).forEach(gateway::send);
    now = Instant.EPOCH.plus(TIMEOUT).minusSeconds(1);
    gateway.runs().tick();
    assertThat(reported(log)).isEmpty();

    now = now.plusSeconds(1);
    gateway.runs().tick();

    assertThat(reported(log)).containsExactly("r/1", "r/2");
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED))
        .last()
        .satisfies(each -> assertThat(each.getDocument()).contains("\"complete\":false"));
    assertThat(metrics.counter("athanor.gateway.bluesky.runs", "outcome", "incomplete").count())
        .isEqualTo(1);
  }

  @Test
  void shouldSayWhyARunIsRefused() {
    Gateway gateway = gateway(log);
    gateway.send(run("r", 0).get(2));
    now = Instant.EPOCH.plus(TIMEOUT);
    gateway.runs().tick();

    assertThat(reported(log)).isEmpty();
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED).get(1).getDocument())
        .contains("has no start");
    assertThat(metrics.counter("athanor.gateway.bluesky.runs", "outcome", "refused").count())
        .isEqualTo(1);
  }

  /** The gateway dies after any number of appends; another takes the log over. */
  @Test
  void shouldLoseNothingThatWasAcknowledgedByACrashAtAnyPoint() {
    List<Document> documents = run("r", 3);
    for (int crash = 0; crash <= 10; crash++) {
      MemoryEventLog whole = new MemoryEventLog();
      appendsUntilCrash = crash;
      Gateway first = gateway(whole);
      int acknowledged = 0;
      try {
        for (Document each : documents) {
          first.send(each);
          acknowledged++;
        }
      } catch (RuntimeException e) {
        assertThat(acknowledged).isLessThan(documents.size());
      }
      appendsUntilCrash = Integer.MAX_VALUE;
      MemoryEventLog survived = whole.copy();
      Gateway second = gateway(survived);
      documents.subList(acknowledged, documents.size()).forEach(second::send);

      assertThat(reported(survived).stream().distinct())
          .as("crash after %d", crash)
          .containsExactly("r/1", "r/2", "r/3");
      assertThat(
              survived.events(Topics.LITERATURE_EMBEDDED).stream()
                  .map(each -> each.getMeta().getId())
                  .distinct())
          .hasSize(3);
    }
  }

  @Test
  void shouldNotReportAgainAfterARestart() {
    Gateway first = gateway(log);
    run("r", 2).forEach(first::send);

    MemoryEventLog copy = log.copyInAnotherOrder();
    gateway(copy).runs().tick();

    assertThat(reported(copy)).containsExactly("r/1", "r/2");
  }

  @Test
  void shouldLeaveAnotherGatewaysRunToItForAMinute() {
    Gateway writer = gateway(log);
    run("r", 1).forEach(writer::send);
    List<BlueskyDocumentReceived> documents =
        log.events(Topics.BLUESKY_DOCUMENT_RECEIVED).subList(0, 4);
    MemoryEventLog second = new MemoryEventLog();
    BlueskyRuns follower =
        new BlueskyRuns(
            new CountingFold(), second, Runnable::run, () -> origin(now), TIMEOUT, metrics);
    second.follow(follower);
    documents.forEach(
        each -> second.append(Topics.BLUESKY_DOCUMENT_RECEIVED, each.getRunUid(), each).join());

    follower.tick();
    assertThat(reported(second)).isEmpty();
    now = now.plus(BlueskyRuns.TAKE_OVER);
    follower.tick();

    assertThat(reported(second)).containsExactly("r/1");
  }

  @Test
  void shouldTryAgainWhenTheLogDoesNotTakeTheReadings() {
    Gateway gateway = gateway(log);
    List<Document> documents = run("r", 3);
    documents.subList(0, 5).forEach(gateway::send);
    appendsUntilCrash = 2;
    gateway.send(documents.get(5));
    assertThat(reported(log)).containsExactly("r/1");
    appendsUntilCrash = Integer.MAX_VALUE;
    gateway.runs().tick();
    assertThat(reported(log)).hasSize(1);

    now = now.plusSeconds(5);
    gateway.runs().tick();
    gateway.runs().tick();

    assertThat(reported(log)).containsExactly("r/1", "r/1", "r/2", "r/3");
  }

  @Test
  void shouldGoOnAfterAMalformedDocument() {
    Gateway gateway = gateway(log);
    gateway.send(new Document("start", new JsonObject().put("uid", "malformed")));

    run("r", 1).forEach(gateway::send);

    assertThat(reported(log)).containsExactly("r/1");
    assertThat(metrics.counter("athanor.gateway.bluesky.malformed").count()).isEqualTo(1);
  }

  @Test
  void shouldRefuseMoreOpenRunsThanItMayHold() {
    Gateway gateway = gateway(log);
    for (int i = 0; i < 100; i++) {
      gateway.send(run("r" + i, 1).get(0));
    }

    run("r0", 1).subList(1, 4).forEach(gateway::send);
    assertThat(reported(log)).containsExactly("r0/1");
    gateway.send(run("the-last", 1).get(0));
    assertThatThrownBy(() -> gateway.send(run("one-more", 1).get(0)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.OVERLOADED));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gossip     | {"uid":"u"}            | name
          start      | {}                     | /uid
          start      | {"uid":5}              | /uid
          event      | {"uid":"u"}            | /descriptor
          stop       | {"run_start":" "}      | /run_start
          datum      | {"datum_id":"u"}       | /resource
          resource   | {"spec":"u"}           | /uid
          """)
  void shouldRefuseADocumentThatBelongsNowhere(String name, String json, String field) {
    Gateway gateway = gateway(log);

    assertThatThrownBy(() -> gateway.send(new Document(name, new JsonObject(json))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().field()).contains(field));
    assertThat(log.events(Topics.BLUESKY_DOCUMENT_RECEIVED)).isEmpty();
  }

  @Test
  void shouldKeyEveryDocumentOfARunByTheRun() {
    RunKeys keys = new RunKeys();

    assertThat(keys.of("event", new JsonObject().put("descriptor", "d"))).isEqualTo("d");
    keys.of("descriptor", new JsonObject().put("uid", "d").put("run_start", "r"));
    keys.of("resource", new JsonObject().put("uid", "f").put("run_start", "r"));

    assertThat(keys.of("event", new JsonObject().put("descriptor", "d"))).isEqualTo("r");
    assertThat(keys.of("event_page", new JsonObject().put("descriptor", "d"))).isEqualTo("r");
    assertThat(keys.of("datum", new JsonObject().put("resource", "f"))).isEqualTo("r");
    assertThat(keys.of("resource", new JsonObject().put("uid", "g"))).isEqualTo("g");
  }
}
