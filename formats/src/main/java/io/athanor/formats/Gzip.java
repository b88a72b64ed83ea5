package io.athanor.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Compressed files, read as what they hold. */
public final class Gzip {
  private static final String NAME = "gzip";

  private Gzip() {}

  /**
   * The file itself, or what it holds where it is compressed with gzip, under its name without
   * {@code .gz}. Once only: a compressed file in a compressed file stays one.
   *
   * @throws FormatException if it is broken or holds more than {@link Formats#MOST_BYTES}
   */
  public static SourceFile unpacked(SourceFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length < 3 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b || bytes[2] != 8) {
      return file;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] content = in.readNBytes(Formats.MOST_BYTES + 1);
      if (content.length > Formats.MOST_BYTES) {
        throw new FormatException(
            NAME, "", "holds more than the " + Formats.MOST_BYTES + " bytes that are read");
      }
      String name = file.name();
      boolean named = name.toLowerCase(Locale.ROOT).endsWith(".gz");
      return new SourceFile(named ? name.substring(0, name.length() - 3) : name, content);
    } catch (IOException e) {
      throw new FormatException(NAME, "", "is truncated or damaged: it cannot be decompressed");
    }
  }
}
