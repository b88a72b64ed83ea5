package io.athanor.formats.draft;

/**
 * How sure a guess is, and why.
 *
 * @param confidence from 0 (a shot in the dark) to 1 (said by a person)
 * @param why one sentence for people
 */
public record Guess(double confidence, String why) {
  /** Checks the range. */
  public Guess {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("guess.confidence must be from 0 to 1");
    }
    if (why.isBlank()) {
      throw new IllegalArgumentException("guess.why is blank");
    }
  }

  /** What a person has said is no guess. */
  static Guess said() {
    return new Guess(1, "You said so.");
  }
}
