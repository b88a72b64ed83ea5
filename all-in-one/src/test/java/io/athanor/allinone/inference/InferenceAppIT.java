package io.athanor.allinone.inference;

import static io.athanor.allinone.embedded.Committed.events;
import static io.athanor.allinone.inference.InferenceBench.PATIENCE;
import static io.athanor.allinone.inference.InferenceBench.connection;
import static io.athanor.allinone.inference.InferenceBench.encoded;
import static io.athanor.allinone.inference.InferenceBench.request;
import static io.athanor.allinone.inference.InferenceBench.rockSalt;
import static io.athanor.allinone.inference.InferenceBench.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.event.DeadLetter;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.inference.worker.InferenceApp;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceAppIT {
  @TempDir Path directory;

  @Test
  void shouldAnswerEveryRequestOnceOverRestarts() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://inference-once");
      InferenceBench.createTopics(connection);
      send(connection, formulas(connection, 0, 150));
      try (InferenceApp app = InferenceBench.start(connection, "one")) {
        awaitPredictions(connection, 150);
        assertThat(app.isAlive()).isTrue();
        assertThat(app.isReady()).isTrue();
      }
      send(connection, formulas(connection, 150, 300));
      try (InferenceApp app = InferenceBench.start(connection, "one")) {
        awaitPredictions(connection, 300);
        assertThat(app.isReady()).isTrue();
      }
      List<PredictionMade> made = events(connection, Topics.PREDICTION_MADE);
      assertThat(made)
          .extracting(PredictionMade::getRequestId)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 300).mapToObj(number -> "request-" + number).toList());
      assertThat(made).allSatisfy(InferenceAppIT::assertComplete);
      assertThat(events(connection, Topics.MODEL_RELEASED))
          .singleElement()
          .satisfies(
              released -> {
                assertThat(released.getDigest()).isEqualTo(made.get(0).getModelDigest());
                assertThat(released.getMetrics()).containsKey("crystal/band_gap/mae");
              });
    }
  }

  @Test
  void shouldSetAsideWhatItCannotScoreAndGoOn() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://inference-refuse");
      InferenceBench.createTopics(connection);
      List<byte[]> values = new ArrayList<>();
      values.add("this is no Avro".getBytes(StandardCharsets.UTF_8));
      values.add(encoded(connection, request(1, null, null)));
      values.add(encoded(connection, request(2, "Xy2O3", null)));
      values.add(encoded(connection, request(3, "OgF2", null)));
      values.add(encoded(connection, request(4, null, rockSalt("Na", "Cl", 0.6))));
      values.add(encoded(connection, request(5, "MgO", rockSalt("Mg", "O", 4.21))));
      values.add(encoded(connection, request(6, "MgO", null)));
      send(connection, values);
      try (InferenceApp app = InferenceBench.start(connection, "one")) {
        awaitPredictions(connection, 2);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> events(connection, Topics.DEAD_LETTER_INFERENCE_WORKER).size() == 5);
        assertThat(app.isAlive()).isTrue();
      }
      assertThat(events(connection, Topics.DEAD_LETTER_INFERENCE_WORKER))
          .extracting(DeadLetter::getCode, DeadLetter::getField)
          .containsExactlyInAnyOrder(
              tuple("undecodable", null),
              tuple("not-scorable", "candidate"),
              tuple("not-scorable", "candidate.formula"),
              tuple("not-scorable", "candidate.formula"),
              tuple("not-scorable", "candidate.crystal"));
      assertThat(events(connection, Topics.PREDICTION_MADE))
          .extracting(PredictionMade::getCandidateId)
          .containsExactlyInAnyOrder("c-5", "c-6");
    }
  }

  @Test
  void shouldLoseNothingWhileTheRegistryIsAway() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      EmbeddedRegistry first =
          EmbeddedRegistry.start(connection(kafka, "mock://unused"), 0, PATIENCE);
      KafkaConnection connection = connection(kafka, first.url());
      InferenceBench.createTopics(connection);
      send(connection, formulas(connection, 0, 80));
      first.close();
      try (InferenceApp app = InferenceBench.start(connection, "one")) {
        Awaitility.await()
            .during(Duration.ofSeconds(3))
            .atMost(PATIENCE)
            .until(() -> app.isAlive() && !app.isReady());
        try (EmbeddedRegistry second = EmbeddedRegistry.start(connection, first.port(), PATIENCE)) {
          assertThat(second.url()).isEqualTo(first.url());
          awaitPredictions(connection, 80);
          assertThat(app.isAlive()).isTrue();
          assertThat(events(connection, Topics.PREDICTION_MADE))
              .extracting(PredictionMade::getRequestId)
              .doesNotHaveDuplicates()
              .hasSize(80);
        }
      }
    }
  }

  @Test
  void shouldGoOnAfterTheBrokerCameBack() {
    EmbeddedKafka before = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
    KafkaConnection connection = connection(before, "mock://inference-broker");
    int port = Integer.parseInt(before.bootstrapServers().replaceAll(".*:", ""));
    InferenceBench.createTopics(connection);
    send(connection, formulas(connection, 0, 40));
    try (InferenceApp app = InferenceBench.start(connection, "one")) {
      awaitPredictions(connection, 40);
      send(connection, formulas(connection, 40, 200));
      before.close();
      try (EmbeddedKafka after =
          EmbeddedKafka.start(new EmbeddedKafka.Config(directory, port, Duration.ofSeconds(15)))) {
        assertThat(after.bootstrapServers()).isEqualTo(connection.bootstrapServers());
        awaitPredictions(connection, 200);
        assertThat(app.isAlive()).isTrue();
        assertThat(events(connection, Topics.PREDICTION_MADE))
            .extracting(PredictionMade::getRequestId)
            .doesNotHaveDuplicates()
            .hasSize(200);
      }
    }
  }

  @Test
  void shouldStopWhenAnotherProcessTakesItsPlace() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://inference-fenced");
      InferenceBench.createTopics(connection);
      try (InferenceApp old = InferenceBench.start(connection, "one")) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        old.onFailure(failure::complete);
        Awaitility.await().atMost(PATIENCE).until(old::isReady);
        try (InferenceApp young = InferenceBench.start(connection, "one")) {
          assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
          assertThat(old.isAlive()).isFalse();
          send(connection, formulas(connection, 0, 30));
          awaitPredictions(connection, 30);
          assertThat(young.isAlive()).isTrue();
        }
      }
      assertThat(events(connection, Topics.PREDICTION_MADE)).hasSize(30);
    }
  }

  private static List<byte[]> formulas(KafkaConnection connection, int from, int to) {
    List<String> formulas = List.of("NaCl", "CsPb(I0.8Br0.2)3", "GaAs", "Ni0.3Fe0.2Co0.5O1.5");
    return IntStream.range(from, to)
        .mapToObj(
            number ->
                encoded(
                    connection,
                    request(
                        number,
                        formulas.get(number % formulas.size()),
                        number % 5 == 0 ? rockSalt("Mg", "O", 4.21) : null)))
        .toList();
  }

  private static void awaitPredictions(KafkaConnection connection, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> events(connection, Topics.PREDICTION_MADE).size() >= count);
  }

  private static void assertComplete(PredictionMade made) {
    int number = Integer.parseInt(made.getRequestId().substring("request-".length()));
    assertThat(made.getCandidateId()).isEqualTo("c-" + number);
    assertThat(made.getCampaignIds()).containsExactly("campaign-" + number % 3);
    assertThat(made.getMeta().getCausedBy()).containsExactly(made.getRequestId());
    assertThat(made.getEmbedding()).hasSize(64);
    assertThat(made.getOutOfDomain()).isPositive();
    assertThat(made.getPredictions())
        .extracting(PropertyPrediction::getProperty, PropertyPrediction::getUnit)
        .startsWith(tuple("formation_energy_per_atom", "eV"), tuple("band_gap", "eV"));
    assertThat(made.getPredictions())
        .allSatisfy(
            each -> {
              assertThat(each.getMean()).isBetween(each.getLower(), each.getUpper());
              assertThat(each.getEpistemic()).isPositive();
              assertThat(each.getAleatoric()).isPositive();
              assertThat(each.getCoverage()).isEqualTo(0.9);
            });
  }
}
