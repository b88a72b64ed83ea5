package io.athanor.formats.draft;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each column is for, guessed by its name, its place and how its values behave. */
final class Roles {
  private static final double ENOUGH = 2.5;

  private final List<Profile> profiles;
  private final List<Group> groups;
  private final Map<Integer, Assigned> assigned = new TreeMap<>();

  /** A role and how sure it is. */
  record Assigned(Role role, Guess guess) {}

  private Roles(List<Profile> profiles, List<Group> groups) {
    this.profiles = profiles;
    this.groups = groups;
  }

  /**
   * By index of the column.
   *
   * @param sought the outcome that a person named; others are guessed beside it where empty
   */
  static Map<Integer, Assigned> of(
      List<Profile> profiles, List<Group> groups, Optional<Integer> sought) {
    return new Roles(profiles, groups).assign(sought);
  }

  private Map<Integer, Assigned> assign(Optional<Integer> sought) {
    sought.ifPresent(index -> put(index, Role.OUTCOME, Guess.said()));
    profiles.forEach(
        each -> aside(each).ifPresent(role -> assigned.putIfAbsent(each.index(), role)));
    outcomes(sought.isPresent());
    profiles.forEach(this::spread);
    for (Profile each : profiles) {
      assigned.computeIfAbsent(each.index(), index -> parameter(each));
    }
    return assigned;
  }

  private void put(int index, Role role, Guess guess) {
    assigned.put(index, new Assigned(role, guess));
  }

  /** What is neither set nor measured. */
  private Optional<Assigned> aside(Profile each) {
    List<String> words = each.heading().words();
    if (each.present() == 0) {
      return role(Role.IGNORED, 1, "The column is empty.");
    }
    if ((Lexicon.isTime(words) && !Lexicon.isSpread(words)) || Wording.isDates(each)) {
      return role(Role.TIME, 0.9, "The values are times, or the header says so.");
    }
    if (Lexicon.isNote(words) && (!each.isNumeric() || each.isWhole())) {
      return role(Role.NOTE, 0.85, "The header says that it is for people.");
    }
    if (each.isNumeric()) {
      boolean first = each.index() == 0;
      if (each.isCount() && (first || Lexicon.isName(words))) {
        return role(Role.IDENTIFIER, 0.95, "It counts the rows.");
      }
      if (Lexicon.isName(words) && each.isWhole() && each.variety() == 1 && each.present() > 3) {
        return role(Role.IDENTIFIER, 0.8, "The header is a name's, and no number comes twice.");
      }
    } else {
      if (Wording.isFormulas(each)) {
        return role(
            Role.FORMULA, Lexicon.isFormula(words) ? 0.95 : 0.75, "The values are formulas.");
      }
      if (each.index() == profiles.size() - 1 && Lexicon.measured(words) >= 2) {
        return role(
            Role.IGNORED,
            0.6,
            "The header names something that is measured, but the values are words: give grades"
                + " numbers to seek it.");
      }
      if (Lexicon.isName(words) && each.variety() > 0.9) {
        return role(Role.IDENTIFIER, 0.9, "The header is a name's, and hardly any comes twice.");
      }
      if (each.variety() > 0.9 && each.present() > 10 && Wording.isProse(each)) {
        return role(Role.NOTE, 0.8, "Long words with blanks that hardly repeat.");
      }
    }
    if (each.distinct() == 1 && each.missing() == 0) {
      return role(
          Role.CONSTANT,
          0.95,
          "It is '%s' in every row, so nothing can be learned of it.".formatted(each.cells()[0]));
    }
    return Optional.empty();
  }

  private static Optional<Assigned> role(Role role, double confidence, String why) {
    return Optional.of(new Assigned(role, new Guess(confidence, why)));
  }

  private void outcomes(boolean said) {
    List<Profile> open =
        profiles.stream()
            .filter(each -> !assigned.containsKey(each.index()) && each.isNumeric())
            .toList();
    List<Profile> named =
        open.stream().filter(each -> !Lexicon.isSpread(each.heading().words())).toList();
    Map<Integer, Double> scores = new TreeMap<>();
    int tail = denseTail();
    int last = named.isEmpty() ? -1 : named.get(named.size() - 1).index();
    for (Profile each : named) {
      double score = Lexicon.measured(each.heading().words());
      score += each.index() == last ? 1.5 : 0;
      score += each.index() >= tail ? 2 : 0;
      score += each.missing() > 0 && complete(each) ? 1.5 : 0;
      score -= groups.stream().anyMatch(group -> group.holds(each.index())) ? 6 : 0;
      scores.put(each.index(), score);
    }
    beside(named, scores);
    scores.forEach(
        (index, score) -> {
          if (score >= ENOUGH) {
            put(index, Role.OUTCOME, new Guess(Math.min(0.95, 0.5 + score / 10), why(index, tail)));
          }
        });
    boolean none = assigned.values().stream().noneMatch(each -> each.role() == Role.OUTCOME);
    if (none && !said) {
      scores.entrySet().stream()
          .max(Comparator.comparingDouble(Map.Entry<Integer, Double>::getValue))
          .ifPresent(
              best ->
                  put(
                      best.getKey(),
                      Role.OUTCOME,
                      new Guess(0.35, "No header names a result; this column is the likeliest.")));
    }
  }

  /** Outcomes stand together: what follows one and is no setting by its name is another. */
  private static void beside(List<Profile> named, Map<Integer, Double> scores) {
    boolean behind = false;
    for (Profile each : named) {
      double score = scores.get(each.index());
      boolean measured = Lexicon.measured(each.heading().words()) >= 0 && !each.isWhole();
      if (behind && measured && score < ENOUGH) {
        scores.put(each.index(), ENOUGH);
      }
      behind |= score >= ENOUGH + 0.5;
    }
  }

  private String why(int index, int tail) {
    boolean name = Lexicon.measured(profiles.get(index).heading().words()) >= 2;
    if (name) {
      return "The header names something that is measured.";
    }
    return index >= tail
        ? "Its values hardly repeat, where those of the columns before it are a few levels."
        : "It stands beside outcomes, at the end of the table.";
  }

  /** Whether all other columns of numbers are there in each row. */
  private boolean complete(Profile but) {
    return profiles.stream()
        .filter(each -> each.index() != but.index() && each.isNumeric())
        .allMatch(each -> each.missing() < but.missing() || each.missing() == 0);
  }

  /**
   * Where the last columns begin that hardly repeat, after columns of few levels: a design has
   * levels, a measurement has none. Behind the last column where there is no such edge.
   */
  private int denseTail() {
    int tail = profiles.size();
    while (tail > 0) {
      Profile each = profiles.get(tail - 1);
      boolean aside = assigned.containsKey(tail - 1);
      if (!aside && !(each.isNumeric() && !each.isWhole() && each.variety() > 0.4)) {
        break;
      }
      tail--;
    }
    boolean levels = false;
    for (int i = 0; i < tail; i++) {
      if (!assigned.containsKey(i)) {
        levels = true;
        if (profiles.get(i).variety() > 0.2) {
          return profiles.size();
        }
      }
    }
    return levels ? tail : profiles.size();
  }

  /** The spread of an outcome says so in its header and follows it, or repeats its name. */
  private void spread(Profile each) {
    List<String> words = each.heading().words();
    if (!Lexicon.isSpread(words) || !each.isNumeric() || each.low() < 0) {
      return;
    }
    for (Profile other : profiles) {
      boolean outcome =
          assigned.containsKey(other.index()) && assigned.get(other.index()).role() == Role.OUTCOME;
      boolean shared = other.heading().words().stream().anyMatch(words::contains);
      if (outcome
          && other.index() != each.index()
          && (shared || other.index() == each.index() - 1)) {
        put(
            each.index(),
            Role.UNCERTAINTY,
            new Guess(
                0.85,
                "The header says that it is the spread of '" + other.heading().name() + "'."));
        return;
      }
    }
  }

  private static Assigned parameter(Profile each) {
    if (each.missing() > each.present()) {
      return new Assigned(
          Role.IGNORED,
          new Guess(
              0.6,
              "%d of %d cells are empty: rows without a setting cannot be used."
                  .formatted(each.missing(), each.cells().length)));
    }
    double named = -Lexicon.measured(each.heading().words());
    double confidence = Math.max(0.4, Math.min(0.95, 0.7 + named / 12));
    return new Assigned(
        Role.PARAMETER,
        new Guess(
            confidence,
            named >= 1
                ? "The header names something that is set."
                : "Its values repeat as settings do, and nothing says that it is measured."));
  }
}
