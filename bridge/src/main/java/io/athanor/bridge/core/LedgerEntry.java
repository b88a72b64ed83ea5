package io.athanor.bridge.core;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a ledger remembers of an order: the intent, what became of it, and who heard of it. */
public sealed interface LedgerEntry {
  /** When it was written. */
  Instant at();

  /** Experiment and step. */
  String orderId();

  /**
   * About to be carried out. From here on the order is used up.
   *
   * @param command what the device is told
   * @param uses how much of each total it uses up
   */
  record Intent(Instant at, Command command, Map<String, Double> uses) implements LedgerEntry {
    /** Copies. */
    public Intent {
      uses = Collections.unmodifiableMap(new TreeMap<>(uses));
    }

    @Override
    public String orderId() {
      return command.orderId();
    }
  }

  /** The device has answered, or is known not to. */
  record Done(Instant at, String orderId, Outcome outcome) implements LedgerEntry {}

  /**
   * The door has heard of it.
   *
   * @param accepted whether it could still use it
   */
  record Reported(Instant at, String orderId, boolean accepted) implements LedgerEntry {}
}
