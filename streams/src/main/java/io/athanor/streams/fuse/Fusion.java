package io.athanor.streams.fuse;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Cause;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.SourceSummary;
import io.athanor.schemas.material.DocumentVectors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a fact about a material changes the record of it. The record is a function of the set of
 * facts, whatever their order; only {@code change} and {@code admittedTo} tell of the last one.
 *
 * @param offsets what is known of the instruments
 * @param lateGrace how long before the newest event of a material another may have happened and
 *     still be no correction
 * @param halfLife in which the weight of a document halves
 */
public record Fusion(Offsets offsets, Duration lateGrace, Duration halfLife) {
  private static final Comparator<Membership> PLACES =
      Comparator.comparing(Membership::getProposal, Comparator.nullsFirst(Provenance.ORDER))
          .thenComparing(Membership::getCampaignId)
          .thenComparing(Membership::getIndex);

  /**
   * The material after a proposal: admitted to one more place in a pool, or known for the first
   * time; empty where the proposal says nothing new.
   *
   * @param known the record so far
   */
  public Optional<MaterialUpdated> admit(
      Optional<MaterialUpdated> known, CandidateProposed proposed) {
    Meta meta = proposed.getMeta();
    Cause cause = Provenance.cause(meta, meta.getId(), meta.getRecordedAt());
    Draft draft = Draft.of(known, proposed.getCandidateId());
    boolean becomesKnown = draft.proposal == null;
    boolean leads = leads(draft, cause, proposed);
    if (leads) {
      draft.proposal = cause;
      draft.candidate = Candidates.canonical(proposed.getCandidate());
    }
    Optional<Membership> place = place(draft.memberships, proposed);
    boolean joins = proposed.getCampaignId() != null && place.isEmpty();
    boolean joinedEarlier =
        place
            .map(Membership::getProposal)
            .filter(before -> Provenance.ORDER.compare(cause, before) < 0)
            .isPresent();
    if (joins || joinedEarlier) {
      List<Membership> memberships = new ArrayList<>(draft.memberships);
      place.ifPresent(memberships::remove);
      memberships.add(new Membership(proposed.getCampaignId(), proposed.getIndex(), cause));
      memberships.sort(PLACES);
      draft.memberships = memberships;
    }
    if (joins || becomesKnown) {
      return Optional.of(
          draft.build(MaterialChange.ADMITTED, joins ? proposed.getCampaignId() : null));
    }
    return leads || joinedEarlier
        ? Optional.of(draft.build(MaterialChange.CORRECTED, null))
        : Optional.empty();
  }

  /** Whether the record goes by this proposal: the first one, of equals the first by its text. */
  private static boolean leads(Draft draft, Cause cause, CandidateProposed proposed) {
    if (draft.proposal == null) {
      return true;
    }
    int order = Provenance.ORDER.compare(cause, draft.proposal);
    return order < 0
        || (order == 0
            && Candidates.precedes(Candidates.canonical(proposed.getCandidate()), draft.candidate));
  }

  /**
   * The material after an observation of a reading.
   *
   * @param known the record so far
   */
  public MaterialUpdated observe(Optional<MaterialUpdated> known, ObservationDerived observed) {
    return observe(Draft.of(known, observed.getCandidateId()), List.of(observed));
  }

  /** The material after a computation, which also says what was computed. */
  public MaterialUpdated compute(
      Optional<MaterialUpdated> known,
      SimulationCompleted computed,
      List<ObservationDerived> observations) {
    Draft draft = Draft.of(known, computed.getCandidateId());
    Candidate candidate = Candidates.canonical(computed.getCandidate());
    if (draft.proposal == null && Candidates.precedes(candidate, draft.candidate)) {
      draft.candidate = candidate;
    }
    return observe(draft, observations);
  }

  private MaterialUpdated observe(Draft draft, List<ObservationDerived> observations) {
    boolean late = false;
    for (ObservationDerived each : observations) {
      Meta meta = each.getMeta();
      Instant occurredAt = meta.getOccurredAt();
      late |=
          draft.newest().filter(newest -> occurredAt.isBefore(newest.minus(lateGrace))).isPresent();
      put(
          draft,
          each.getProperty(),
          Sources.add(Properties.sources(draft.properties, each.getProperty()), each));
      draft.add(
          meta.getId(), Provenance.cause(meta, each.getReadingId(), each.getReadingRecordedAt()));
    }
    return draft.build(late ? MaterialChange.CORRECTED : MaterialChange.MEASURED, null);
  }

  /** The material after a document that mentions it. */
  public MaterialUpdated read(
      Optional<MaterialUpdated> known, String candidateId, LiteratureEmbedded document) {
    Draft draft = Draft.of(known, candidateId);
    draft.literature = Literature.add(draft.literature, document, halfLife);
    Meta meta = document.getMeta();
    draft.add(meta.getId(), Provenance.cause(meta, meta.getId(), meta.getRecordedAt()));
    return draft.build(MaterialChange.MEASURED, null);
  }

  /**
   * The material after one instrument's offset for one property is known better; empty where that
   * changes nothing.
   */
  public Optional<MaterialUpdated> recalibrate(
      MaterialUpdated known, String instrument, String property) {
    Draft draft = Draft.of(Optional.of(known), known.getCandidateId());
    List<SourceSummary> sources = Properties.sources(draft.properties, property);
    if (sources.stream().noneMatch(each -> each.getInstrumentId().equals(instrument))) {
      return Optional.empty();
    }
    put(draft, property, sources);
    return draft.properties.equals(known.getProperties())
        ? Optional.empty()
        : Optional.of(draft.build(MaterialChange.RECALIBRATED, null));
  }

  private void put(Draft draft, String property, List<SourceSummary> sources) {
    draft.properties =
        Properties.with(draft.properties, property, Summaries.of(property, sources, offsets));
  }

  /**
   * The request for a score that an admission calls for; empty where there is nothing a model could
   * look at (a pure recipe).
   *
   * @param meta of the request
   */
  public static Optional<PredictionRequested> request(MaterialUpdated admitted, Meta meta) {
    if (admitted.getCandidate().getFormula() == null
        && admitted.getCandidate().getCrystal() == null) {
      return Optional.empty();
    }
    String campaignId = admitted.getAdmittedTo();
    return Optional.of(
        PredictionRequested.newBuilder()
            .setMeta(meta)
            .setCandidateId(admitted.getCandidateId())
            .setCandidate(admitted.getCandidate())
            .setCampaignIds(campaignId == null ? List.of() : List.of(campaignId))
            .setLiterature(DocumentVectors.of(admitted))
            .build());
  }

  private static Optional<Membership> place(
      List<Membership> memberships, CandidateProposed proposed) {
    return memberships.stream()
        .filter(
            each ->
                each.getCampaignId().equals(proposed.getCampaignId())
                    && each.getIndex() == proposed.getIndex())
        .findFirst();
  }
}
