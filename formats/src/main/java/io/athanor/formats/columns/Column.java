package io.athanor.formats.columns;

import io.athanor.formats.FormatException;
import io.athanor.formats.text.Spelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a header says of a column.
 *
 * @param spelled the name as it stands there
 * @param name in snake case
 * @param unit the unit as it stands there, or the one that the name implies; empty where neither
 */
record Column(String spelled, String name, Optional<String> unit) {
  private static final int LONGEST = 200;

  /** {@code wavelength (nm)}, {@code wavelength [nm]}. */
  private static final Pattern BRACKETED =
      Pattern.compile("([^(\\[]*)[(\\[]\\s*([^()\\[\\]]*?)\\s*[)\\]]\\s*");

  private static final Pattern REFERENCE =
      Pattern.compile("([^\\s]+)\\s+vs\\.?\\s+([A-Za-z0-9/+]{1,16})");

  private static final Map<String, String> IMPLIED =
      Map.ofEntries(
          Map.entry("absorbance", "1"),
          Map.entry("absorptance", "1"),
          Map.entry("count", "{counts}"),
          Map.entry("counts", "{counts}"),
          Map.entry("cycle", "1"),
          Map.entry("cycle_number", "1"),
          Map.entry("index", "1"),
          Map.entry("intensity", "1"),
          Map.entry("intensities", "1"),
          Map.entry("reflectance", "1"),
          Map.entry("transmittance", "1"),
          Map.entry("two_theta", "deg"));

  /** The column of a header's cell. */
  static Column of(String cell) {
    String plain = cell.strip().replace("\"", "");
    if (plain.length() > LONGEST) {
      return named(plain.substring(0, LONGEST), Optional.empty());
    }
    Matcher bracketed = BRACKETED.matcher(plain);
    if (bracketed.matches() && !bracketed.group(1).isBlank()) {
      return named(bracketed.group(1), Optional.of(bracketed.group(2)));
    }
    int slash = plain.lastIndexOf('/');
    if (slash > 0 && slash < plain.length() - 1 && Spelled.isUnit(plain.substring(slash + 1))) {
      return named(plain.substring(0, slash), Optional.of(plain.substring(slash + 1)));
    }
    return named(plain, Optional.empty());
  }

  /** The same column with a unit from elsewhere. */
  Column in(String other) {
    return other.isBlank() ? this : new Column(spelled, name, Optional.of(other));
  }

  private static Column named(String spelled, Optional<String> unit) {
    String name = Spelled.name(spelled.replace("<", "").replace(">", ""));
    boolean dimensionless =
        name.endsWith("ratio") || name.endsWith("fraction") || name.startsWith("number_");
    Optional<String> implied = Optional.ofNullable(dimensionless ? "1" : IMPLIED.get(name));
    return new Column(
        spelled.strip(), name, unit.filter(each -> !each.isBlank()).or(() -> implied));
  }

  /**
   * The UCUM code of the unit.
   *
   * @throws FormatException if the file states none, or one that is not known
   */
  String code(String format) {
    String given =
        unit.orElseThrow(
            () ->
                new FormatException(
                    format,
                    "column '" + shown() + "'",
                    "states no unit: write it into the header, like '" + shown() + " (unit)'"));
    Matcher reference = REFERENCE.matcher(given);
    if (reference.matches()) {
      return Spelled.unit(
          format, "column '" + shown() + "'", reference.group(1) + "{" + reference.group(2) + "}");
    }
    return Spelled.unit(format, "column '" + shown() + "'", given);
  }

  private String shown() {
    return spelled.length() <= 60 ? spelled : spelled.substring(0, 60) + "...";
  }

  /** The columns of a header line, where it has as many as the table; otherwise empty. */
  static Optional<List<Column>> header(Layout layout, String line) {
    List<String> cells = new ArrayList<>(layout.cells(line));
    if (layout.delimiter() == ' ') {
      cells = joined(cells);
      if (cells.size() != layout.columns()) {
        cells = List.of(line.strip().split("\\s{2,}|\t|,\\s*", -1));
      }
    }
    if (cells.size() != layout.columns() || cells.stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    return Optional.of(cells.stream().map(Column::of).toList());
  }

  /** Cells that begin with a bracket belong to the one before. */
  private static List<String> joined(List<String> words) {
    List<String> cells = new ArrayList<>();
    boolean open = false;
    for (String word : words) {
      boolean bracket = word.startsWith("(") || word.startsWith("[");
      if ((bracket || open) && !cells.isEmpty()) {
        cells.set(cells.size() - 1, cells.get(cells.size() - 1) + " " + word);
      } else {
        cells.add(word);
      }
      open = (open || bracket) && !(word.endsWith(")") || word.endsWith("]"));
    }
    return cells;
  }
}
