package io.athanor.streams.derive;

import io.athanor.streams.validate.Refusal;
import java.util.List;
import java.util.Objects;

/** What became of a valid reading. */
public sealed interface Derivation {

  /**
   * Properties, at least one.
   *
   * @param properties in order of name
   */
  record Derived(List<Property> properties) implements Derivation {
    /** Checks that there is one. */
    public Derived {
      properties = List.copyOf(properties);
      if (properties.isEmpty()) {
        throw new IllegalArgumentException("properties is empty");
      }
    }
  }

  /** Nothing is derived from this kind of reading: it stays in the log as it is. */
  record KeptRaw() implements Derivation {}

  /**
   * The reading should have given a property and does not.
   *
   * @param refusal why
   */
  record Underivable(Refusal refusal) implements Derivation {
    /** Checks that a reason is given. */
    public Underivable {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
