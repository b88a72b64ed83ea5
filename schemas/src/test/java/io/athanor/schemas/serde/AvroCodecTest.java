package io.athanor.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
  private final SerdeConfig config =
      SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://" + AvroCodecTest.class.getName()));

  @Test
  void shouldGiveBackWhatWasEncoded() {
    AvroCodec<ModelReleased> codec = AvroCodec.of(config, ModelReleased.class);
    assertThat(codec.decode(codec.encode("model-released", released()))).isEqualTo(released());
  }

  @Test
  void shouldNameTheSchemaThatIsNotExpected() {
    byte[] bytes = AvroCodec.of(config, ModelReleased.class).encode("model-released", released());
    assertThatThrownBy(() -> AvroCodec.of(config, Meta.class).decode(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("io.athanor.event.ModelReleased where io.athanor.event.Meta");
  }

  @Test
  void shouldRefuseBytesThatAreNoAvro() {
    AvroCodec<ModelReleased> codec = AvroCodec.of(config, ModelReleased.class);
    byte[] truncated = codec.encode("model-released", released());
    truncated = java.util.Arrays.copyOf(truncated, truncated.length - 3);
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3, 4, 5, 6},
            "no avro".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            truncated)) {
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class, e -> assertThat(e.code()).isEqualTo("undecodable"));
    }
  }

  @Test
  void shouldRefuseAnUnknownSchemaId() {
    assertThatThrownBy(
            () -> AvroCodec.of(config, ModelReleased.class).decode(new byte[] {0, 0, 1, 2, 3, 4}))
        .isInstanceOfSatisfying(
            UndecodableException.class, e -> assertThat(e.code()).isEqualTo("unknown-schema"));
  }

  private static ModelReleased released() {
    Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");
    return ModelReleased.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("id")
                .setSource("test")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setModelName("m")
        .setVersion("1")
        .setDigest("d")
        .setMetrics(Map.of("band_gap/mae", 0.25))
        .setStage(RolloutStage.CHAMPION)
        .setProperties(List.of("band_gap"))
        .setEmbeddingSize(64)
        .build();
  }
}
