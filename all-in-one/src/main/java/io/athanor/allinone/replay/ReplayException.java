package io.athanor.allinone.replay;

import java.nio.file.Path;

/** A data set, a description or an option that cannot be used, said so that it can be mended. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public ReplayException(String message) {
    super(message);
  }

  /** With a sentence for people. */
  public ReplayException(String message, Throwable cause) {
    super(message, cause);
  }

  /** About a cell of a table. */
  static ReplayException cell(Path file, long line, String column, String problem) {
    return new ReplayException(file + ":" + line + ": column '" + column + "' " + problem);
  }
}
