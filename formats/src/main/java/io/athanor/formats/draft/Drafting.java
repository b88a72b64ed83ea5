package io.athanor.formats.draft;

import io.athanor.formats.FormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Drafts a campaign from a table: the same text and edits give the same draft. */
public final class Drafting {
  private static final int PER_DIMENSION = 10;
  private static final int MOST_BUDGET = 200;
  private static final int MANY_OPTIONS = 100;

  private Drafting() {}

  /**
   * The draft of a table.
   *
   * @param text the file's text
   * @param edits what is said otherwise than guessed
   * @throws FormatException naming line and column of what cannot be read
   */
  public static Draft of(String text, Edits edits) {
    Sheet sheet = SheetReader.read(text);
    List<Profile> profiles = Profile.all(sheet);
    List<Group> found = Groups.of(profiles);
    List<ColumnDraft> columns = new ColumnDrafts(sheet, profiles, found, edits).all();
    List<Group> groups = found.stream().filter(group -> isSet(group, columns)).toList();
    List<ColumnDraft> outcomes = with(columns, Role.OUTCOME);
    if (outcomes.isEmpty()) {
      throw new FormatException(
          SheetReader.FORMAT,
          "header",
          "no column of numbers is left that could be the outcome: name it");
    }
    if (with(columns, Role.PARAMETER).isEmpty() && with(columns, Role.FORMULA).isEmpty()) {
      throw new FormatException(
          SheetReader.FORMAT, "header", "no column is left that could be a parameter");
    }
    distinctNames(columns);
    Settings settings = new Settings(sheet, profiles, columns);
    List<String> remarks = new ArrayList<>(sheet.remarks());
    odd(sheet, profiles, columns, remarks);
    remarks.addAll(settings.remarks());
    if (settings.all().isEmpty()) {
      ColumnDraft emptiest =
          with(columns, Role.PARAMETER).stream()
              .max(Comparator.comparingInt(ColumnDraft::missing))
              .orElseThrow();
      throw new FormatException(
          SheetReader.FORMAT,
          "column '" + emptiest.name() + "'",
          "no row has all parameters; this one is empty in %d of %d rows"
              .formatted(emptiest.missing(), sheet.rows()));
    }
    return new Assembly(sheet, profiles, columns, groups, settings, edits, remarks).draft();
  }

  /** Where to look: what can be measured decides. */
  static Draft.Choice<String> search(
      Edits edits, List<ColumnDraft> columns, Settings settings, int measured) {
    if (edits.search().isPresent()) {
      return new Draft.Choice<>(edits.search().get(), Guess.said());
    }
    List<ColumnDraft> parameters = with(columns, Role.PARAMETER);
    int open = settings.all().size() - measured;
    if (!with(columns, Role.FORMULA).isEmpty()) {
      return choice("pool", 0.9, "The rows are materials: one of them is chosen at a time.");
    }
    if (open > 0) {
      return choice(
          "pool",
          0.85,
          open + " rows have no outcome yet: they are the candidates to be measured.");
    }
    Optional<ColumnDraft> wide =
        parameters.stream().filter(each -> each.options().size() > MANY_OPTIONS).findFirst();
    if (wide.isPresent()) {
      return choice(
          "pool",
          0.7,
          "'%s' has %d options: what can be made is taken to be what stands in the rows."
              .formatted(wide.get().name(), wide.get().options().size()));
    }
    boolean numbers = parameters.stream().anyMatch(ColumnDraft::isNumeric);
    double combinations = 1;
    for (ColumnDraft each : parameters) {
      combinations *= Math.max(1, each.options().size());
    }
    if (!numbers && combinations <= settings.all().size()) {
      return choice("pool", 0.6, "Every combination of the options stands in a row.");
    }
    return choice(
        "space",
        0.75,
        "Every row is measured: new experiments lie between the rows, within their bounds.");
  }

  /** Ten experiments for each dimension (Loeppky, Sacks, Welch, Technometrics 51 (2009) 366). */
  static Draft.Choice<Integer> budget(
      Edits edits, List<ColumnDraft> columns, List<Group> groups, int open) {
    if (edits.budget().isPresent()) {
      return new Draft.Choice<>(edits.budget().get(), Guess.said());
    }
    int dimensions = Math.max(1, with(columns, Role.PARAMETER).size() - groups.size());
    int wanted = Math.min(MOST_BUDGET, PER_DIMENSION * dimensions);
    if (open > 0 && open < wanted) {
      return choice(open, 0.6, "There are no more candidates than that.");
    }
    return choice(wanted, 0.5, "Ten experiments for each of %d dimensions.".formatted(dimensions));
  }

  static List<ColumnDraft> with(List<ColumnDraft> columns, Role role) {
    return columns.stream().filter(each -> each.role() == role).toList();
  }

  /** An id of letters, digits and dashes. */
  static String slug(String name) {
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    slug = slug.replaceAll("^-+|-+$", "");
    slug = slug.isEmpty() ? "campaign" : slug;
    return slug.length() <= 64 ? slug : slug.substring(0, 64);
  }

  private static <T> Draft.Choice<T> choice(T value, double confidence, String why) {
    return new Draft.Choice<>(value, new Guess(confidence, why));
  }

  private static boolean isSet(Group group, List<ColumnDraft> columns) {
    return group.members().stream()
        .map(columns::get)
        .allMatch(
            each ->
                each.role() == Role.PARAMETER
                    && each.kind().filter(kind -> kind == Kind.CONTINUOUS).isPresent());
  }

  private static void distinctNames(List<ColumnDraft> columns) {
    List<String> names =
        columns.stream()
            .filter(each -> each.role() == Role.PARAMETER || each.role() == Role.OUTCOME)
            .map(ColumnDraft::name)
            .toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new FormatException(
            SheetReader.FORMAT, "header", "two columns are named '" + names.get(i) + "'");
      }
    }
  }

  private static void odd(
      Sheet sheet, List<Profile> profiles, List<ColumnDraft> columns, List<String> remarks) {
    for (ColumnDraft each : columns) {
      Profile profile = profiles.get(each.index());
      if (each.isNumeric() && profile.odd() > 0) {
        remarks.add(
            "Column '%s', %s: '%s' is no number and counts as missing%s."
                .formatted(
                    each.name(),
                    sheet.place(profile.firstOdd()),
                    shown(profile.cells()[profile.firstOdd()]),
                    profile.odd() > 1 ? "; so do " + (profile.odd() - 1) + " more" : ""));
      }
    }
  }

  private static String shown(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
