package io.athanor.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The applications of this room in one process: perception and, where it is wanted, the assessment
 * of stability. Where one fails, the process has failed. Thread-safe.
 */
public final class PerceptionProcess implements AutoCloseable {
  private final PerceptionApp perception;
  private final Optional<StabilityApp> stability;

  private PerceptionProcess(PerceptionApp perception, Optional<StabilityApp> stability) {
    this.perception = perception;
    this.stability = stability;
  }

  /** Starts them; the topics of the catalogue must exist. */
  public static PerceptionProcess start(PerceptionConfig config, MeterRegistry metrics) {
    PerceptionApp perception = PerceptionApp.start(config, metrics);
    try {
      return new PerceptionProcess(
          perception,
          config.stability().enabled()
              ? Optional.of(StabilityApp.start(config, metrics))
              : Optional.empty());
    } catch (RuntimeException | Error e) {
      perception.close();
      throw e;
    }
  }

  /** Whether all of them do their work. */
  public boolean isReady() {
    return perception.isReady() && stability.map(StabilityApp::isReady).orElse(true);
  }

  /** Whether all of them run or will. */
  public boolean isAlive() {
    return perception.isAlive() && stability.map(StabilityApp::isAlive).orElse(true);
  }

  /** Tells the listener about the failure that ends one of them, even if it came before. */
  public void onFailure(Consumer<Throwable> listener) {
    perception.onFailure(listener);
    stability.ifPresent(each -> each.onFailure(listener));
  }

  /** Ends them within the configured time, in the reverse of the order they were started in. */
  @Override
  public void close() {
    stability.ifPresent(StabilityApp::close);
    perception.close();
  }
}
