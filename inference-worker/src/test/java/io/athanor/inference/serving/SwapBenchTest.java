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
  void shouldNeitherFailNorMixAnAnswerOfTwoVersionsOverExchangesUnderLoad() throws Exception {
    SwapFigures figures =
        SwapBench.run(
            RandomModels.write(scratch, Models.weights(3)),
            new SwapBench.Plan(40, 2, 4, 10, 7),
            scratch,
            DeviceOptions.threads(1, 1),
            8_192);
    assertThat(figures.failed()).isZero();
    assertThat(figures.mixed()).isZero();
    assertThat(figures.swaps()).isEqualTo(40);
    assertThat(figures.batches()).as("each model answered").isGreaterThanOrEqualTo(41);
    assertThat(figures.byName()).as("each was asked by name too").isGreaterThanOrEqualTo(40);
    assertThat(figures.opened()).as("each once beside and once to serve").isGreaterThan(80);
    assertThat(figures.openMost())
        .as("one serves, two beside, one comes, and each caller may hold or open one")
        .isLessThanOrEqualTo(8);
    assertThat(figures.closed()).isEqualTo(figures.opened());
    assertThat(figures.resident()).hasSize(40).allMatch(bytes -> bytes > 0);
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
