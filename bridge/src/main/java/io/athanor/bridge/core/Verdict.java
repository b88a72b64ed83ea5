package io.athanor.bridge.core;

import io.athanor.bridge.envelope.Refusal;
import java.util.Map;

/** What a bridge does with an offer. */
public sealed interface Verdict {
  /**
   * Carry it out, after it is in the ledger.
   *
   * @param command what the device is told
   * @param uses how much of each total it uses up
   */
  record Actuate(Command command, Map<String, Double> uses) implements Verdict {}

  /** Do not. */
  record Refuse(Refusal refusal) implements Verdict {}
}
