package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Models;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.RandomModels;
import io.athanor.inference.serving.Versions;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.athanor.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswererTest {
  @TempDir Path directory;
  private final List<String> attempts = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private StoredModel champion;
  private StoredModel canary;
  private Versions<Serving> versions;

  @BeforeEach
  void openChampion() {
    champion = RandomModels.write(directory, Models.weights(3));
    canary = RandomModels.write(directory, Models.weights(4));
    versions = new Versions<>(serving(champion), Serving::digest, this::open, Serving::close);
  }

  @AfterEach
  void close() {
    versions.close();
  }

  private static Serving serving(StoredModel model) {
    return Serving.of(
        OpenModel.open(model, DeviceOptions.threads(1, 1), 8_192),
        InstantSource.fixed(Requests.WHEN));
  }

  private Serving open(String digest) {
    attempts.add(digest);
    if (digest.equals(canary.digest())) {
      return serving(canary);
    }
    throw new ModelStoreException("it has no such files");
  }

  /** The value of a test record is a formula and, after a bar, a digest; "?" is no Avro. */
  private static PredictionRequested decode(byte[] value) {
    String[] parts = new String(value, StandardCharsets.UTF_8).split("\\|");
    if (parts[0].equals("?")) {
      throw new UndecodableException("undecodable", "no magic byte", null);
    }
    if (parts[0].equals("away")) {
      throw new RegistryUnavailableException("away", null);
    }
    return Requests.request(parts[0], parts[0], parts.length > 1 ? parts[1] : null);
  }

  private List<Answerer.Signed> answer(Answerer answerer, String... values) {
    return answerer.answer(
        Arrays.stream(values).map(each -> each.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private Answerer answerer() {
    return new Answerer(AnswererTest::decode, versions, nanos::get);
  }

  private static String signer(Answerer.Signed signed) {
    return signed.events().prediction((Outcome.Scored) signed.outcome()).getModelDigest();
  }

  private static double mean(Answerer.Signed signed) {
    return ((Outcome.Scored) signed.outcome())
        .prediction()
        .estimates()
        .values()
        .iterator()
        .next()
        .mean();
  }

  @Test
  void shouldAnswerEachByTheVersionItWantsAndSignItSo() {
    List<Answerer.Signed> signed =
        answer(
            answerer(),
            "NaCl",
            "NaCl|" + canary.digest(),
            "?",
            "NaCl|" + champion.digest(),
            "NaCl|" + canary.digest());
    assertThat(List.of(signer(signed.get(0)), signer(signed.get(1)), signer(signed.get(3))))
        .containsExactly(champion.digest(), canary.digest(), champion.digest());
    assertThat(mean(signed.get(1)))
        .isEqualTo(mean(signed.get(4)))
        .isNotEqualTo(mean(signed.get(0)));
    assertThat(mean(signed.get(3))).isEqualTo(mean(signed.get(0)));
    assertThat(signed.get(2).outcome())
        .isEqualTo(new Outcome.Refused("undecodable", null, "no magic byte"));
    assertThat(attempts).containsExactly(canary.digest());
  }

  @Test
  void shouldRefuseOnlyWhatWantsAVersionThatIsNotThereAndTryAgainLater() {
    Answerer answerer = answerer();
    for (int batch = 0; batch < 3; batch++) {
      List<Answerer.Signed> signed = answer(answerer, "NaCl|gone", "NaCl");
      Outcome.Refused refused = (Outcome.Refused) signed.get(0).outcome();
      assertThat(refused.code()).isEqualTo("version-unavailable");
      assertThat(refused.field()).isEqualTo("modelDigest");
      assertThat(refused.reason()).contains("'gone'").contains("no such files");
      assertThat(signer(signed.get(1))).isEqualTo(champion.digest());
    }
    assertThat(attempts).as("not once for each request").containsExactly("gone");
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    answer(answerer, "NaCl|gone");
    assertThat(attempts).containsExactly("gone", "gone");
  }

  @Test
  void shouldPassARegistryOutageOn() {
    assertThatThrownBy(() -> answer(answerer(), "NaCl", "away"))
        .isInstanceOf(RegistryUnavailableException.class);
  }
}
