package io.athanor.bridge.envelope;

import java.util.Locale;
import java.util.Objects;

/**
 * Why an order is not carried out.
 *
 * @param code for machines
 * @param field of the order that is wrong
 * @param reason for people
 */
public record Refusal(Code code, String field, String reason) {
  /** Kinds of reasons. */
  public enum Code {
    /** An emergency stop holds. */
    HALTED,
    /** Not signed by Ed25519. */
    ALGORITHM,
    /** Signed by a key that is not pinned here. */
    UNKNOWN_KEY,
    /** Signed by a key that is not to be used now. */
    KEY_NOT_VALID,
    /** The signature is not that key's over those bytes. */
    SIGNATURE,
    /** Signed, but no order in canonical form. */
    MALFORMED,
    /** The lease is for something else than the order. */
    WRONG_LEASE,
    /** The lease is over. */
    LEASE_OVER,
    /** Of a tenant that this robot does not work for. */
    WRONG_TENANT,
    /** A simulated order at a real robot, or the other way round. */
    SIMULATED,
    /** Before its time. */
    NOT_YET,
    /** After its time. */
    EXPIRED,
    /** The recipe has no such step. */
    NO_SUCH_STEP,
    /** A step that this robot cannot do. */
    WRONG_TECHNIQUE,
    /** Carried out, or begun, before. */
    REPLAYED,
    /** A lease older than one seen before. */
    STALE_EPOCH,
    /** Of a campaign as it was before it was stopped. */
    STALE_CAMPAIGN,
    /** The clock stands before the ledger's last entry. */
    CLOCK,
    /** A parameter that the envelope does not know. */
    UNKNOWN_PARAMETER,
    /** A parameter that must be there is not. */
    MISSING_PARAMETER,
    /** A word where a number is wanted, or the other way round. */
    WRONG_KIND,
    /** A unit that is unknown or measures something else. */
    UNIT,
    /** Outside the range. */
    OUT_OF_RANGE,
    /** Not among the options. */
    NOT_AN_OPTION,
    /** A combination that is forbidden. */
    FORBIDDEN,
    /** Too fast a change since the last order. */
    RATE,
    /** Too much in an hour, in a day, or ever. */
    TOTAL;

    /** As it is written: lower case with dashes. */
    public String spelled() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the envelope says so, and not the order's papers. */
    public boolean isOfEnvelope() {
      return compareTo(UNKNOWN_PARAMETER) >= 0;
    }
  }

  /** Checks that all is said. */
  public Refusal {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(reason, "reason");
  }
}
