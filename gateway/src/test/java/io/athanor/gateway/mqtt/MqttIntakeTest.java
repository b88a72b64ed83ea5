package io.athanor.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.event.ReadingReported;
import io.athanor.gateway.command.CampaignCommands;
import io.athanor.gateway.command.FactCommands;
import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.command.ReadingCommands;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttIntakeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MemoryEventLog log = new MemoryEventLog();
  private final MqttIntake intake = intake(log);

  private static MqttIntake intake(MemoryEventLog log) {
    View view = new View(() -> NOW, millis -> {});
    log.follow(view);
    Contract contract = Contract.load();
    InstrumentCommands instruments =
        new InstrumentCommands(contract, log, view, Runnable::run, PATIENCE);
    Intake all =
        new Intake(
            contract,
            new ReadingCommands(contract, log, view),
            new CampaignCommands(contract, log, view, PATIENCE),
            new FactCommands(contract, log, view),
            instruments);
    return new MqttIntake("athanor", contract, all, instruments);
  }

  private static Origin origin() {
    return new Origin(NOW, new Random(1), Optional.empty());
  }

  private JsonObject take(String topic, String payload) {
    return intake.take(topic, Buffer.buffer(payload), origin()).join();
  }

  private static JsonObject reading() {
    return new JsonObject(
        """
        {"sampleId":"s-1","technique":"scalar","occurredAt":"2025-12-31T00:00:00Z",
         "scalars":{"gap":{"value":1.5,"unit":"eV"}}}
        """);
  }

  @Test
  void shouldNameAReadingByItsOwnNameOrByItsBytes() {
    String named = reading().put("id", "m-1").encode();
    String other = reading().put("idempotencyKey", "m-1").put("id", "ignored").encode();
    String bare = reading().encode();

    String id = take("athanor/i-1/readings", named).getString("id");

    assertThat(take("athanor/i-1/readings", named).getString("id")).isEqualTo(id);
    assertThat(take("athanor/i-1/readings", other).getString("id")).isEqualTo(id);
    String hashed = take("athanor/i-1/readings", bare).getString("id");
    assertThat(take("athanor/i-1/readings", bare).getString("id")).isEqualTo(hashed);
    assertThat(take("athanor/i-2/readings", bare).getString("id"))
        .isNotEqualTo(hashed)
        .isNotEqualTo(id);
    List<ReadingReported> events = log.events(Topics.READING_REPORTED);
    assertThat(events).hasSize(6);
    assertThat(events.get(0).getInstrumentId()).isEqualTo("i-1");
    assertThat(events.get(0).getMeta().getSource()).isEqualTo("instrument/i-1");
  }

  @Test
  void shouldSayThatAnInstrumentCameAndWent() {
    take("athanor/i-1/status", "online");
    take("athanor/i-1/status", " offline\n");
    take("athanor/i-1/status", "offline");

    assertThat(log.events(Topics.INSTRUMENT_REGISTERED))
        .extracting(InstrumentRegistered::getState)
        .containsExactly(InstrumentState.ONLINE, InstrumentState.OFFLINE);
    InstrumentRegistered gone = log.events(Topics.INSTRUMENT_REGISTERED).get(1);
    assertThat(gone.getStateAt()).isEqualTo(NOW);
    assertThat(gone.getName()).isEqualTo("i-1");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          athanor/i-1/other      | {}                      | topic
          other/i-1/readings     | {}                      | topic
          athanor/i-1            | {}                      | topic
          athanor//readings      | {}                      | topic
          athanor/i/1/readings   | {}                      | topic
          athanor/i-1/readings   | {                       | ``
          athanor/i-1/readings   | []                      | ``
          athanor/i-1/readings   | {"instrumentId":"i-2"}  | /instrumentId
          athanor/i-1/readings   | {"instrumentId":5}      | /instrumentId
          athanor/i-1/readings   | {"id":5}                | /id
          athanor/i-1/readings   | {"idempotencyKey":""}   | /idempotencyKey
          athanor/i-1/readings   | {"sampleId":5}          | /sampleId
          athanor/i-1/status     | maybe                   | ``
          """)
  void shouldNameWhatCannotBe(String topic, String payload, String field) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> take(topic, payload));

    if (!field.equals("/sampleId")) { // what is missing besides may be named first
      assertThat(thrown.problem().field()).contains(field);
    }
    assertThat(thrown.problem().code().status()).isBetween(400, 422);
    assertThat(log.events(Topics.READING_REPORTED)).isEmpty();
  }

  @Test
  void shouldTakeOrRefuseTenThousandBrokenMessages() {
    Random random = new Random(23);
    byte[] whole = reading().put("id", "m-1").toBuffer().getBytes();
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(5); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Buffer payload = Buffer.buffer(bytes).slice(0, bytes.length - random.nextInt(3) / 2);
      String topic = "athanor/" + "i-1".substring(0, random.nextInt(4)) + "/readings";
      String outcome;
      try {
        intake.take(topic, payload, origin()).join();
        outcome = "taken";
      } catch (ProblemException e) {
        outcome = e.problem().code().spelled();
        assertThat(e.problem().code().status()).isBetween(400, 422);
      }
      outcomes.merge(outcome, 1, Integer::sum);
    }

    assertThat(outcomes).containsKeys("taken", "malformed-json", "contract", "not-found");
    assertThat(log.events(Topics.READING_REPORTED)).hasSize(outcomes.get("taken"));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true", "a/+, a/b, true", "a/+, a/b/c, false", "a/#, a/b/c, true", "a/#, a, true",
    "#, a/b, true", "+/+, a, false", "a/b, a, false", "a, a/b, false", "+/b, /b, true"
  })
  void shouldMatchTopics(String filter, String topic, boolean matches) {
    assertThat(Filters.isValid(filter)).isTrue();
    assertThat(Filters.matches(filter, topic)).isEqualTo(matches);
  }

  @Test
  void shouldKnowFiltersThatAreNone() {
    assertThat(List.of("", "a+", "a/#/b", "#a", "a/b#", "a\0")).noneMatch(Filters::isValid);
  }
}
