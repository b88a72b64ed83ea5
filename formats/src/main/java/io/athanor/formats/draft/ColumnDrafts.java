package io.athanor.formats.draft;

import io.athanor.formats.FormatException;
import io.athanor.formats.draft.Kinds.Kinded;
import io.athanor.formats.text.Spelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts guesses and edits of the columns together. */
final class ColumnDrafts {
  private static final int MOST_OPTIONS = 10_000;

  private final Sheet sheet;
  private final List<Profile> profiles;
  private final List<Group> groups;
  private final Edits edits;

  ColumnDrafts(Sheet sheet, List<Profile> profiles, List<Group> groups, Edits edits) {
    this.sheet = sheet;
    this.profiles = profiles;
    this.groups = groups;
    this.edits = edits;
  }

  /**
   * One for each column.
   *
   * @throws FormatException naming line and column, where a cell contradicts what a person said
   */
  List<ColumnDraft> all() {
    Optional<Integer> sought = edits.goal().map(this::sought);
    Map<Integer, Roles.Assigned> roles = Roles.of(profiles, groups, sought);
    List<ColumnDraft> drafts = new ArrayList<>();
    for (Profile each : profiles) {
      drafts.add(draft(each, roles.get(each.index())));
    }
    return drafts;
  }

  private int sought(String goal) {
    for (Profile each : profiles) {
      if (each.heading().name().equals(goal) || each.heading().spelled().equals(goal)) {
        return each.index();
      }
    }
    throw new FormatException(
        SheetReader.FORMAT,
        "header",
        "there is no column '"
            + goal
            + "' to be sought; there are "
            + String.join(", ", profiles.stream().map(each -> each.heading().name()).toList()));
  }

  private ColumnDraft draft(Profile profile, Roles.Assigned assigned) {
    Edits.OfColumn said = edits.of(profile.index());
    Role role = said.role().orElse(assigned.role());
    Guess guess = said.role().isPresent() ? Guess.said() : assigned.guess();
    boolean inMixture = groups.stream().anyMatch(each -> each.holds(profile.index()));
    Optional<Kinded> kinded =
        role == Role.PARAMETER ? Optional.of(kinded(profile, inMixture, said)) : Optional.empty();
    Optional<Kind> kind = kinded.map(Kinded::kind);
    boolean counted = kind.filter(each -> !each.isNamed()).isPresent();
    boolean numeric = role == Role.OUTCOME || role == Role.UNCERTAINTY || counted;
    if (numeric && !profile.isNumeric()) {
      throw new FormatException(
          SheetReader.FORMAT,
          profile.firstOdd() < 0 ? "header" : sheet.place(profile.firstOdd()),
          "column '%s' is to hold numbers, but a cell holds something else"
              .formatted(profile.heading().name()));
    }
    if (kinded.isPresent() && said.role().isEmpty()) {
      double both = Math.min(guess.confidence(), kinded.get().guess().confidence());
      guess = new Guess(both, guess.why() + " " + kinded.get().guess().why());
    }
    boolean bounded = counted && profile.isNumeric();
    Goals.Goal goal = Goals.of(profile.heading());
    return new ColumnDraft(
        profile.index(),
        profile.heading().spelled(),
        said.name().orElse(profile.heading().name()),
        role,
        kind,
        unit(profile, said, numeric),
        bounded ? bound(said.low(), profile.low()) : OptionalDouble.empty(),
        bounded ? bound(said.high(), profile.high()) : OptionalDouble.empty(),
        bounded ? profile.step() : OptionalDouble.empty(),
        kinded.map(Kinded::options).orElse(List.of()),
        role == Role.OUTCOME ? Optional.of(said.goal().orElse(goal.goal())) : Optional.empty(),
        profile.present(),
        profile.missing(),
        profile.distinct(),
        guess,
        role == Role.OUTCOME
            ? Optional.of(said.goal().isPresent() ? Guess.said() : goal.guess())
            : Optional.empty(),
        unitGuess(profile, said, numeric));
  }

  private static OptionalDouble bound(OptionalDouble said, double seen) {
    return said.isPresent() ? said : OptionalDouble.of(seen);
  }

  private static Kinded kinded(Profile profile, boolean inMixture, Edits.OfColumn said) {
    Kinded guessed = Kinds.of(profile, inMixture);
    Kind kind = said.kind().orElse(guessed.kind());
    List<String> options =
        said.options().orElse(kind == guessed.kind() ? guessed.options() : List.of());
    boolean listed = kind.isNamed() || kind == Kind.DISCRETE;
    if (listed && options.isEmpty()) {
      options = Kinds.options(profile);
    }
    if (options.size() > MOST_OPTIONS) {
      throw new FormatException(
          SheetReader.FORMAT,
          "header",
          "column '%s' has %d different values, too many for a parameter of kind %s"
              .formatted(profile.heading().name(), options.size(), kind.spelled()));
    }
    return new Kinded(
        kind,
        listed ? options : List.of(),
        said.kind().isPresent() ? Guess.said() : guessed.guess());
  }

  private static String unit(Profile profile, Edits.OfColumn said, boolean numeric) {
    if (said.unit().isPresent()) {
      return Spelled.unit(
          SheetReader.FORMAT, "column '" + profile.heading().name() + "'", said.unit().get());
    }
    return numeric ? profile.heading().unit().orElse("1") : "1";
  }

  private static Guess unitGuess(Profile profile, Edits.OfColumn said, boolean numeric) {
    if (said.unit().isPresent()) {
      return Guess.said();
    }
    if (!numeric) {
      return new Guess(1, "Words have no unit.");
    }
    return profile.heading().unit().isPresent()
        ? new Guess(0.95, "The header says so.")
        : new Guess(0.4, "The header names no unit: taken as a pure number.");
  }
}
