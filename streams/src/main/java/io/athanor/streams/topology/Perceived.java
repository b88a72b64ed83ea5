package io.athanor.streams.topology;

import io.athanor.streams.validate.Refusal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A record on its way through perception: still believed, or refused with a reason. */
sealed interface Perceived<T> {
  /** What lay in the log. */
  Original original();

  /** What is believed so far. */
  record Believed<T>(Original original, T content) implements Perceived<T> {
    public Believed {
      Objects.requireNonNull(content, "content");
    }
  }

  /** Why it is not. */
  record Refused<T>(Original original, Refusal refusal) implements Perceived<T> {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  /** Refuses what breaks the rule; what is refused already stays as it is. */
  default Perceived<T> check(Function<T, Optional<Refusal>> rule) {
    if (this instanceof Believed<T> believed) {
      return rule.apply(believed.content())
          .<Perceived<T>>map(refusal -> new Refused<>(original(), refusal))
          .orElse(this);
    }
    return this;
  }

  /** The content, or empty where it is refused. */
  default Optional<T> asBelieved() {
    return this instanceof Believed<T> believed ? Optional.of(believed.content) : Optional.empty();
  }

  /** The refusal, or empty where it is believed. */
  default Optional<Refusal> asRefused() {
    return this instanceof Refused<T> refused ? Optional.of(refused.refusal) : Optional.empty();
  }
}
