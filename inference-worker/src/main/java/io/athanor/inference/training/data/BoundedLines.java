package io.athanor.inference.training.data;

import java.io.IOException;
import java.io.Reader;

/** Lines of a text, of which no more than a bounded part is ever held. */
final class BoundedLines {
  /** Longest line, in characters: a cell of ten thousand atoms fits. */
  static final int LONGEST = 1 << 21;

  private final Reader reader;
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int end;
  private boolean cut;

  BoundedLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line without its end, null after the last. Of a longer one the rest is dropped. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    cut = false;
    boolean any = false;
    while (true) {
      if (at == end) {
        end = reader.read(buffer);
        at = 0;
        if (end <= 0) {
          end = 0;
          return any ? line.toString() : null;
        }
      }
      any = true;
      char next = buffer[at++];
      if (next == '\n') {
        return line.toString();
      }
      if (line.length() < LONGEST) {
        line.append(next);
      } else {
        cut = true;
      }
    }
  }

  /** Whether the last line was longer than what was given. */
  boolean wasCut() {
    return cut;
  }
}
