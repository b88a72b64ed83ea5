package io.athanor.bridge.envelope;

import java.time.Instant;
import java.util.Optional;

/** What the envelope has to know of the orders carried out before. */
public interface Past {
  /**
   * What a number parameter was last set to.
   *
   * @param value in the envelope's unit
   * @param at when
   */
  record LastSetting(double value, Instant at) {}

  /** The last setting of a parameter. */
  Optional<LastSetting> lastSetting(String parameter);

  /** How much of a total was used after {@code since}, that moment not included. */
  double usedSince(String total, Instant since);

  /** How much of a total was ever used. */
  double usedEver(String total);
}
