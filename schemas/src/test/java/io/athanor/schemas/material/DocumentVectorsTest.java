package io.athanor.schemas.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DocumentVector;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.schemas.serde.SchemaRegistries;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentVectorsTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldCarryWhatSaysSomethingInTheRecordsOrder() {
    SchemaRegistries.trustOurs();
    MaterialUpdated material =
        MaterialUpdated.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("m")
                    .setSource("test")
                    .setOccurredAt(WHEN)
                    .setRecordedAt(WHEN)
                    .build())
            .setCandidateId("c-1")
            .setChange(MaterialChange.MEASURED)
            .setVersion(3)
            .setLiterature(
                List.of(
                    summary("mat2vec", 2, 1f, 0f),
                    summary("other", 1, 0f, 0f),
                    summary("cancelled", 2, 1e-13f, -1e-13f),
                    summary("words", 4, 0f, -2f)))
            .build();
    assertThat(DocumentVectors.of(material))
        .containsExactly(
            new DocumentVector("mat2vec", 2, List.of(1f, 0f)),
            new DocumentVector("words", 4, List.of(0f, -2f)));
  }

  private static LiteratureSummary summary(String model, int documents, float... vector) {
    return new LiteratureSummary(
        model, documents, 365.0, List.of(vector[0], vector[1]), WHEN, ByteBuffer.allocate(0));
  }
}
