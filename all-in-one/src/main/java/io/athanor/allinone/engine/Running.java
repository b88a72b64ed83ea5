package io.athanor.allinone.engine;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A part that runs, whatever its class.
 *
 * @param part which
 * @param ready whether it does its work
 * @param alive whether it will
 * @param failures where to listen for its end
 * @param handle closes it
 */
record Running(
    Part part,
    BooleanSupplier ready,
    BooleanSupplier alive,
    Consumer<Consumer<Throwable>> failures,
    AutoCloseable handle) {
  /** One that is ready once started and does not fail by itself. */
  static Running steady(Part part, AutoCloseable handle) {
    return new Running(part, () -> true, () -> true, listener -> {}, handle);
  }
}
