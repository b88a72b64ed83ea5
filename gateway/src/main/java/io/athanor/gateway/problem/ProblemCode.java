package io.athanor.gateway.problem;

import java.util.Locale;

/** Everything that can be wrong, with its HTTP status and what it is called. */
public enum ProblemCode {
  /** The body is no JSON. */
  MALFORMED_JSON(400, "The body is not valid JSON"),
  /** The contract does not allow it. */
  CONTRACT(400, "The request does not fit the contract"),
  /** Nobody, or nobody who can be believed. */
  UNAUTHENTICATED(401, "The caller is not known"),
  /** Not with these roles. */
  FORBIDDEN(403, "The caller may not do this"),
  /** No such path or thing. */
  NOT_FOUND(404, "There is no such thing"),
  /** The path is there, the method is not. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** Out of place in the protocol. */
  REFUSED(409, "The step is out of place"),
  /** An outcome after the end: taken as a fact, but no step any more. */
  LATE(409, "The reading was taken, the experiment had ended before"),
  /** Contradicts what is there. */
  CONFLICT(409, "It contradicts what is already there"),
  /** Too many bytes. */
  TOO_LARGE(413, "The message is too large"),
  /** Not JSON by its own account. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  /** An emergency stop holds. */
  HALTED(423, "An emergency stop holds here"),
  /** A unit that UCUM does not have. */
  UNKNOWN_UNIT(422, "The unit is not known"),
  /** NaN or infinite. */
  NOT_FINITE(422, "The number is not finite"),
  /** An event time in the future. */
  FUTURE_TIMESTAMP(422, "The time lies in the future"),
  /** A campaign nobody defined. */
  UNKNOWN_CAMPAIGN(422, "The campaign is not defined"),
  /** A formula nobody can read. */
  INVALID_FORMULA(422, "The formula cannot be read"),
  /** Any other value that cannot be. */
  INVALID_FIELD(422, "The value cannot be"),
  /** Beyond the caller's quota. */
  TOO_MANY_REQUESTS(429, "The caller sends too much, please retry later"),
  /** A fault of ours. */
  INTERNAL(500, "The gateway failed"),
  /** More than the gateway takes on at once. */
  OVERLOADED(503, "The gateway is overloaded, please retry later"),
  /** The log or the registry did not answer in time. */
  UNAVAILABLE(503, "The event log did not answer in time, please retry later"),
  /** The view is still being read from the log. */
  CATCHING_UP(503, "The gateway is reading the log, please retry later");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The code in words. */
  public String title() {
    return title;
  }

  /** As it is written: lower case with dashes. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
