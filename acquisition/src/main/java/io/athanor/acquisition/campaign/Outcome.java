package io.athanor.acquisition.campaign;

/** What a campaign makes of an event. */
public sealed interface Outcome {
  /** It is a new fact and belongs in the journal. */
  record Accepted() implements Outcome {}

  /** It is known already; nothing changes. */
  record Duplicate() implements Outcome {}

  /** It is out of place, harmlessly: a step that lost a race. Nothing changes. */
  record Ignored(String reason) implements Outcome {}

  /**
   * It cannot be true.
   *
   * @param code machine-readable cause, as in a dead letter
   * @param field the field concerned
   * @param reason for people
   */
  record Refused(String code, String field, String reason) implements Outcome {}
}
