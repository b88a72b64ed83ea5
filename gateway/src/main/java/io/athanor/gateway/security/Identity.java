package io.athanor.gateway.security;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who speaks, as the door made sure of it.
 *
 * @param subject its name; empty where the door does not ask who speaks
 * @param tenant whose it is; empty for the default tenant
 * @param roles what it may do
 * @param instruments the instruments it speaks for where it is no more than an instrument
 * @param quota how much it may ask; empty for the gateway's own
 */
public record Identity(
    Optional<String> subject,
    Optional<String> tenant,
    Set<Role> roles,
    Set<String> instruments,
    Optional<Quota> quota) {
  /** Everybody, where the door does not ask: the default tenant's, free to do anything. */
  public static final Identity OPEN =
      new Identity(
          Optional.empty(),
          Optional.empty(),
          EnumSet.allOf(Role.class),
          Set.of(),
          Optional.empty());

  /** Takes immutable copies. */
  public Identity {
    if (subject.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("identity.subject is blank");
    }
    if (tenant.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("identity.tenant is blank");
    }
    roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
    instruments = Set.copyOf(instruments);
  }

  /**
   * What comes by the gateway's own folder, broker or topic: whoever set these up is trusted.
   *
   * @param named whether it has a name, which it has where everybody must have one
   */
  public static Identity local(boolean named, Optional<String> tenant) {
    return new Identity(
        named ? Optional.of("local") : Optional.empty(),
        tenant,
        EnumSet.allOf(Role.class),
        Set.of(),
        Optional.empty());
  }

  /** Whether what belongs to this tenant is there for it. */
  public boolean sees(String owner) {
    return Objects.equals(tenant.orElse(null), owner);
  }

  /** Whether it has one of these roles. */
  public boolean hasAny(Set<Role> wanted) {
    return wanted.stream().anyMatch(roles::contains);
  }

  /**
   * Refuses whoever has none of these roles.
   *
   * @throws ProblemException 403
   */
  public void require(Set<Role> wanted) {
    if (!hasAny(wanted)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN,
          "needs one of the roles "
              + wanted.stream().sorted().map(Role::spelled).collect(Collectors.joining(", ")));
    }
  }

  /** Whether it may speak for this instrument, or hear of it. */
  public boolean speaksFor(String instrumentId) {
    boolean more = roles.stream().anyMatch(each -> each != Role.INSTRUMENT);
    return more || instruments.contains(instrumentId);
  }

  /**
   * Refuses an instrument that speaks for another one.
   *
   * @param field where the instrument is named
   * @throws ProblemException 403
   */
  public void requireInstrument(String instrumentId, String field) {
    if (!speaksFor(instrumentId)) {
      throw ProblemException.at(
          field, ProblemCode.FORBIDDEN, "an instrument speaks for itself only");
    }
  }

  /**
   * Refuses a worker that is another identity.
   *
   * @param field where the worker is named
   * @throws ProblemException 403
   */
  public void requireWorker(String worker, String field) {
    if (subject.isPresent()
        && !worker.equals(subject.get())
        && !worker.startsWith(subject.get() + ":")) {
      throw ProblemException.at(
          field,
          ProblemCode.FORBIDDEN,
          "must be " + subject.get() + ", or begin with it and a colon");
    }
  }
}
