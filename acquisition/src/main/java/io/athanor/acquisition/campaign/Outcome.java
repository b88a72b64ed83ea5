package io.athanor.acquisition.campaign;

import io.athanor.acquisition.drift.DriftAlarm;
import java.util.List;

/** What a campaign makes of an event. */
public sealed interface Outcome {
  /**
   * It is a new fact and belongs in the journal.
   *
   * @param tested the intervals it put to the test, once each; empty for most events
   * @param alarms what it shows to have moved; empty for nearly all
   */
  record Accepted(List<IntervalTest> tested, List<DriftAlarm> alarms) implements Outcome {
    /** Copies. */
    public Accepted {
      tested = List.copyOf(tested);
      alarms = List.copyOf(alarms);
    }

    /** It shows nothing to have moved. */
    public Accepted(List<IntervalTest> tested) {
      this(tested, List.of());
    }

    /** It tested nothing. */
    public Accepted() {
      this(List.of());
    }
  }

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
