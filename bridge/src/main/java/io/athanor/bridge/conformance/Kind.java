package io.athanor.bridge.conformance;

import java.util.Locale;

/** Kinds of orders that a bridge is tried with. */
enum Kind {
  /** As it should be; may still change too fast, or use up too much. */
  VALID(false),
  /** A number at a limit, beside it, or as large as numbers get. */
  BOUNDARY(false),
  /** The same amounts in other units. */
  UNIT(false),
  /** Everything at its highest, without a pause. */
  BURST(false),
  /** From one end of a range to the other. */
  JUMP(false),
  /** Some field says something unusual that its type allows. */
  FIELD(false),
  /** A unit that measures something else, or nothing. */
  WRONG_UNIT(true),
  /** A parameter whose name only looks right. */
  NAME(true),
  /** A parameter too many. */
  EXTRA(true),
  /** A parameter too few. */
  MISSING(true),
  /** A word for a number, a number for a word. */
  WRONG_KIND(true),
  /** A word that is no option. */
  OPTION(true),
  /** Signed, with a value of another JSON type in some field. */
  JSON_TYPE(true),
  /** Signed, with a value that is no finite number. */
  NOT_FINITE(true),
  /** Signed, with a name twice. */
  DUPLICATE_KEY(true),
  /** Signed, the same order in another form of JSON. */
  FORM(true),
  /** Signed by a key that nobody trusts. */
  WRONG_KEY(true),
  /** Signed by that key in the name of a trusted one. */
  BORROWED_KEY_ID(true),
  /** Signed by a key whose time is over, or has not come. */
  KEY_NOT_VALID(true),
  /** One bit of the order changed, at each byte in turn. */
  FLIPPED_ORDER(true),
  /** One bit of the signature changed, at each byte in turn. */
  FLIPPED_SIGNATURE(true),
  /** A signature cut short, or with something after it. */
  SIGNATURE_LENGTH(true),
  /** Another algorithm. */
  ALGORITHM(true),
  /** The signature of another order. */
  SWAPPED_SIGNATURE(true),
  /** No signature at all. */
  UNSIGNED(true),
  /** Carried out before. */
  REPLAY(true),
  /** After its time. */
  EXPIRED(true),
  /** Before its time. */
  TOO_EARLY(true),
  /** The robot's clock stands before its ledger. */
  CLOCK_BACK(true),
  /** The lease is over. */
  LEASE_OVER(true),
  /** A later step under an older lease. */
  STALE_EPOCH(true),
  /** Of a campaign as it was before a stop. */
  STALE_CAMPAIGN(true),
  /** Another experiment was leased. */
  WRONG_LEASE(true),
  /** An order for a real robot. */
  REAL(true),
  /** Of a tenant that the robot does not work for. */
  TENANT(true),
  /** A step that the recipe has not. */
  STEP(true),
  /** A step for another robot. */
  TECHNIQUE(true),
  /** An emergency stop holds. */
  HALTED(true);

  private final boolean refused;

  Kind(boolean refused) {
    this.refused = refused;
  }

  /** Whether every one of them must be refused. */
  boolean mustBeRefused() {
    return refused;
  }

  String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
