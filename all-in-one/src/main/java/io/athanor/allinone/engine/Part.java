package io.athanor.allinone.engine;

import java.util.Locale;

/** What an engine can be made of, in the order of the start. */
public enum Part {
  /** Health and metrics over HTTP. */
  MANAGEMENT,
  /** The embedded broker; without it an external one is used. */
  BROKER,
  /** The embedded schema registry; without it an external one is used. */
  REGISTRY,
  /** Creates the topics of the catalogue. */
  TOPICS,
  /** Perception. */
  STREAMS,
  /** Reasoning. */
  INFERENCE_WORKER,
  /** Learning. */
  TRAINER,
  /** Decision. */
  ACQUISITION,
  /** Invention. */
  GENERATOR,
  /** The door. */
  GATEWAY,
  /** Learning with other sites; idle where no hub is given. */
  FEDERATION;

  /** As people write it: {@code inference-worker}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
