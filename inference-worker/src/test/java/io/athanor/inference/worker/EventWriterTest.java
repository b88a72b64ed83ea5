package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Composition;
import io.athanor.schemas.rollout.Rollout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventWriterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:06Z");
  private static final String DIGEST = "ab".repeat(32);
  private static final StoredModel MODEL =
      new StoredModel(
          DIGEST,
          new ModelManifest(
              ModelManifest.FORMAT,
              "spark",
              "3",
              Optional.empty(),
              Models.SHAPE,
              List.of(),
              Calibrations.none(Models.SHAPE.properties()).byMode(),
              Map.of("crystal/band_gap/mae", 0.25),
              List.of()),
          new Weights(Map.of()),
          Optional.of("# Spark"));

  private final EventWriter events = new EventWriter(InstantSource.fixed(NOW), MODEL);
  private final MaterialGraph graph =
      new GraphBuilder(Models.SHAPE).composition(Composition.parse("CsPbI3"));

  @Test
  void shouldAnswerTheRequestItAnswers() {
    PredictionMade made =
        events.prediction(
            new Outcome.Scored(Requests.formula("r1", "CsPbI3"), Requests.prediction(graph)));
    assertThat(made.getRequestId()).isEqualTo("r1");
    assertThat(made.getCandidateId()).isEqualTo("c-r1");
    assertThat(made.getCampaignIds()).containsExactly("campaign-1", "campaign-2");
    assertThat(made.getModelName()).isEqualTo("spark");
    assertThat(made.getModelDigest()).isEqualTo(DIGEST);
    assertThat(made.getMeta().getCausedBy()).containsExactly("r1");
    assertThat(made.getMeta().getCorrelationId()).isEqualTo("campaign-1");
    assertThat(made.getMeta().getTraceparent()).startsWith("00-0af7");
    assertThat(made.getMeta().getRecordedAt()).isEqualTo(NOW);
    assertThat(made.getEmbedding()).containsExactly(1f, 2f);
    assertThat(made.getPredictions())
        .extracting(PropertyPrediction::getProperty)
        .containsExactly("formation_energy_per_atom", "band_gap");
  }

  @Test
  void shouldDeriveTheSameIdForTheSameRequest() {
    Outcome.Scored scored =
        new Outcome.Scored(Requests.formula("r1", "CsPbI3"), Requests.prediction(graph));
    assertThat(events.prediction(scored).getMeta().getId())
        .isEqualTo(events.prediction(scored).getMeta().getId());
  }

  @Test
  void shouldSayOnlyWhatWasAsked() {
    PredictionMade made =
        events.prediction(
            new Outcome.Scored(
                Requests.formula("r1", "CsPbI3", "band_gap"), Requests.prediction(graph)));
    assertThat(made.getPredictions())
        .extracting(PropertyPrediction::getProperty)
        .containsExactly("band_gap");
  }

  @Test
  void shouldKeepTheBytesItRefused() {
    byte[] value = "junk".getBytes(StandardCharsets.UTF_8);
    DeadLetter letter =
        events.deadLetter(
            new ConsumerRecord<>("prediction-requested", 2, 17, null, value),
            new Outcome.Refused("undecodable", null, "no magic byte"));
    assertThat(letter.getPartition()).isEqualTo(2);
    assertThat(letter.getOffset()).isEqualTo(17);
    assertThat(letter.getKey()).isNull();
    assertThat(letter.getValue().array()).isEqualTo(value);
    assertThat(letter.getCode()).isEqualTo("undecodable");
    assertThat(letter.getApplication()).isEqualTo("inference-worker");
  }

  @Test
  void shouldRefuseInALetterThatTheTopicTakes() {
    DeadLetter letter =
        events.deadLetter(
            new ConsumerRecord<>("prediction-requested", 2, 17, null, new byte[1_040_000]),
            new Outcome.Refused("undecodable", null, "no magic byte"));
    assertThat(letter.getValue()).isNull();
  }

  @Test
  void shouldAnnounceWhatTheModelIsWorth() {
    var released = events.released(Rollout.empty());
    assertThat(released.getDigest()).isEqualTo(DIGEST);
    assertThat(released.getMetrics()).containsEntry("crystal/band_gap/mae", 0.25);
    assertThat(released.getCalibration()).containsKey("composition/band_gap/scale").hasSize(8);
    assertThat(released.getProperties()).containsExactly("formation_energy_per_atom", "band_gap");
    assertThat(released.getEmbeddingSize()).isEqualTo(64);
    assertThat(released.getCard()).isEqualTo("# Spark");
  }
}
