package io.athanor.formats.draft;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What values a parameter takes, guessed from those it has. */
final class Kinds {
  private static final int FEW = 12;

  /** Scales of words, lowest first. */
  private static final List<List<String>> SCALES =
      List.of(
          List.of("very low", "low", "medium", "high", "very high"),
          List.of("low", "mid", "high"),
          List.of("low", "moderate", "high"),
          List.of("none", "low", "medium", "high"),
          List.of("xs", "s", "m", "l", "xl", "xxl"),
          List.of("tiny", "small", "medium", "large", "huge"),
          List.of("slow", "medium", "fast"),
          List.of("poor", "fair", "good", "excellent"),
          List.of("cold", "warm", "hot"));

  /** A kind, its options and how sure it is. */
  record Kinded(Kind kind, List<String> options, Guess guess) {}

  private Kinds() {}

  static Kinded of(Profile profile, boolean inMixture) {
    if (!profile.isNumeric()) {
      return words(profile);
    }
    List<String> words = profile.heading().words();
    if (inMixture) {
      return new Kinded(
          Kind.CONTINUOUS, List.of(), new Guess(0.95, "It is an amount of a mixture."));
    }
    if (Lexicon.isCode(words) && profile.isWhole() && profile.distinct() <= FEW) {
      return new Kinded(
          Kind.CATEGORICAL,
          options(profile),
          new Guess(0.7, "The header says that numbers are codes."));
    }
    OptionalDouble step = profile.step();
    boolean measured = profile.heading().unit().filter(unit -> !unit.equals("1")).isPresent();
    if (profile.isWhole() && !measured && Lexicon.isCount(words)) {
      boolean byOne = step.isEmpty() || step.getAsDouble() == 1;
      return new Kinded(
          byOne ? Kind.INTEGER : Kind.DISCRETE,
          byOne ? List.of() : options(profile),
          new Guess(0.85, "The header is a count's, and the numbers are whole."));
    }
    if (profile.isWhole() && !measured && step.isPresent() && step.getAsDouble() == 1) {
      return new Kinded(
          Kind.INTEGER,
          List.of(),
          new Guess(0.65, "The numbers are whole, one apart, without a unit."));
    }
    if (profile.distinct() == 2 && !measured) {
      return new Kinded(
          Kind.DISCRETE,
          options(profile),
          new Guess(0.6, "There are two numbers and none between."));
    }
    String steps = step.isPresent() ? " in steps of " + Texts.number(step.getAsDouble()) : "";
    return new Kinded(
        Kind.CONTINUOUS,
        List.of(),
        new Guess(
            measured ? 0.9 : 0.8,
            "Numbers from %s to %s%s."
                .formatted(Texts.number(profile.low()), Texts.number(profile.high()), steps)));
  }

  /** The values it has: numbers rising, words by the alphabet. */
  static List<String> options(Profile profile) {
    return profile.isNumeric()
        ? Arrays.stream(profile.sorted()).mapToObj(Texts::exact).toList()
        : profile.levels().keySet().stream().sorted().toList();
  }

  private static Kinded words(Profile profile) {
    Map<String, String> spelled =
        profile.levels().keySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.toLowerCase(Locale.ROOT), each -> each, (first, other) -> first));
    Optional<List<String>> scale =
        SCALES.stream()
            .filter(each -> each.containsAll(spelled.keySet()))
            .min(Comparator.comparingInt(List::size));
    if (scale.isPresent() && spelled.size() == profile.levels().size() && spelled.size() > 1) {
      return new Kinded(
          Kind.ORDINAL,
          scale.get().stream().filter(spelled::containsKey).map(spelled::get).toList(),
          new Guess(0.85, "The words are grades, lowest first."));
    }
    return new Kinded(
        Kind.CATEGORICAL,
        options(profile),
        new Guess(0.9, profile.levels().size() + " different words."));
  }
}
