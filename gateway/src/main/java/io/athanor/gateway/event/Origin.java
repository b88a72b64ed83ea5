package io.athanor.gateway.event;

import io.athanor.event.Meta;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Where and when a message came in.
 *
 * @param now when, to the microsecond
 * @param random source of ids for messages that carry no name of their own
 * @param traceparent W3C Trace Context of the request, where it sent a valid one
 * @param sender who the message itself says it is from (CloudEvents {@code source})
 * @param subject what within the sender it is about (CloudEvents {@code subject})
 * @param caller who brought it, as the door made sure
 */
public record Origin(
    Instant now,
    RandomGenerator random,
    Optional<String> traceparent,
    Optional<String> sender,
    Optional<String> subject,
    Identity caller) {
  /** Time bits of ids that are derived from a message without a time of its own. */
  private static final Instant NO_TIME = Instant.EPOCH;

  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** Drops a traceparent that is none. */
  public Origin {
    traceparent = traceparent.filter(each -> TRACEPARENT.matcher(each).matches());
  }

  /** Of a message that names neither sender nor subject. */
  public Origin(Instant now, RandomGenerator random, Optional<String> traceparent) {
    this(now, random, traceparent, Optional.empty(), Optional.empty(), Identity.OPEN);
  }

  /** The same, brought by this caller. */
  public Origin by(Identity identity) {
    return new Origin(now, random, traceparent, sender, subject, identity);
  }

  /** The sender as the message names it, or {@code otherwise}. */
  public String source(String otherwise) {
    return sender.orElse(otherwise);
  }

  /**
   * The same id for the same source and key, and a fresh one without a key. What two tenants call
   * by the same name is not the same.
   */
  String id(String source, Optional<Instant> occurredAt, Optional<String> key) {
    if (key.isEmpty()) {
      return EventIds.random(now, random);
    }
    // parts of their own: a source may have any characters that would stand between them
    Instant when = occurredAt.orElse(NO_TIME);
    return caller
        .tenant()
        .map(each -> EventIds.derived(when, each, source, key.get()))
        .orElseGet(() -> EventIds.derived(when, source, key.get()));
  }

  /** An id of its own for an event that nobody names. */
  public String fresh() {
    return EventIds.random(now, random);
  }

  /** What the event carries of all this. */
  public Meta meta(String id, String source, Instant occurredAt, String correlationId) {
    return Meta.newBuilder()
        .setId(id)
        .setSource(source)
        .setOccurredAt(occurredAt)
        .setRecordedAt(now)
        .setCorrelationId(correlationId)
        .setCausedBy(List.of())
        .setTraceparent(traceparent.orElse(null))
        .setSubject(subject.orElse(null))
        .setTenant(caller.tenant().orElse(null))
        .setActor(caller.subject().orElse(null))
        .build();
  }
}
