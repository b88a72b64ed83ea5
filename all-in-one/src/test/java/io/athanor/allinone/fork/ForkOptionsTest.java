package io.athanor.allinone.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ForkOptionsTest {
  @Command
  private static final class Asked implements Runnable {
    @Mixin private ForkOptions options;

    @Override
    public void run() {
      // only read
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#12 | {\"ordinal\":12}",
        "34 | {\"offset\":{\"topic\":\"observation-derived\",\"partition\":0,\"offset\":34}}",
        "experiment-progressed-2@7"
            + " | {\"offset\":{\"topic\":\"experiment-progressed\",\"partition\":2,\"offset\":7}}",
        "2026-01-31T12:00:00Z | {\"time\":\"2026-01-31T12:00:00Z\"}"
      })
  void shouldReadPlaces(String said, String place) {
    assertThat(ForkOptions.place(said)).hasToString(place);
  }

  @Test
  void shouldReadPoliciesByNameAndWhole() {
    assertThat(request("--policy", "random").at("/policy/acquisition").asText())
        .isEqualTo("random");
    assertThat(request("--policy", "{\"kappa\": 2}").at("/policy/kappa").asDouble()).isEqualTo(2);
    assertThat(request().has("policy")).isFalse();
    assertThatThrownBy(() -> request("--policy", "{kappa"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--policy");
  }

  private static JsonNode request(String... arguments) {
    Asked asked = new Asked();
    new CommandLine(asked).parseArgs(arguments);
    return asked.options.request();
  }
}
