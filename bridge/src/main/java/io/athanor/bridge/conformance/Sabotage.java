package io.athanor.bridge.conformance;

import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import io.athanor.bridge.door.Lease;
import io.athanor.bridge.ledger.Ledger;
import io.athanor.schemas.signing.SignedOrder;
import java.util.Optional;

/**
 * What is broken on purpose, to see that the harness sees it. The bridge itself cannot be told to
 * leave a check out; each is undone around it.
 */
enum Sabotage {
  /** Nothing. */
  NONE,
  /** The bridge is given an envelope without limits. */
  ENVELOPE_OFF,
  /** Whatever comes is signed anew by the trusted key. */
  SIGNATURE_OFF,
  /** The ledger forgets. */
  LEDGER_OFF;

  /** The envelope that the bridge is given. */
  String envelope(String text, OracleContract contract) {
    if (this != ENVELOPE_OFF) {
      return text;
    }
    StringBuilder open = new StringBuilder("parameters:\n");
    contract
        .numbers()
        .forEach(
            (name, range) ->
                open.append(
                    "  \"%s\": {unit: \"%s\", low: -1.7e308, high: 1.7e308, required: false}%n"
                        .formatted(name, range.unit())));
    contract
        .words()
        .forEach(
            (name, options) ->
                open.append(
                    "  \"%s\": {options: [%s], required: false}%n"
                        .formatted(name, "\"" + String.join("\", \"", options) + "\"")));
    return open.toString();
  }

  Lease lease(Lease lease, Seals seals) {
    if (this != SIGNATURE_OFF || lease.signed().isEmpty()) {
      return lease;
    }
    SignedOrder anew = seals.sign(Bench.TRUSTED, lease.signed().get().order());
    return new Lease(
        lease.experimentId(),
        lease.campaignId(),
        lease.epoch(),
        lease.step(),
        lease.running(),
        lease.expiresAt(),
        Optional.of(anew));
  }

  Ledger ledger() {
    return this == LEDGER_OFF ? new Forgetful() : Ledger.inMemory();
  }

  private static final class Forgetful implements Ledger {
    @Override
    public LedgerState state() {
      return new LedgerState();
    }

    @Override
    public void append(LedgerEntry entry) {}

    @Override
    public void close() {}
  }
}
