package io.athanor.formats.draft;

/** Which way an outcome is better, guessed by its name. */
final class Goals {
  private static final double NOTHING_SAID = 0.3;

  /** A goal and how sure it is. */
  record Goal(String goal, Guess guess) {}

  private Goals() {}

  static Goal of(Heading heading) {
    String arrows = heading.spelled();
    if (arrows.indexOf('\u2191') >= 0 || arrows.indexOf('\u2193') >= 0) {
      boolean up = arrows.indexOf('\u2191') >= 0;
      return new Goal(spelled(up), new Guess(0.95, "The header has an arrow."));
    }
    return Lexicon.direction(heading.words())
        .map(
            word ->
                new Goal(
                    spelled(word.more()),
                    new Guess(
                        word.confidence(),
                        "'%s' is %s."
                            .formatted(
                                word.text(),
                                word.more()
                                    ? "better the more there is"
                                    : "better the less there is"))))
        .orElseGet(
            () ->
                new Goal(
                    spelled(true),
                    new Guess(
                        NOTHING_SAID,
                        "The header does not say which way is better: please check.")));
  }

  private static String spelled(boolean more) {
    return more ? "maximize" : "minimize";
  }
}
