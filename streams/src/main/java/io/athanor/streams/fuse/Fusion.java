package io.athanor.streams.fuse;

import io.athanor.event.CandidateProposed;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.event.PropertySummary;
import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a fact about a material changes the record of it. */
public final class Fusion {
  private Fusion() {}

  /**
   * The material after a proposal: admitted to one more place in a pool, or known for the first
   * time; empty where the proposal says nothing new.
   *
   * @param known the record so far
   * @param meta of the update
   */
  public static Optional<MaterialUpdated> admit(
      Optional<MaterialUpdated> known, CandidateProposed proposed, Meta meta) {
    List<Membership> memberships =
        new ArrayList<>(known.map(MaterialUpdated::getMemberships).orElse(List.of()));
    boolean joins = false;
    if (proposed.getCampaignId() != null) {
      Membership membership = new Membership(proposed.getCampaignId(), proposed.getIndex());
      joins = !memberships.contains(membership);
      if (joins) {
        memberships.add(membership);
      }
    }
    boolean becomesKnown = known.map(MaterialUpdated::getCandidate).isEmpty();
    if (!joins && !becomesKnown) {
      return Optional.empty();
    }
    return Optional.of(
        MaterialUpdated.newBuilder()
            .setMeta(meta)
            .setCandidateId(proposed.getCandidateId())
            .setCandidate(proposed.getCandidate())
            .setChange(MaterialChange.ADMITTED)
            .setMemberships(memberships)
            .setAdmittedTo(joins ? proposed.getCampaignId() : null)
            .setProperties(known.map(MaterialUpdated::getProperties).orElse(Map.of()))
            .setVersion(known.map(MaterialUpdated::getVersion).orElse(0L) + 1)
            .build());
  }

  /**
   * The material after an observation. The latest value is the one with the latest event time, in
   * whatever order they come; the mean takes all of them.
   *
   * @param known the record so far
   * @param meta of the update; its event time is the observation's
   */
  public static MaterialUpdated measure(
      Optional<MaterialUpdated> known, ObservationDerived observed, Meta meta) {
    Map<String, PropertySummary> properties =
        new TreeMap<>(known.map(MaterialUpdated::getProperties).orElse(Map.of()));
    Quantity quantity = Quantities.fromEvent(observed.getQuantity());
    String name = nameFor(properties, observed.getProperty(), quantity);
    properties.merge(name, first(observed), (before, now) -> add(before, now, quantity, observed));
    return MaterialUpdated.newBuilder()
        .setMeta(meta)
        .setCandidateId(observed.getCandidateId())
        .setCandidate(known.map(MaterialUpdated::getCandidate).orElse(null))
        .setChange(MaterialChange.MEASURED)
        .setMemberships(known.map(MaterialUpdated::getMemberships).orElse(List.of()))
        .setAdmittedTo(null)
        .setProperties(properties)
        .setVersion(known.map(MaterialUpdated::getVersion).orElse(0L) + 1)
        .build();
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
            .build());
  }

  /** A value in a unit that does not convert to the property's own is kept beside it. */
  private static String nameFor(
      Map<String, PropertySummary> properties, String property, Quantity quantity) {
    PropertySummary summary = properties.get(property);
    if (summary == null || converts(quantity, summary.getMean().getUnit())) {
      return property;
    }
    return property + " (" + quantity.unit() + ")";
  }

  private static boolean converts(Quantity quantity, String unit) {
    try {
      quantity.to(unit);
      return true;
    } catch (MaterialException e) {
      return false;
    }
  }

  private static PropertySummary first(ObservationDerived observed) {
    return new PropertySummary(
        observed.getQuantity(),
        observed.getQuantity(),
        observed.getMeta().getOccurredAt(),
        observed.getMethod(),
        observed.getTechnique());
  }

  private static PropertySummary add(
      PropertySummary before, PropertySummary now, Quantity quantity, ObservationDerived observed) {
    Quantity mean = RunningMean.add(Quantities.fromEvent(before.getMean()), quantity);
    Instant occurredAt = observed.getMeta().getOccurredAt();
    PropertySummary latest = occurredAt.isBefore(before.getOccurredAt()) ? before : now;
    return PropertySummary.newBuilder(latest).setMean(Quantities.toEvent(mean)).build();
  }
}
