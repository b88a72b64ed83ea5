package io.athanor.allinone.inference;

import static io.athanor.allinone.embedded.Committed.events;
import static io.athanor.allinone.inference.InferenceBench.PATIENCE;
import static io.athanor.allinone.inference.InferenceBench.connection;
import static io.athanor.allinone.inference.InferenceBench.encoded;
import static io.athanor.allinone.inference.InferenceBench.request;
import static io.athanor.allinone.inference.InferenceBench.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionMade;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.worker.InferenceApp;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotSwapIT {
  @TempDir Path directory;
  @TempDir Path store;
  private StoredModel first;
  private StoredModel second;

  @BeforeEach
  void writeModels() {
    StoredModel shipped = ModelStore.classpath().load("ember", Optional.empty());
    first = ModelStore.write(store, shipped.manifest(), shipped.weights(), true);
    second = ModelStore.write(store, shipped.manifest(), scaled(shipped.weights()), false);
  }

  @Test
  void shouldExchangeTheModelWithoutDroppingARequest() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://swap-store");
      InferenceBench.createTopics(connection);
      try (InferenceApp one = InferenceBench.start(connection, "one", store.toString());
          InferenceApp two = InferenceBench.start(connection, "two", store.toString())) {
        Awaitility.await().atMost(PATIENCE).until(() -> one.isReady() && two.isReady());
        send(connection, requests(connection, 0, 400));
        ModelStore.release(store, "ember", second.digest());
        send(connection, requests(connection, 400, 800));
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> digests(connection).contains(second.digest()));
        awaitPredictions(connection, 800);
        assertThat(one.isAlive() && two.isAlive()).isTrue();
        assertOnceAndInOneVoice(connection, 800);
        assertThat(digests(connection).get(0)).isEqualTo(first.digest());
        // back again: the store is what counts, not the order of making
        ModelStore.release(store, "ember", first.digest());
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> last(digests(connection)).equals(first.digest()));
      }
    }
  }

  @Test
  void shouldFollowTheLogAndKeepWhatServesWhereAModelIsBroken() throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://swap-broken");
      InferenceBench.createTopics(connection);
      Path weights = store.resolve("ember").resolve(second.digest()).resolve("weights.bin");
      byte[] whole = Files.readAllBytes(weights);
      byte[] broken = whole.clone();
      broken[1_000] ^= 1;
      Files.write(weights, broken);
      try (InferenceApp app = InferenceBench.start(connection, "one", store.toString())) {
        Awaitility.await().atMost(PATIENCE).until(app::isReady);
        InferenceBench.announce(connection, second);
        send(connection, requests(connection, 0, 50));
        awaitPredictions(connection, 50);
        assertThat(predictedBy(connection)).containsOnlyKeys(first.digest());
        // its files arrive late: it is tried again
        Files.write(weights, whole);
        int[] sent = {50};
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  send(connection, requests(connection, sent[0], sent[0] + 1));
                  sent[0]++;
                  awaitPredictions(connection, sent[0]);
                  return predictedBy(connection).containsKey(second.digest());
                });
        assertThat(app.isAlive()).isTrue();
        assertOnceAndInOneVoice(connection, sent[0]);
      }
    }
  }

  /** Every request once, and every answer to one formula by one model the same. */
  private static void assertOnceAndInOneVoice(KafkaConnection connection, int count) {
    List<PredictionMade> made = events(connection, Topics.PREDICTION_MADE);
    assertThat(made)
        .extracting(PredictionMade::getRequestId)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(number -> "request-" + number).toList());
    Map<String, Double> voices =
        made.stream()
            .collect(
                Collectors.toMap(
                    PredictionMade::getModelDigest,
                    each -> each.getPredictions().get(0).getMean(),
                    (one, other) -> {
                      assertThat(one).isCloseTo(other, within(1e-4));
                      return one;
                    }));
    assertThat(voices.values()).doesNotHaveDuplicates();
  }

  private static Map<String, Long> predictedBy(KafkaConnection connection) {
    return events(connection, Topics.PREDICTION_MADE).stream()
        .collect(Collectors.groupingBy(PredictionMade::getModelDigest, Collectors.counting()));
  }

  private static List<String> digests(KafkaConnection connection) {
    return events(connection, Topics.MODEL_RELEASED).stream()
        .sorted(Comparator.comparing(each -> each.getMeta().getId()))
        .map(ModelReleased::getDigest)
        .toList();
  }

  private static String last(List<String> digests) {
    return digests.get(digests.size() - 1);
  }

  private static List<byte[]> requests(KafkaConnection connection, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> encoded(connection, request(number, "NaCl", null)))
        .toList();
  }

  private static void awaitPredictions(KafkaConnection connection, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> events(connection, Topics.PREDICTION_MADE).size() >= count);
  }

  /** Another model: every weight a little larger. */
  private static Weights scaled(Weights weights) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    weights
        .entries()
        .forEach(
            (name, entry) -> {
              float[] values = entry.values().clone();
              for (int index = 0; index < values.length; index++) {
                values[index] *= 1.02f;
              }
              entries.put(name, new Weights.Entry(entry.shape(), values));
            });
    return new Weights(entries);
  }
}
