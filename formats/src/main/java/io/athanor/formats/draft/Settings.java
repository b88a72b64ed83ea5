package io.athanor.formats.draft;

import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings that the rows try, each once, in the order of their first rows. A row that lacks a
 * parameter has none.
 */
final class Settings {
  private static final int MOST_REMARKS = 10;

  private final List<Profile> profiles;
  private final List<ColumnDraft> parameters;
  private final Optional<ColumnDraft> formula;
  private final List<Setting> all = new ArrayList<>();
  private final int[] ofRow;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> elements;

  /**
   * What is set.
   *
   * @param firstRow 0-based row where it first stands
   * @param parameters number or word by name, in the table's units
   * @param formula of the material, where the table has one
   */
  record Setting(int firstRow, Map<String, Object> parameters, Optional<String> formula) {}

  /** Of the rows of a table whose columns are known. */
  Settings(Sheet sheet, List<Profile> profiles, List<ColumnDraft> columns) {
    this.profiles = profiles;
    this.parameters = columns.stream().filter(each -> each.role() == Role.PARAMETER).toList();
    this.formula = columns.stream().filter(each -> each.role() == Role.FORMULA).findFirst();
    this.elements = parameters.isEmpty() && formula.isPresent() ? elements() : List.of();
    this.ofRow = new int[sheet.rows()];
    Map<Setting, Integer> places = new LinkedHashMap<>();
    BitSet copies = copies(columns);
    int left = 0;
    for (int row = 0; row < ofRow.length; row++) {
      Optional<String> why = lacking(row);
      ofRow[row] = -1;
      if (copies.get(row)) {
        continue;
      }
      if (why.isPresent()) {
        if (++left <= MOST_REMARKS) {
          remarks.add("Left out %s: %s.".formatted(sheet.place(row), why.get()));
        }
        continue;
      }
      Setting key = new Setting(-1, values(row), formula(row));
      Integer known = places.get(key);
      if (known == null) {
        known = all.size();
        places.put(key, known);
        all.add(new Setting(row, key.parameters(), key.formula()));
      }
      ofRow[row] = known;
    }
    if (left > MOST_REMARKS) {
      remarks.add(left + " rows in all are left out.");
    }
  }

  /**
   * Rows that are another row in every cell: a measurement to some digits does not come out twice,
   * so they are copies. Where outcomes are whole numbers they may well be repeats.
   */
  private BitSet copies(List<ColumnDraft> columns) {
    BitSet copies = new BitSet();
    boolean coarse =
        columns.stream()
            .filter(each -> each.role() == Role.OUTCOME)
            .map(each -> profiles.get(each.index()))
            .allMatch(Profile::isWhole);
    Set<List<String>> seen = new HashSet<>();
    for (int row = 0; row < ofRow.length && !coarse; row++) {
      int at = row;
      if (!seen.add(profiles.stream().map(each -> each.cells()[at]).toList())) {
        copies.set(row);
      }
    }
    if (!copies.isEmpty()) {
      remarks.add(
          "%d rows are another row in every cell: taken for copies, each counts once."
              .formatted(copies.cardinality()));
    }
    return copies;
  }

  List<Setting> all() {
    return all;
  }

  /** Place of a row's setting; empty for a row that is left out. */
  OptionalInt ofRow(int row) {
    return ofRow[row] < 0 ? OptionalInt.empty() : OptionalInt.of(ofRow[row]);
  }

  int rows() {
    return ofRow.length;
  }

  /** Elements whose fractions stand for the formula, where nothing else describes a row. */
  List<String> elementNames() {
    return elements;
  }

  List<String> remarks() {
    return remarks;
  }

  private Optional<String> lacking(int row) {
    for (ColumnDraft each : parameters) {
      if (value(each, row) == null) {
        return Optional.of("'" + each.name() + "' says nothing that can be read");
      }
    }
    if (formula.isPresent() && composition(row).isEmpty()) {
      return Optional.of("'" + formula.get().name() + "' is no formula");
    }
    return parameters.isEmpty() && formula.isEmpty()
        ? Optional.of("no column is a parameter")
        : Optional.empty();
  }

  private Map<String, Object> values(int row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ColumnDraft each : parameters) {
      values.put(each.name(), value(each, row));
    }
    if (!elements.isEmpty()) {
      Composition composition = composition(row).orElseThrow();
      for (String symbol : elements) {
        values.put(symbol, composition.fraction(Element.ofSymbol(symbol).orElseThrow()));
      }
    }
    return values;
  }

  private Object value(ColumnDraft column, int row) {
    Profile profile = profiles.get(column.index());
    double number = profile.numbers()[row];
    boolean named = column.kind().orElse(Kind.CONTINUOUS).isNamed();
    if (profile.isNumeric() || !named) {
      return Double.isNaN(number) ? null : named ? (Object) Texts.exact(number) : (Object) number;
    }
    return Dialect.isMissing(profile.cells()[row]) ? null : profile.cells()[row];
  }

  private Optional<String> formula(int row) {
    return formula.map(each -> profiles.get(each.index()).cells()[row]);
  }

  private Optional<Composition> composition(int row) {
    try {
      return formula(row).map(Composition::parse);
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }

  private List<String> elements() {
    TreeSet<Element> seen = new TreeSet<>();
    for (int row = 0; row < profiles.get(formula.orElseThrow().index()).cells().length; row++) {
      composition(row).ifPresent(each -> seen.addAll(each.elements()));
    }
    return seen.stream().map(Element::symbol).toList();
  }

  /** What was measured of an outcome, by setting. */
  Map<Integer, List<Double>> outcomes(ColumnDraft outcome) {
    Map<Integer, List<Double>> values = new TreeMap<>();
    double[] numbers = profiles.get(outcome.index()).numbers();
    for (int row = 0; row < ofRow.length; row++) {
      if (ofRow[row] >= 0 && !Double.isNaN(numbers[row])) {
        values.computeIfAbsent(ofRow[row], setting -> new ArrayList<>()).add(numbers[row]);
      }
    }
    return values;
  }
}
