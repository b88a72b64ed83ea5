package io.athanor.streams.fuse;

import io.athanor.materials.unit.Quantity;
import java.util.OptionalDouble;

/** Maps quantities between the log's record and the domain's. */
public final class Quantities {
  private Quantities() {}

  /**
   * From the log.
   *
   * @throws io.athanor.materials.unit.QuantityException naming the field that cannot be
   */
  public static Quantity fromEvent(io.athanor.event.Quantity event) {
    OptionalDouble sem =
        event.getSem() == null ? OptionalDouble.empty() : OptionalDouble.of(event.getSem());
    return new Quantity(event.getValue(), event.getUnit(), sem, event.getN());
  }

  /** To the log. */
  public static io.athanor.event.Quantity toEvent(Quantity quantity) {
    Double sem = quantity.sem().isPresent() ? quantity.sem().getAsDouble() : null;
    return new io.athanor.event.Quantity(quantity.value(), quantity.unit(), sem, quantity.n());
  }
}
