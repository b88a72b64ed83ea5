package io.athanor.acquisition;

import java.util.function.Consumer;

/** An application of this room that was started. Thread-safe. */
public interface RunningApp extends AutoCloseable {
  /** Whether it does its work. */
  boolean isReady();

  /** Whether it runs or will; false once it has failed or was closed. */
  boolean isAlive();

  /** Tells the listener about the failure that ends it, even if it came before. */
  void onFailure(Consumer<Throwable> listener);

  /** Ends it within the configured time. */
  @Override
  void close();
}
