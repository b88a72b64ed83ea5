package io.athanor.formats;

import java.util.List;

/**
 * The formats that are known, asked in order: those with an unmistakable content first, plain
 * columns of numbers last. Each may look, and the first that recognises a file reads it.
 */
public final class Formats {
  /** Largest file that is read, bytes; also the most a compressed one may unpack to. */
  public static final int MOST_BYTES = 128 * 1024 * 1024;

  private static final String UNKNOWN = "unknown format";

  private Formats() {}

  /** All formats, in the order they are asked. */
  public static List<FileFormat> all() {
    return List.of();
  }

  /**
   * Everything a file says.
   *
   * @throws FormatException if no format recognises it, or the one that does cannot read it
   */
  public static Contents read(SourceFile file) {
    if (file.bytes().length > MOST_BYTES) {
      throw new FormatException(
          UNKNOWN, "", "has " + file.bytes().length + " bytes, the most is " + MOST_BYTES);
    }
    for (FileFormat format : all()) {
      if (format.recognises(file)) {
        return format.read(file);
      }
    }
    throw new FormatException(
        UNKNOWN,
        "",
        "is none of " + all().stream().map(FileFormat::name).toList() + " by its content");
  }
}
