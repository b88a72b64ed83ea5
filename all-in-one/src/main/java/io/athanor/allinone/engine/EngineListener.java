package io.athanor.allinone.engine;

import java.time.Duration;

/** Is told what the engine does, from any thread, one call at a time. */
public interface EngineListener {
  /** Hears nothing. */
  EngineListener SILENT = new EngineListener() {};

  /** A part starts. */
  default void starting(Part part) {}

  /** A part is ready. */
  default void ready(Part part, Duration took) {}

  /** A part closes. */
  default void closing(Part part) {}

  /** A part is closed, or was given up on. */
  default void closed(Part part, Duration took) {}
}
