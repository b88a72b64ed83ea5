package io.athanor.acquisition.drift;

import io.athanor.materials.drift.MaximumMeanDiscrepancy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether candidates still lie where a model version first saw them: its first {@value #SAMPLE}
 * embeddings are the reference, and each following {@value #SAMPLE} are put to a two-sample test
 * against it. A window that differs is the reference from then on. One window is wrongly said to
 * differ in 200, that is, once in 12,800 embeddings. Immutable.
 */
public final class EmbeddingWatch {
  /** Embeddings of a reference and of a window. */
  public static final int SAMPLE = 64;

  /** A window differs where its p-value is not above this. */
  public static final double LEVEL = 0.005;

  private static final int PERMUTATIONS = 399;

  private final long seed;
  private final int windows;
  private final List<float[]> reference;
  private final List<float[]> window;

  private EmbeddingWatch(long seed, int windows, List<float[]> reference, List<float[]> window) {
    this.seed = seed;
    this.windows = windows;
    this.reference = reference;
    this.window = window;
  }

  /**
   * After an embedding.
   *
   * @param watch what goes on watching
   * @param settled whether reference or window have just become complete: a moment to keep it
   * @param moved the test, where the window differs
   */
  public record Step(
      EmbeddingWatch watch, boolean settled, Optional<MaximumMeanDiscrepancy.Result> moved) {}

  /**
   * Before any embedding.
   *
   * @param seed of the permutations
   */
  public static EmbeddingWatch begin(long seed) {
    return new EmbeddingWatch(seed, 0, List.of(), List.of());
  }

  /**
   * With one more embedding; one of another length than the reference's, or of numbers that are not
   * finite, is passed over.
   */
  public Step after(float[] embedding) {
    boolean fits = reference.isEmpty() || reference.get(0).length == embedding.length;
    if (!fits || embedding.length == 0 || !isFinite(embedding)) {
      return new Step(this, false, Optional.empty());
    }
    if (reference.size() < SAMPLE) {
      List<float[]> more = with(reference, embedding);
      return new Step(
          new EmbeddingWatch(seed, windows, more, window), more.size() == SAMPLE, Optional.empty());
    }
    List<float[]> more = with(window, embedding);
    if (more.size() < SAMPLE) {
      return new Step(new EmbeddingWatch(seed, windows, reference, more), false, Optional.empty());
    }
    MaximumMeanDiscrepancy.Result test =
        MaximumMeanDiscrepancy.of(rows(reference), rows(more), PERMUTATIONS, seed + windows);
    boolean moved = test.pvalue() <= LEVEL;
    return new Step(
        new EmbeddingWatch(seed, windows + 1, moved ? more : reference, List.of()),
        true,
        moved ? Optional.of(test) : Optional.empty());
  }

  /** Without the window that is filling, which a restart may lose. */
  public byte[] toBytes() {
    int width = reference.isEmpty() ? 0 : reference.get(0).length;
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Long.BYTES + 3 * Integer.BYTES + reference.size() * width * Float.BYTES);
    bytes.putLong(seed).putInt(windows).putInt(reference.size()).putInt(width);
    for (float[] row : reference) {
      for (float each : row) {
        bytes.putFloat(each);
      }
    }
    return bytes.array();
  }

  /**
   * A watch from its bytes.
   *
   * @throws IllegalArgumentException where they are none
   */
  public static EmbeddingWatch ofBytes(byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state);
    int head = Long.BYTES + 3 * Integer.BYTES;
    if (state.length < head) {
      throw new IllegalArgumentException("embeddings: %d bytes".formatted(state.length));
    }
    long seed = bytes.getLong();
    int windows = bytes.getInt();
    int rows = bytes.getInt();
    int width = bytes.getInt();
    if (rows < 0 || rows > SAMPLE || width < 0 || bytes.remaining() != rows * width * Float.BYTES) {
      throw new IllegalArgumentException(
          "embeddings: %d rows of %d in %d bytes".formatted(rows, width, bytes.remaining()));
    }
    List<float[]> reference = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] row = new float[width];
      bytes.asFloatBuffer().get(row);
      bytes.position(bytes.position() + width * Float.BYTES);
      reference.add(row);
    }
    return new EmbeddingWatch(seed, windows, List.copyOf(reference), List.of());
  }

  private static boolean isFinite(float[] embedding) {
    for (float each : embedding) {
      if (!Float.isFinite(each)) {
        return false;
      }
    }
    return true;
  }

  private static List<float[]> with(List<float[]> known, float[] next) {
    List<float[]> longer = new ArrayList<>(known);
    longer.add(next.clone());
    return List.copyOf(longer);
  }

  private static double[][] rows(List<float[]> sample) {
    double[][] rows = new double[sample.size()][];
    for (int i = 0; i < rows.length; i++) {
      float[] row = sample.get(i);
      rows[i] = new double[row.length];
      for (int d = 0; d < row.length; d++) {
        rows[i][d] = row[d];
      }
    }
    return rows;
  }
}
