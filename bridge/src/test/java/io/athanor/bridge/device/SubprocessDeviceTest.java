package io.athanor.bridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.bridge.Papers;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.device.Device.Memory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A robot in a few lines of shell. */
class SubprocessDeviceTest {
  private final Command command = Papers.command("e-1", order -> order);
  private SubprocessDevice device;

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void tellsAProgramInJsonLinesAndHearsWhatCameOfIt() throws IOException {
    device =
        shell(
            """
            while read -r line; do
              case "$line" in
                *'"do":"did"'*) echo '{"order":"e-1/0","did":"done","readings":[]}' ;;
                *'"temperature":{"value":300.0,"unit":"Cel"}'*'"do":"actuate"'*)
                  echo '{"order":"e-1/0","readings":[{"technique":"scalar","scalars":{"gap":{"value":1.5,"unit":"eV"}}}]}' ;;
                *) echo '{"order":"e-1/0","failed":"synthesis","reason":"other line"}' ;;
              esac
            done
            """);
    assertThat(device.actuate(command))
        .isEqualTo(
            new Outcome.Made(
                List.of(
                    new Outcome.Reading(
                        "scalar", Map.of("gap", new Outcome.Measured(1.5, "eV"))))));
    assertThat(device.did("e-1/0").memory()).isEqualTo(Memory.DONE);
    assertThat(device.did("e-1/0").outcome()).contains(new Outcome.Made(List.of()));
    // an answer about another order is no answer, and the program is started anew
    assertThat(device.did("e-2/0")).isEqualTo(Device.Answer.UNKNOWN);
    assertThat(device.did("e-1/0").memory()).isEqualTo(Memory.DONE);
  }

  @Test
  void hearsOfAFailureWithItsEvidence() throws IOException {
    device =
        shell(
            """
            read -r line
            echo '{"order":"e-1/0","failed":"synthesis","reason":"cold","retryable":true,"evidence":{"temperature_error":12}}'
            """);
    assertThat(device.actuate(command))
        .isEqualTo(
            new Outcome.Failed("synthesis", "cold", true, Map.of("temperature_error", 12.0)));
  }

  @Test
  void whatIsNotAnsweredIsUnknown() {
    for (String script :
        List.of(
            "read -r line; exit 3",
            "read -r line; echo nonsense",
            "read -r line; echo '{\"order\":\"e-9/0\",\"readings\":[]}'",
            "read -r line; echo '{\"order\":\"e-1/0\"}'",
            "read -r line; echo '{\"order\":\"e-1/0\",\"readings\":[{\"technique\":\"scalar\","
                + "\"scalars\":{\"gap\":{\"value\":\"NaN\",\"unit\":\"eV\"}}}]}'")) {
      device = shell(script);
      assertThatThrownBy(() -> device.actuate(command)).isInstanceOf(IOException.class);
      assertThat(device.did("e-1/0")).isEqualTo(Device.Answer.UNKNOWN);
      device.close();
    }
  }

  private static SubprocessDevice shell(String script) {
    return new SubprocessDevice(List.of("/bin/sh", "-c", script));
  }
}
