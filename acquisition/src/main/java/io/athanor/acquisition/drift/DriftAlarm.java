package io.athanor.acquisition.drift;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something is no longer what it was.
 *
 * @param kind what
 * @param detector who says so, with the version of the rule
 * @param subject the instrument or model concerned; empty where it is the stream's own subject
 * @param property the property concerned
 * @param statistic of the detector, on its own scale
 * @param threshold what the statistic exceeds
 * @param estimate by how much the level moved, in {@code unit}; empty where it did not
 * @param unit UCUM code of the property
 * @param count outcomes since it moved
 * @param message what moved, for people
 * @param answers what is done about it, in order
 */
public record DriftAlarm(
    Kind kind,
    String detector,
    Optional<String> subject,
    String property,
    double statistic,
    double threshold,
    OptionalDouble estimate,
    String unit,
    int count,
    String message,
    List<String> answers) {
  /** Intervals are widened by adaptive conformal inference. */
  public static final String WIDER_INTERVALS = "wider-intervals";

  /** Outcomes of before the change count less. */
  public static final String FORGETTING = "forgetting";

  /** Readings of one instrument count less from the change on. */
  public static final String LESS_WEIGHT = "less-weight-to-instrument";

  /** A known candidate is measured again. */
  public static final String REFERENCE_SAMPLE = "reference-sample";

  /** The model's trunk is trained anew. */
  public static final String REFRESH = "refresh";

  /** The model gives its place to another. */
  public static final String DEMOTION = "demotion";

  /** People are told. */
  public static final String ALERT = "alert";

  /** What moved. */
  public enum Kind {
    /** An instrument reads a known sample otherwise than before. */
    INSTRUMENT_OFFSET,
    /** Standardised errors. */
    RESIDUALS,
    /** The log density of outcomes. */
    EVIDENCE,
    /** Where candidates lie in latent space. */
    EMBEDDINGS,
    /** Intervals cover less than they claim. */
    COVERAGE
  }

  /** Copies and checks. */
  public DriftAlarm {
    Objects.requireNonNull(kind, "alarm.kind");
    Objects.requireNonNull(subject, "alarm.subject");
    Objects.requireNonNull(estimate, "alarm.estimate");
    answers = List.copyOf(answers);
    if (detector.isBlank() || message.isBlank()) {
      throw new IllegalArgumentException("alarm.detector and alarm.message must not be blank");
    }
    if (count < 0) {
      throw new IllegalArgumentException("alarm.count must not be negative, was " + count);
    }
  }
}
