package io.athanor.bridge.door;

import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.envelope.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a bridge asks of the door. Every method but {@link #renew} is called by one thread. */
public interface Door {
  /** Leases that this bridge holds already, from before a crash. */
  List<Lease> held();

  /** Leases what there is to do, waiting up to {@code wait}; empty where there was nothing. */
  Optional<Lease> claim(Duration wait);

  /** Whether an emergency stop concerns a campaign at this robot; true where nobody knows. */
  boolean isHalted(String campaignId);

  /**
   * Asks for the permission to actuate.
   *
   * @return until when the lease holds; empty where it is refused, or not known to be given
   */
  Optional<Instant> permit(Lease lease);

  /** Keeps a lease; false where it is lost. */
  boolean renew(Lease lease);

  /** Gives an experiment back that is not carried out. */
  void refuse(Lease lease, Refusal refusal);

  /**
   * Says what became of a command: readings first, then the step.
   *
   * @return whether it was accepted; false where the lease is over
   */
  boolean report(Command command, Outcome outcome);
}
