package io.athanor.allinone.predict;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Lines of a stream, compressed with gzip or not, each of a bounded length: a file without line
 * ends takes no more memory than one with them.
 */
final class BoundedLines implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;

  /**
   * A line.
   *
   * @param number counted from 1
   * @param bytes without its end; the beginning only where it is too long
   * @param tooLong whether it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Line(long number, byte[] bytes, boolean tooLong) {}

  private final InputStream in;
  private final int most;
  private long number;

  /** Takes ownership of a stream. */
  BoundedLines(InputStream raw, int most) throws IOException {
    this.in = new BufferedInputStream(unpacked(raw), BUFFER);
    this.most = most;
  }

  /** The next line; empty at the end. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() < most) {
        line.write(read);
      } else {
        tooLong = true;
      }
    }
    number++;
    return Optional.of(new Line(number, line.toByteArray(), tooLong));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    PushbackInputStream start = new PushbackInputStream(new BufferedInputStream(raw, BUFFER), 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    boolean packed =
        magic.length == 2 && (magic[0] & 0xff) == MAGIC_1 && (magic[1] & 0xff) == MAGIC_2;
    return packed ? new GZIPInputStream(start, BUFFER) : start;
  }
}
