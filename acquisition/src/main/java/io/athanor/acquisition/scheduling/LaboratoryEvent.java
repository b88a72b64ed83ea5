package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.portfolio.Prospect;
import io.athanor.event.ExperimentProgressed;
import java.util.Optional;

/** What the laboratory folds. */
public sealed interface LaboratoryEvent {
  /** An instrument says what it is. */
  record InstrumentSeen(Instrument instrument) implements LaboratoryEvent {}

  /** A campaign asks for capacity. */
  record CampaignSeen(CampaignTerms terms) implements LaboratoryEvent {}

  /** A campaign asks for none (any more). */
  record CampaignWithdrawn(String campaignId) implements LaboratoryEvent {}

  /** A campaign proposes nothing more. */
  record CampaignEnded(String campaignId) implements LaboratoryEvent {}

  /**
   * A stop, or its end.
   *
   * @param scope 'all', 'tenant/ID', 'campaign/ID' or 'instrument/ID'
   * @param halted which of both
   */
  record Halt(String scope, boolean halted) implements LaboratoryEvent {}

  /**
   * A new experiment.
   *
   * @param job it
   * @param prospect where its campaign stood
   */
  record JobProposed(Job job, Optional<Prospect> prospect) implements LaboratoryEvent {}

  /**
   * A person says that an experiment matters more, or less.
   *
   * @param factor positive; twice as much is one class of priority
   */
  record Boosted(String experimentId, double factor) implements LaboratoryEvent {
    /** Classes of priority that it is worth. */
    int classes() {
      return (int) Math.rint(StrictMath.log(factor) / StrictMath.log(2));
    }
  }

  /** A step in an experiment's life. */
  record JobMoved(ExperimentProgressed step) implements LaboratoryEvent {}

  /** An own grant was said. */
  record GrantSaid(Grant grant) implements LaboratoryEvent {}

  /**
   * An own offer was said; it counts at its instrument until it comes back in the log.
   *
   * @param offer it
   * @param eventId id of the event that says it
   */
  record OfferSaid(Offer offer, String eventId) implements LaboratoryEvent {}

  /** Where a proposed experiment stood when it was kept. */
  record JobKept(Job job) implements LaboratoryEvent {}

  /** What was kept of a campaign's past. */
  record LedgerKept(String campaignId, Ledger ledger) implements LaboratoryEvent {}
}
