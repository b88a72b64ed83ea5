package io.athanor.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.WebhookRegistered;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Meta META =
      Meta.newBuilder().setId("i").setSource("s").setOccurredAt(NOW).setRecordedAt(NOW).build();

  @Test
  void shouldCutWhatIsLong() {
    LiteratureEmbedded event =
        LiteratureEmbedded.newBuilder()
            .setMeta(META)
            .setDocumentId("x".repeat(600))
            .setModel("m")
            .setVector(Collections.nCopies(1_000, 0.5f))
            .setMaterials(List.of("NaCl"))
            .setConditions(Map.of("t", Quantity.newBuilder().setValue(1).setUnit("s").build()))
            .build();
    JsonObject shown = Preview.of(event);
    assertThat(shown.getString("documentId")).hasSize(501);
    assertThat(shown.getJsonArray("vector")).hasSize(21).contains("… 980 more");
    assertThat(shown.getJsonObject("meta").getString("occurredAt")).isEqualTo(NOW.toString());
    assertThat(shown.getJsonObject("conditions").getJsonObject("t").getString("unit"))
        .isEqualTo("s");
  }

  @Test
  void shouldNotShowWhatIsNamedLikeASecret() {
    WebhookRegistered event =
        WebhookRegistered.newBuilder()
            .setMeta(META)
            .setWebhookId("w")
            .setUrl("https://example.org")
            .setEvents(List.of())
            .setSecretId("hush")
            .setActive(true)
            .build();
    assertThat(Preview.of(event).encode()).contains("not shown").doesNotContain("hush");
  }
}
