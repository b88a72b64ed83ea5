package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.event.ReadingReported;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Real runs of a beamline, whole documents, shuffled. */
class BlueskyRunTest {
  private static JsonArray documents() throws IOException {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("../../shared/data"));
    Path file = find(data);
    assumeTrue(file != null, "no apstools_53runs under " + data + "; set ATHANOR_DATA");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Path find(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return null;
    }
    try (var files = Files.walk(data, 4)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("apstools_53runs"))
          .findFirst()
          .orElse(null);
    }
  }

  @Test
  void shouldReportFiftyThreeRealRunsWhateverTheOrderOfTheirDocuments() throws IOException {
    List<Object> documents = new ArrayList<>();
    documents().forEach(documents::add);
    Collections.shuffle(documents, new Random(1));
    try (Door door = new Door()) {
      for (int from = 0; from < documents.size(); from += 500) {
        List<Object> part = documents.subList(from, Math.min(from + 500, documents.size()));
        Door.Answer answer = door.post("/v1/bluesky", new JsonArray(part).encode());
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      }

      // two stay open: one has no stop document, one an event less than its stop document counts
      await().until(() -> marks(door) == 51);
      assertThat(door.metrics.get("athanor.gateway.bluesky.waiting").gauge().value()).isPositive();
      List<ReadingReported> readings = door.log.events(Topics.READING_REPORTED);
      assertThat(readings).isNotEmpty();
      assertThat(readings).extracting(each -> each.getMeta().getId()).doesNotHaveDuplicates();
    }
  }

  private static long marks(Door door) {
    return door.log.events(Topics.BLUESKY_DOCUMENT_RECEIVED).stream()
        .filter(each -> each.getName().equals("athanor_reported"))
        .count();
  }
}
