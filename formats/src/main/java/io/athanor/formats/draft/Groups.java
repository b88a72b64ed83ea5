package io.athanor.formats.draft;

import java.util.ArrayList;
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

  /** The groups, none in two of them; longer ones first. */
  static List<Group> of(List<Profile> profiles) {
    List<Group> groups = new ArrayList<>();
    for (int size = profiles.size(); size >= 2; size--) {
      for (int from = 0; from + size <= profiles.size(); from++) {
        int begin = from;
        int end = from + size;
        boolean taken =
            groups.stream()
                .anyMatch(each -> each.members().stream().anyMatch(m -> m >= begin && m < end));
        if (!taken) {
          group(profiles.subList(begin, end)).ifPresent(groups::add);
        }
      }
    }
    return groups;
  }

  private static Optional<Group> group(List<Profile> run) {
    boolean amounts =
        run.stream()
            .allMatch(
                each ->
                    each.isNumeric() && each.odd() == 0 && each.low() >= 0 && each.distinct() > 1);
    if (!amounts || run.stream().map(each -> each.heading().unit()).distinct().count() > 1) {
      return Optional.empty();
    }
    double total = Double.NaN;
    double furthest = 0;
    int rows = 0;
    int most = 0;
    for (int row = 0; row < run.get(0).numbers().length; row++) {
      double sum = 0;
      int above = 0;
      for (Profile each : run) {
        sum += each.numbers()[row];
        above += each.numbers()[row] > 0 ? 1 : 0;
      }
      if (!Double.isNaN(sum)) {
        total = rows == 0 ? round(sum) : total;
        rows++;
        most = Math.max(most, above);
        furthest = Math.max(furthest, Math.abs(sum - total));
        if (furthest > RELATIVE * total) {
          return Optional.empty();
        }
      }
    }
    boolean usual = total == 1 || total == 100;
    if (rows < FEWEST_ROWS
        || !(total > 0)
        || (!usual && (run.size() < 3 || rows < 2 * FEWEST_ROWS))) {
      return Optional.empty();
    }
    boolean limited = most < run.size() && rows >= ROWS_FOR_A_LIMIT;
    return Optional.of(
        new Group(
            run.stream().map(Profile::index).toList(),
            total,
            furthest < EXACT * total ? 0 : furthest,
            limited ? most : 0,
            divisions(run, total),
            new Guess(
                usual ? 0.95 : 0.75,
                "They sum to %s in all %d rows%s."
                    .formatted(
                        Texts.number(total),
                        rows,
                        furthest < EXACT * total ? "" : ", to within " + Texts.number(furthest)))));
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
