package io.athanor.formats;

import java.util.Locale;
import java.util.Objects;

/**
 * A file as it was found.
 *
 * @param name its name without directories; the extension is a hint, never a proof
 * @param bytes its content; owned by this record, never written to
 */
@SuppressWarnings("ArrayRecordComponent") // a file is never compared
public record SourceFile(String name, byte[] bytes) {
  /** Checks that there is a name and a content. */
  public SourceFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** What follows the last dot, in lower case; empty where there is none. */
  public String extension() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
