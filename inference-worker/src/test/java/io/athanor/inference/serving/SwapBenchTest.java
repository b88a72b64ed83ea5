package io.athanor.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Models;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapBenchTest {
  @TempDir Path scratch;

  @Test
  void shouldNeitherFailNorMixAnAnswerOverAHundredExchangesUnderLoad() throws Exception {
    SwapFigures figures =
        SwapBench.run(
            RandomModels.write(scratch, Models.weights(3)),
            new SwapBench.Plan(100, 2, 4, 20, 7),
            scratch,
            DeviceOptions.threads(1, 1),
            8_192);
    assertThat(figures.failed()).isZero();
    assertThat(figures.mixed()).isZero();
    assertThat(figures.swaps()).isEqualTo(100);
    assertThat(figures.batches()).as("each model answered").isGreaterThanOrEqualTo(101);
    assertThat(figures.opened()).as("three alone, one to start with").isEqualTo(104);
    assertThat(figures.closed()).isEqualTo(figures.opened());
    assertThat(figures.resident()).hasSize(100).allMatch(bytes -> bytes > 0);
  }

  @Test
  void shouldReadTheResidentSet() {
    assertThat(ResidentMemory.bytes("1000 250 50 1 0 300 0\n")).isEqualTo(250 * 4096L);
    assertThat(ResidentMemory.bytes()).isGreaterThan(10_000_000);
  }

  @Test
  void shouldRefuseAPlanWithoutRoomToSettle() {
    assertThatThrownBy(() -> new SwapBench.Plan(10, 1, 1, 4, 1)).hasMessageContaining("settle");
  }
}
