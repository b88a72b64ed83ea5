package io.athanor.acquisition.diagnosis;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A failure to be explained.
 *
 * @param experimentId which experiment
 * @param kind what the worker says: {@code synthesis}, {@code measurement}, {@code lost}, {@code
 *     rejected}, {@code out-of-envelope} or another word
 * @param evidence by name, see {@link Channel}; names that nothing is known of and values that are
 *     no finite numbers are left out
 * @param history what happened before
 */
public record FailureCase(
    String experimentId,
    Optional<String> kind,
    Map<String, Double> evidence,
    FailureHistory history) {
  /** Copies what can be used, in order of names. */
  public FailureCase {
    Objects.requireNonNull(kind, "case.kind");
    Objects.requireNonNull(history, "case.history");
    if (experimentId.isBlank()) {
      throw new IllegalArgumentException("case.experimentId must not be blank");
    }
    Map<String, Double> usable = new TreeMap<>();
    evidence.forEach(
        (name, value) -> {
          if (Channel.named(name).isPresent() && value != null && Double.isFinite(value)) {
            usable.put(name, value);
          }
        });
    evidence = java.util.Collections.unmodifiableMap(usable);
  }
}
