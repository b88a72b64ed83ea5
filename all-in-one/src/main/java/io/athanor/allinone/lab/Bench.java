package io.athanor.allinone.lab;

import io.athanor.allinone.client.Experiments;
import java.time.Instant;
import java.util.List;

/**
 * What a robot works at. An implementation is a pure function of its arguments: a robot that comes
 * back after a crash performs the same experiment again, without actuating, and must get the same
 * readings.
 */
@FunctionalInterface
public interface Bench {
  /**
   * Makes and measures.
   *
   * @param actuatedAt when the sample was made: the event time of its readings
   */
  Outcome perform(Experiments.Proposal proposal, Instant actuatedAt);

  /** What came of it. */
  sealed interface Outcome {}

  /** Readings to report, in this order. */
  record Measured(String sampleId, List<Experiments.Reading> readings) implements Outcome {
    /** Checks that there is something to report. */
    public Measured {
      readings = List.copyOf(readings);
      if (readings.isEmpty()) {
        throw new IllegalArgumentException("readings is empty");
      }
    }
  }

  /**
   * Nothing to measure.
   *
   * @param kind {@code synthesis}, {@code measurement}, …
   * @param reason for people
   */
  record Failed(String kind, String reason) implements Outcome {}
}
