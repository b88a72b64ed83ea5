package io.athanor.allinone.lab;

import java.util.Objects;

/** What came of making a recipe. */
sealed interface Sample {
  /** The physical sample. */
  String sampleId();

  /**
   * A film that can be measured.
   *
   * @param film with this batch's scatter
   * @param ordinal place in the order of experiments, which the instruments' drift follows
   * @param badContact whether the solar cell was contacted badly
   */
  record Made(String sampleId, String experimentId, int ordinal, Film film, boolean badContact)
      implements Sample {
    /** Checks that there is a film. */
    public Made {
      Objects.requireNonNull(film, "film");
    }
  }

  /**
   * No usable film.
   *
   * @param reason for people
   */
  record Spoilt(String sampleId, String reason) implements Sample {}
}
