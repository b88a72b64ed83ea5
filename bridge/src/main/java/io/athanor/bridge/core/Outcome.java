package io.athanor.bridge.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a command. */
public sealed interface Outcome {
  /** Failure kind of an order of which nobody knows whether it was carried out. */
  String LOST = "lost";

  /** A number with its unit. */
  record Measured(double value, String unit) {}

  /** What was measured by one technique, by property. */
  record Reading(String technique, Map<String, Measured> scalars) {
    /** Copies. */
    public Reading {
      scalars = Collections.unmodifiableMap(new TreeMap<>(scalars));
    }
  }

  /** Made, with what was measured. */
  record Made(List<Reading> readings) implements Outcome {
    /** Copies. */
    public Made {
      readings = List.copyOf(readings);
    }
  }

  /**
   * Not made, or not known to be.
   *
   * @param kind 'synthesis', 'measurement', 'lost' or another word
   * @param reason for people
   * @param retryable whether the same may be tried again
   * @param evidence what was measured of the failure, e.g. 'temperature_error' (K)
   */
  record Failed(String kind, String reason, boolean retryable, Map<String, Double> evidence)
      implements Outcome {
    /** Copies. */
    public Failed {
      evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }
  }
}
