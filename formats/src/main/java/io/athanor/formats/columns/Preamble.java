package io.athanor.formats.columns;

import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.formats.text.Spelled;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands above a table of numbers: the header, and comments like {@code # sample: S-17} or
 * {@code # wavelength = 1.5406 Angstrom}.
 */
final class Preamble {
  private static final int MOST_LINES = 2_000;
  private static final int LONGEST_LINE = 100_000;
  private static final Pattern SAID =
      Pattern.compile("([A-Za-z][A-Za-z0-9 _-]{0,40}?)\\s*[:=]\\s*(\\S.{0,200})");
  private static final Pattern QUANTITY = Pattern.compile("(\\S+)\\s+(\\S.*)");

  private List<Column> columns = List.of();
  private Optional<String> sample = Optional.empty();
  private Optional<String> instrument = Optional.empty();
  private Optional<Instant> measured = Optional.empty();
  private final Map<String, Quantity> conditions = new TreeMap<>();

  /** Reads up to the first row of numbers, which stays unread. */
  static Preamble of(List<String> lines, Layout layout) {
    Preamble preamble = new Preamble();
    List<List<Column>> headers = new ArrayList<>();
    for (String line : lines) {
      if (line.length() > LONGEST_LINE) {
        continue;
      }
      String plain = Layout.isComment(line) ? Layout.uncommented(line) : line.strip();
      Matcher said = SAID.matcher(plain);
      if (said.matches()) {
        preamble.take(Spelled.name(said.group(1)), said.group(2).strip());
      }
      Column.header(layout, Layout.isComment(line) ? plain : line).ifPresent(headers::add);
    }
    if (!headers.isEmpty()) {
      preamble.columns = headers.get(headers.size() - 1);
    }
    if (headers.size() > 1 && preamble.columns.stream().allMatch(Preamble::isUnit)) {
      List<Column> named = new ArrayList<>();
      List<Column> names = headers.get(headers.size() - 2);
      for (int i = 0; i < names.size(); i++) {
        named.add(names.get(i).in(preamble.columns.get(i).spelled()));
      }
      preamble.columns = List.copyOf(named);
    }
    return preamble;
  }

  /** The lines above the first row of numbers. */
  static List<String> above(Lines lines, Layout layout) {
    List<String> above = new ArrayList<>();
    while (lines.hasNext() && above.size() < MOST_LINES) {
      String line = lines.next();
      if (Rows.isRow(layout, line)) {
        break;
      }
      above.add(line);
    }
    return above;
  }

  /** Empty where the file has no header. */
  List<Column> columns() {
    return columns;
  }

  Optional<String> sample() {
    return sample;
  }

  Optional<String> instrument() {
    return instrument;
  }

  Optional<Instant> measured() {
    return measured;
  }

  Map<String, Quantity> conditions() {
    return conditions;
  }

  private static boolean isUnit(Column column) {
    return column.spelled().isBlank() || Spelled.isUnit(column.spelled());
  }

  private void take(String key, String value) {
    switch (key) {
      case "sample", "sample_id", "sample_name" -> sample = Made.name(value);
      case "instrument", "instrument_id" -> instrument = Made.name(value);
      case "date", "time", "measured", "measured_at", "start_time" ->
          measured = Made.instant(value);
      default -> {
        Matcher quantity = QUANTITY.matcher(value);
        if (quantity.matches() && conditions.size() < 100) {
          OptionalDouble number = Numbers.parse(quantity.group(1));
          if (number.isPresent() && Spelled.isUnit(quantity.group(2))) {
            conditions.put(
                key, Quantity.of(number.getAsDouble(), Spelled.unit("", "", quantity.group(2))));
          }
        }
      }
    }
  }
}
