package io.athanor.inference.rollout;

/** What is to become of a challenger now. */
public sealed interface GateVerdict {

  /** Nothing is decided. */
  record KeepWatching() implements GateVerdict {}

  /** To the next stage. */
  record Advance(String reason) implements GateVerdict {}

  /** Out. */
  record RollBack(String reason) implements GateVerdict {}
}
