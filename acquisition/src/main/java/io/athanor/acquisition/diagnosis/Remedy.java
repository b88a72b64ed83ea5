package io.athanor.acquisition.diagnosis;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to do about a failure.
 *
 * @param kind which kind of remedy
 * @param text for people
 * @param parameters for {@link Kind#ADJUST}: new values of the settings to change, in the
 *     campaign's units; empty otherwise
 */
public record Remedy(Kind kind, String text, Map<String, Double> parameters) {
  /** Kinds of remedies. */
  public enum Kind {
    /** The same recipe on another instrument or robot. */
    REPEAT_ELSEWHERE,
    /** Calibrate first; the same recipe again afterwards. */
    RECALIBRATE,
    /** The recipe with other conditions. */
    ADJUST,
    /** The same recipe from a fresh lot. */
    REPLACE_PRECURSOR,
    /** Nothing more from around here. */
    EXCLUDE_REGION,
    /** Nothing follows. */
    NONE;

    /** As events write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies and checks that only an adjustment names settings. */
  public Remedy {
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    if ((kind == Kind.ADJUST) == parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "remedy.parameters: %d given with %s".formatted(parameters.size(), kind.label()));
    }
  }

  /** Whether the remedy is an experiment of its own. */
  public boolean repeats() {
    return kind != Kind.EXCLUDE_REGION && kind != Kind.NONE;
  }
}
