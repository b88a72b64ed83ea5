package io.athanor.inference.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, as Linux counts it: heap, native libraries, TensorFlow. */
public final class ResidentMemory {
  private static final Path STATM = Path.of("/proc/self/statm");
  // of x86-64, the only platform there is
  private static final long PAGE_BYTES = 4096;

  private ResidentMemory() {}

  /**
   * Bytes resident now.
   *
   * @throws UncheckedIOException where there is no such file, which is where there is no Linux
   */
  public static long bytes() {
    try {
      return bytes(Files.readString(STATM, StandardCharsets.US_ASCII));
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + STATM, cause);
    }
  }

  /** The second number of {@code statm} is the resident set in pages (proc(5)). */
  static long bytes(String statm) {
    return Long.parseLong(statm.strip().split("\\s+")[1]) * PAGE_BYTES;
  }
}
