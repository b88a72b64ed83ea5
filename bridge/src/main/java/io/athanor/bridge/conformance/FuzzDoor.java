package io.athanor.bridge.conformance;

import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.door.Door;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.envelope.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A door that gives every permission and remembers why an order was refused. */
class FuzzDoor implements Door {
  private Optional<Refusal.Code> refused = Optional.empty();
  private boolean halted;

  void halted(boolean now) {
    halted = now;
  }

  /** Why the last order was refused, if it was; forgotten with the asking. */
  Optional<Refusal.Code> refused() {
    Optional<Refusal.Code> code = refused;
    refused = Optional.empty();
    return code;
  }

  @Override
  public List<Lease> held() {
    return List.of();
  }

  @Override
  public Optional<Lease> claim(Duration wait) {
    return Optional.empty();
  }

  @Override
  public boolean isHalted(String campaignId) {
    return halted;
  }

  @Override
  public Optional<Instant> permit(Lease lease) {
    return Optional.of(lease.expiresAt());
  }

  @Override
  public boolean renew(Lease lease) {
    return true;
  }

  @Override
  public void refuse(Lease lease, Refusal refusal) {
    refused = Optional.of(refusal.code());
  }

  @Override
  public boolean report(Command command, Outcome outcome) {
    return true;
  }
}
