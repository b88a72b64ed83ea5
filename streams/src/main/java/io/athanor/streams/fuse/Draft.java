package io.athanor.streams.fuse;

import io.athanor.event.Candidate;
import io.athanor.event.Cause;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.PropertySummary;
import io.athanor.event.SourceSummary;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A record that is being written: events cannot be changed. Lives within one step of fusion. */
final class Draft {
  private static final String APPLICATION = "streams";

  final String candidateId;
  Candidate candidate;
  List<Membership> memberships = List.of();
  TreeMap<String, PropertySummary> properties = new TreeMap<>();
  Cause proposal;
  List<LiteratureSummary> literature = List.of();
  private long eventCount;
  private String eventsDigest = "";
  private Instant eventsRecordedAt;
  private Cause newest;
  private List<String> ids = List.of();

  private Draft(String candidateId) {
    this.candidateId = candidateId;
  }

  /** What is known so far, or nothing. */
  static Draft of(Optional<MaterialUpdated> known, String candidateId) {
    Draft draft = new Draft(candidateId);
    known.ifPresent(draft::take);
    return draft;
  }

  private void take(MaterialUpdated known) {
    candidate = known.getCandidate() == null ? null : Candidates.canonical(known.getCandidate());
    memberships = known.getMemberships();
    properties = new TreeMap<>(known.getProperties());
    proposal = known.getProposal();
    literature = known.getLiterature();
    eventCount = known.getEventCount();
    eventsDigest = known.getEventsDigest();
    eventsRecordedAt = known.getEventsRecordedAt();
    newest = known.getNewest();
    List<String> causes = known.getMeta().getCausedBy();
    ids = proposal == null || causes.isEmpty() ? causes : causes.subList(1, causes.size());
  }

  /** The newest event so far by event time, or empty. */
  Optional<Instant> newest() {
    return Optional.ofNullable(newest).map(Cause::getOccurredAt);
  }

  /**
   * Counts one more observation or document in.
   *
   * @param factId its own id
   * @param cause the event it comes from
   */
  void add(String factId, Cause cause) {
    eventCount++;
    eventsDigest = Provenance.digest(eventsDigest, factId);
    ids = Provenance.ids(ids, cause.getId());
    if (newest == null || Provenance.ORDER.compare(cause, newest) > 0) {
      newest = cause;
    }
    eventsRecordedAt = later(eventsRecordedAt, cause.getRecordedAt());
  }

  /**
   * The record.
   *
   * @param change what this update is about
   * @param admittedTo the campaign it has just joined, or null
   */
  MaterialUpdated build(MaterialChange change, String admittedTo) {
    int places = Math.max(proposal == null ? 0 : 1, memberships.size());
    return new MaterialUpdated(
        meta(),
        candidateId,
        candidate,
        change,
        memberships,
        admittedTo,
        properties,
        places + eventCount,
        proposal,
        literature,
        eventCount,
        eventsDigest,
        eventsRecordedAt,
        newest);
  }

  /** A function of the content, so that one content has one id. */
  private Meta meta() {
    List<Cause> causes = new ArrayList<>();
    List<String> causedBy = ids;
    if (proposal != null) {
      causes.add(proposal);
      causedBy = new ArrayList<>(ids);
      causedBy.add(0, proposal.getId());
    }
    for (Membership each : memberships) {
      if (each.getProposal() != null) {
        causes.add(each.getProposal());
      }
    }
    if (newest != null) {
      causes.add(newest);
    }
    Instant recordedAt = eventsRecordedAt;
    for (Cause each : causes) {
      recordedAt = later(recordedAt, each.getRecordedAt());
    }
    Cause last = Collections.max(causes, Provenance.ORDER);
    return Meta.newBuilder()
        .setId(EventIds.derived(recordedAt, content()))
        .setSource("athanor/" + APPLICATION)
        .setOccurredAt(last.getOccurredAt())
        .setRecordedAt(recordedAt)
        .setCorrelationId(last.getCorrelationId())
        .setCausedBy(causedBy)
        .setTraceparent(last.getTraceparent())
        .build();
  }

  /** What tells this state of the record from any other. */
  private String[] content() {
    List<String> parts = new ArrayList<>();
    parts.add(APPLICATION);
    parts.add("material-updated");
    parts.add(candidateId);
    parts.add(eventsDigest);
    parts.add(text(proposal));
    for (Membership each : memberships) {
      parts.add(each.getCampaignId());
      parts.add(each.getIndex() + " " + text(each.getProposal()));
    }
    for (PropertySummary property : properties.values()) {
      for (SourceSummary source : property.getSources()) {
        if (source.getOffset() != null) {
          parts.add(source.getInstrumentId() + " " + source.getOffset());
        }
      }
    }
    return parts.toArray(String[]::new);
  }

  private static String text(Cause cause) {
    return cause == null ? "" : cause.getId() + " " + cause.getRecordedAt();
  }

  private static Instant later(Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }
}
