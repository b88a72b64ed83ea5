package io.athanor.bridge.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.bridge.Papers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRunTest {
  @TempDir private Path directory;

  @Test
  void whereverABridgeDiesNothingIsMadeTwiceOrForgotten() throws IOException {
    CrashRun run = new CrashRun(Papers.FURNACE, directory);
    Tally tally = run.run(3 * CrashPoint.values().length, 5);
    assertThat(tally.examples()).isEmpty();
    assertThat(run.crashes().keySet()).isEqualTo(EnumSet.allOf(CrashPoint.class));
    assertThat(tally.actuated()).isPositive();
  }
}
