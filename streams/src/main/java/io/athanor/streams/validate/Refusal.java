package io.athanor.streams.validate;

import java.util.Objects;
import java.util.Optional;

/**
 * Why an event is not taken; what a dead letter says.
 *
 * @param code machine-readable cause
 * @param field path of the field concerned; empty where none is
 * @param reason for people
 */
public record Refusal(Code code, Optional<String> field, String reason) {

  /** Machine-readable causes, spelled as in {@code DeadLetter.avsc}. */
  public enum Code {
    /** The bytes are no Avro record in the wire format. */
    UNDECODABLE("undecodable"),
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** Another event than this topic carries. */
    WRONG_SCHEMA("wrong-schema"),
    /** A field that cannot be. */
    INVALID_FIELD("invalid-field"),
    /** A unit that UCUM does not know. */
    UNKNOWN_UNIT("unknown-unit"),
    /** A number that is none. */
    NOT_FINITE("not-finite"),
    /** It says it happens later. */
    FUTURE_TIMESTAMP("future-timestamp"),
    /** The same id with other content. */
    ID_REUSED("id-reused"),
    /** The reading holds nothing that could be derived. */
    NOT_DERIVABLE("not-derivable");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** As written in a dead letter. */
    public String text() {
      return text;
    }

    /**
     * The code spelled {@code text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Code of(String text) {
      for (Code code : values()) {
        if (code.text.equals(text)) {
          return code;
        }
      }
      throw new IllegalArgumentException("no dead-letter code '" + text + "'");
    }
  }

  /** Checks that a reason is given. */
  public Refusal {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(field, "field");
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason is blank");
    }
  }

  /** A refusal that names its field. */
  public static Refusal of(Code code, String field, String reason) {
    return new Refusal(code, Optional.of(field), reason);
  }
}
