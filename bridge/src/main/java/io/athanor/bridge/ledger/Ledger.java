package io.athanor.bridge.ledger;

import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import java.io.Closeable;
import java.io.IOException;

/** A durable sequence of entries and what they come to. Owned by one thread. */
public interface Ledger extends Closeable {
  /** What the entries come to. */
  LedgerState state();

  /**
   * Adds an entry; when this returns, it outlasts a loss of power.
   *
   * @throws IOException if it may not: then nothing may be carried out any more
   */
  void append(LedgerEntry entry) throws IOException;

  /** A ledger that outlasts nothing: for simulations. */
  static Ledger inMemory() {
    LedgerState state = new LedgerState();
    return new Ledger() {
      @Override
      public LedgerState state() {
        return state;
      }

      @Override
      public void append(LedgerEntry entry) {
        state.take(entry);
      }

      @Override
      public void close() {}
    };
  }
}
