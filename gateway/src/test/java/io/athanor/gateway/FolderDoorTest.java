package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watched folder in a gateway, with the formats that are known. */
class FolderDoorTest {
  @TempDir private Path folder;

  private DoorsConfig watching(Path path) {
    return new DoorsConfig(
        new FolderConfig(
            Optional.of(path),
            folder.resolve(".manifest"),
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            1_000_000),
        MqttConfig.OFF,
        BlueskyConfig.OFF);
  }

  @Test
  void shouldReportAFileAndRejectAnother() throws IOException {
    try (Door door = new Door(watching(folder), Door.readers())) {
      Files.writeString(folder.resolve("a.xy"), "10.0 1.0\n10.1 2.0\n10.2 5.0\n10.3 2.0\n");
      Files.writeString(folder.resolve("b.xy"), "\0\1\2 nothing that anybody knows");

      await().until(() -> Files.exists(folder.resolve("b.xy.rejected.json")));
      await().until(() -> door.log.events(Topics.READING_REPORTED).size() == 1);
      assertThat(
              door.metrics.counter("athanor.gateway.folder.files", "outcome", "reported").count())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldNotStartWithoutItsFolder() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Door(watching(folder.resolve("none")), Door.readers()).close())
        .withMessageContaining("gateway.folder.path");
  }
}
