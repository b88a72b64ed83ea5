package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.report.CurvePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {
  @TempDir Path directory;

  @Test
  void shouldGiveBackTheNewestBitForBit() {
    CheckpointFiles files = new CheckpointFiles(directory);
    assertThat(files.newest()).isEmpty();
    files.write(checkpoint(0, 9));
    files.write(checkpoint(1, 2));
    Checkpoint written = checkpoint(1, 10);
    files.write(written);
    Checkpoint read = files.newest().orElseThrow();
    assertThat(read.stage()).isEqualTo(1);
    assertThat(read.snapshot().epoch()).isEqualTo(10);
    assertThat(read.snapshot().steps()).isEqualTo(100);
    assertThat(read.fingerprint()).isEqualTo("f");
    assertThat(read.curve()).isEqualTo(written.curve());
    assertThat(read.best().error()).isEqualTo(0.25);
    assertThat(read.best().age()).isEqualTo(3);
    assertEqual(read.best().weights().orElseThrow(), written.best().weights().orElseThrow());
    assertEqual(read.snapshot().weights(), written.snapshot().weights());
    assertEqual(read.snapshot().moments(), written.snapshot().moments());
    assertThat(read.snapshot().average().orElseThrow().mass()).isEqualTo(0.75);
    assertEqual(
        read.snapshot().average().orElseThrow().sum(),
        written.snapshot().average().orElseThrow().sum());
  }

  @Test
  void shouldKeepTwoAndPassOverADamagedOne() throws IOException {
    CheckpointFiles files = new CheckpointFiles(directory);
    for (int epoch = 1; epoch <= 4; epoch++) {
      files.write(checkpoint(0, epoch));
    }
    Path newest = directory.resolve("checkpoint-00-000004.bin");
    try (Stream<Path> listed = Files.list(directory)) {
      assertThat(listed)
          .containsExactlyInAnyOrder(newest, directory.resolve("checkpoint-00-000003.bin"));
    }
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    assertThat(files.newest().orElseThrow().snapshot().epoch()).isEqualTo(3);
    Files.write(newest, Arrays.copyOf(bytes, 10));
    assertThat(files.newest().orElseThrow().snapshot().epoch()).isEqualTo(3);
    files.clear();
    assertThat(files.newest()).isEmpty();
  }

  private static Checkpoint checkpoint(int stage, int epoch) {
    Weights weights = Models.weights(epoch);
    weights.get("readout/bias").values()[0] = Float.MIN_VALUE;
    return new Checkpoint(
        "f",
        stage,
        new Trainer.Snapshot(
            epoch,
            10 * epoch,
            weights,
            Models.weights(epoch + 1),
            Optional.of(new Average.State(Models.weights(epoch + 2), 0.75))),
        new Checkpoint.Best(Optional.of(Models.weights(epoch + 3)), 0.25, 3),
        List.of(
            new CurvePoint("a", 1, 2, 0.5, 1e-3, Map.of(Property.BAND_GAP, 0.125), 2.5),
            new CurvePoint("b", 1, 2, Double.NaN, 1e-4, Map.of(), 0)));
  }

  private static void assertEqual(Weights one, Weights other) {
    assertThat(one.entries().keySet()).isEqualTo(other.entries().keySet());
    one.entries()
        .forEach(
            (name, entry) -> {
              assertThat(entry.shape()).isEqualTo(other.get(name).shape());
              assertThat(entry.values()).as(name).isEqualTo(other.get(name).values());
            });
  }
}
