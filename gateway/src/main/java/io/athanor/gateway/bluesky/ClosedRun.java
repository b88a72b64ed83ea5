package io.athanor.gateway.bluesky;

import io.athanor.gateway.log.Fact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of which nothing more is waited for.
 *
 * @param uid uid of its start document, or what its documents refer to where that never came
 * @param complete whether it ended by its stop document
 * @param facts the events it makes, with ids that follow from the run alone
 * @param refusal why it makes none, for a laboratory person
 */
public record ClosedRun(
    String uid, boolean complete, List<Fact<?>> facts, Optional<String> refusal) {
  /** Copies the list and checks that nothing is missing. */
  public ClosedRun {
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(refusal, "refusal");
    facts = List.copyOf(facts);
  }
}
