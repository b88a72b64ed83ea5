package io.athanor.bridge.device;

import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.schemas.signing.ActuationOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A robot that moves nothing: for trials of a door, of keys and of an envelope. What it 'measures'
 * is the sum of the squares of the numbers that it is set to. It remembers what it did for as long
 * as it lives.
 */
public final class VirtualDevice implements Device {
  private final String property;
  private final String unit;
  private final Map<String, Outcome> done = new HashMap<>();

  /** A device that measures a property in a unit. */
  public VirtualDevice(String property, String unit) {
    this.property = property;
    this.unit = unit;
  }

  @Override
  public Outcome actuate(Command command) {
    double sum = 0;
    for (ActuationOrder.Setting each : command.settings().values()) {
      if (each instanceof ActuationOrder.Amount amount) {
        sum += amount.value() * amount.value();
      }
    }
    Outcome outcome =
        new Outcome.Made(
            List.of(
                new Outcome.Reading("scalar", Map.of(property, new Outcome.Measured(sum, unit)))));
    done.put(command.orderId(), outcome);
    return outcome;
  }

  @Override
  public Answer did(String orderId) {
    Outcome outcome = done.get(orderId);
    // it has forgotten what it did before it was started
    return outcome == null ? Answer.UNKNOWN : new Answer(Memory.DONE, Optional.of(outcome));
  }

  @Override
  public void close() {}
}
