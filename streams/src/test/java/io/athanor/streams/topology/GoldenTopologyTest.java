package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * A new repartition, store or node name shows here before it shows in production, where a renamed
 * one orphans its state.
 */
final class GoldenTopologyTest {
  @Test
  void shouldBeTheTopologyThatWasReviewed() throws IOException {
    try (EventCodecs codecs = Bench.codecs("mock://GoldenTopologyTest");
        InputStream golden = getClass().getResourceAsStream("/perception-topology.txt")) {
      String described =
          Bench.topology(codecs, new SimpleMeterRegistry(), InstantSource.system())
              .describe()
              .toString();

      assertThat(described)
          .as("if this change is meant, put it into src/test/resources/perception-topology.txt")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
