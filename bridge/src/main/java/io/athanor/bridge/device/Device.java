package io.athanor.bridge.device;

import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import java.io.IOException;
import java.util.Optional;

/** A robot. Called by one thread. */
public interface Device extends AutoCloseable {
  /** What a device knows of an order. */
  enum Memory {
    /** It carried the order out. */
    DONE,
    /** It is certain that it did not. */
    NOT_DONE,
    /** It cannot say. */
    UNKNOWN
  }

  /**
   * What a device remembers.
   *
   * @param outcome for DONE, where it still has it
   */
  record Answer(Memory memory, Optional<Outcome> outcome) {
    /** It cannot say. */
    public static final Answer UNKNOWN = new Answer(Memory.UNKNOWN, Optional.empty());
  }

  /**
   * Carries a command out and returns when it is over.
   *
   * @throws IOException where nobody knows whether it was carried out
   */
  Outcome actuate(Command command) throws IOException;

  /** Asks whether an order was carried out: after a crash, or after {@link #actuate} threw. */
  Answer did(String orderId);

  /** Lets it go. */
  @Override
  void close();
}
