package io.athanor.gateway.security;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in a file or at an address, read again now and then. What cannot be read keeps the
 * last that could, with an error in the log; the first reading may have to succeed. Thread-safe;
 * {@link #reload} blocks.
 */
final class Reloaded<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

  private final String what;
  private final Source source;
  private final Function<byte[], T> parser;
  private volatile T current;
  private byte[] seen;

  /** Where the bytes come from. */
  interface Source {
    byte[] read() throws IOException;
  }

  /**
   * With what holds before anything could be read.
   *
   * @param what for people, in the log
   */
  Reloaded(String what, Source source, Function<byte[], T> parser, T first) {
    this.what = what;
    this.source = source;
    this.parser = parser;
    this.current = first;
  }

  T get() {
    return current;
  }

  /**
   * Reads for the first time.
   *
   * @throws IllegalStateException if it cannot be read
   */
  synchronized void load() {
    try {
      byte[] bytes = source.read();
      current = parser.apply(bytes);
      seen = bytes;
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads again. */
  synchronized void reload() {
    try {
      byte[] bytes = source.read();
      if (!Arrays.equals(bytes, seen)) {
        current = parser.apply(bytes);
        seen = bytes;
        LOG.atInfo().addKeyValue("what", what).log("Read again");
      }
    } catch (IOException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("what", what)
          .addKeyValue("reason", e.getMessage())
          .log("Cannot be read; the last that could be read holds");
    }
  }
}
