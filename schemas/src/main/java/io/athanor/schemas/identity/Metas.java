package io.athanor.schemas.identity;

import io.athanor.event.Meta;
import java.time.Instant;
import java.util.List;

/** Builds the {@code meta} record that every event carries. */
public final class Metas {
  private Metas() {}

  /**
   * Meta of an event that an application derives from others: its id is a function of the cause and
   * the event's own name, so a repeated derivation has the same id.
   *
   * @param application who derives it
   * @param now ingest time; the event time is the cause's
   * @param correlationId campaign or experiment, or null
   * @param cause meta of the triggering event; its trace and its tenant go on
   * @param parts what else makes this event different from others of the same cause
   */
  public static Meta derived(
      String application, Instant now, String correlationId, Meta cause, String... parts) {
    String[] facts = new String[parts.length + 2];
    facts[0] = application;
    facts[1] = cause.getId();
    System.arraycopy(parts, 0, facts, 2, parts.length);
    return Meta.newBuilder()
        .setId(EventIds.derived(cause.getRecordedAt(), facts))
        .setSource("athanor/" + application)
        .setOccurredAt(cause.getOccurredAt())
        .setRecordedAt(now)
        .setCorrelationId(correlationId)
        .setCausedBy(List.of(cause.getId()))
        .setTraceparent(cause.getTraceparent())
        .setTenant(cause.getTenant())
        .build();
  }
}
