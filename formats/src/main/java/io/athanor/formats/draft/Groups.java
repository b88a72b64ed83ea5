package io.athanor.formats.draft;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds neighbouring columns whose numbers sum to a constant in every row. */
final class Groups {
  private static final double RELATIVE = 0.01;
  private static final double EXACT = 1e-9;
  private static final int FEWEST_ROWS = 4;
  private static final int ROWS_FOR_A_LIMIT = 20;
  private static final int MOST_DIVISIONS = 100;

  private Groups() {}

  /** Neighbours that sum to the total in every row that has them all. */
  private record Run(int from, List<Profile> members, double total, double furthest, int rows) {
    boolean isUsual() {
      return total == 1 || total == 100;
    }

    /** Of a few columns and rows any sum may be constant by chance, but hardly 1 or 100. */
    boolean isMixture() {
      return total > 0 && (isUsual() || (members.size() > 2 && rows >= 2 * FEWEST_ROWS));
    }
  }

  /** The groups, none in two of them; longer ones first. */
  static List<Group> of(List<Profile> profiles) {
    List<Group> groups = new ArrayList<>();
    BitSet taken = new BitSet();
    for (Run run : runs(profiles)) {
      int end = run.from() + run.members().size();
      if (taken.get(run.from(), end).isEmpty()) {
        taken.set(run.from(), end);
        groups.add(group(run));
      }
    }
    return groups;
  }

  /** One sum a row is carried from column to column: a wide table has half a million runs. */
  private static List<Run> runs(List<Profile> profiles) {
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < profiles.size(); from++) {
      double[] sums = new double[profiles.get(from).numbers().length];
      int complete = sums.length;
      for (int to = from; to < profiles.size() && complete >= FEWEST_ROWS; to++) {
        if (!isAmount(profiles.get(to)) || !inOneUnit(profiles.get(from), profiles.get(to))) {
          break;
        }
        complete = add(profiles.get(to).numbers(), sums);
        if (to > from && complete >= FEWEST_ROWS) {
          constant(from, profiles.subList(from, to + 1), sums)
              .filter(Run::isMixture)
              .ifPresent(runs::add);
        }
      }
    }
    runs.sort(Comparator.comparingInt((Run each) -> each.members().size()).reversed());
    return runs;
  }

  private static boolean isAmount(Profile each) {
    return each.isNumeric() && each.odd() == 0 && each.low() >= 0 && each.distinct() > 1;
  }

  private static boolean inOneUnit(Profile one, Profile other) {
    return one.heading().unit().equals(other.heading().unit());
  }

  /** How many rows still have a number in every column. */
  private static int add(double[] numbers, double[] sums) {
    int complete = 0;
    for (int row = 0; row < sums.length; row++) {
      sums[row] += numbers[row];
      complete += Double.isNaN(sums[row]) ? 0 : 1;
    }
    return complete;
  }

  private static Optional<Run> constant(int from, List<Profile> members, double[] sums) {
    double total = Double.NaN;
    double furthest = 0;
    int rows = 0;
    for (double sum : sums) {
      if (!Double.isNaN(sum)) {
        total = rows == 0 ? round(sum) : total;
        rows++;
        furthest = Math.max(furthest, Math.abs(sum - total));
        if (furthest > RELATIVE * total) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Run(from, members, total, furthest, rows));
  }

  private static Group group(Run run) {
    double total = run.total();
    double furthest = run.furthest();
    int size = run.members().size();
    int most = most(run.members());
    boolean limited = most < size && run.rows() >= ROWS_FOR_A_LIMIT;
    boolean exact = furthest < EXACT * total;
    return new Group(
        run.members().stream().map(Profile::index).toList(),
        total,
        exact ? 0 : furthest,
        limited ? most : 0,
        divisions(run.members(), total),
        new Guess(
            run.isUsual() ? 0.95 : 0.75,
            "They sum to %s in all %d rows%s."
                .formatted(
                    Texts.number(total),
                    run.rows(),
                    exact ? "" : ", to within " + Texts.number(furthest))));
  }

  /** How many members are above zero at once, in a row that has them all. */
  private static int most(List<Profile> members) {
    int most = 0;
    for (int row = 0; row < members.get(0).numbers().length; row++) {
      int above = 0;
      boolean complete = true;
      for (Profile each : members) {
        above += each.numbers()[row] > 0 ? 1 : 0;
        complete &= !Double.isNaN(each.numbers()[row]);
      }
      most = complete ? Math.max(most, above) : most;
    }
    return most;
  }

  /** A sum that is a whole number but for rounding is that number. */
  private static double round(double sum) {
    double whole = Math.rint(sum);
    return whole > 0 && Math.abs(sum - whole) <= RELATIVE * whole ? whole : sum;
  }

  private static int divisions(List<Profile> run, double total) {
    for (int divisions = 2; divisions <= MOST_DIVISIONS; divisions++) {
      int parts = divisions;
      boolean fits =
          run.stream()
              .flatMapToDouble(each -> java.util.Arrays.stream(each.sorted()))
              .map(each -> each / total * parts)
              .allMatch(each -> Math.abs(each - Math.rint(each)) < 1e-6);
      if (fits) {
        return divisions;
      }
    }
    return 0;
  }
}
