package io.athanor.formats.columns;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of numbers with a header: one reading for each column over the first one that is strictly
 * monotonic (so a voltammogram is read over its time). Separated by tab, semicolon, comma or
 * blanks; decimal point or comma; units in the header as in {@code wavelength (nm)}, {@code [nm]},
 * {@code time/s}, or in a second header line. A file {@code .xy} or {@code .xye} without a header
 * is a powder pattern, as is the custom; any other without one is refused.
 */
public final class Columns implements FileFormat {
  private static final String NAME = "columns";
  private static final Set<String> PATTERN_EXTENSIONS = Set.of("xy", "xye");
  private static final Set<String> INTENSITIES =
      Set.of("intensity", "intensities", "counts", "count", "i", "yobs", "cps");
  private static final int HEAD = 16_384;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return Lines.isText(file.bytes()) && Layout.of(head(file)).isPresent();
  }

  @Override
  public Contents read(SourceFile file) {
    Layout layout =
        Layout.of(head(file))
            .orElseThrow(
                () -> new FormatException(NAME, "", "is text, but holds no table of numbers"));
    List<String> remarks = new ArrayList<>();
    Preamble preamble = Preamble.of(Preamble.above(Lines.of(NAME, file), layout), layout);
    List<Column> header = header(file, layout, preamble, remarks);
    List<Numbers.Growing> values = Rows.read(NAME, Lines.of(NAME, file), layout);
    int x = abscissa(header, values);
    List<Statement> readings = new ArrayList<>();
    for (int y = 0; y < header.size(); y++) {
      if (y != x) {
        reading(header, values, x, y, preamble, remarks).ifPresent(readings::add);
      }
    }
    if (preamble.measured().isEmpty()) {
      remarks.add("the file states no time of measurement with its offset from UTC");
    }
    return new Contents(NAME, readings, remarks);
  }

  /** The beginning up to a whole line. */
  private static String head(SourceFile file) {
    String head = Lines.head(file, HEAD);
    int end = head.lastIndexOf('\n');
    return file.bytes().length <= HEAD || end < 0 ? head : head.substring(0, end);
  }

  private static List<Column> header(
      SourceFile file, Layout layout, Preamble preamble, List<String> remarks) {
    if (!preamble.columns().isEmpty()) {
      return preamble.columns();
    }
    if (PATTERN_EXTENSIONS.contains(file.extension()) && layout.columns() <= 3) {
      remarks.add(
          "no header: read as 2theta in degrees and intensity, as is the custom for ."
              + file.extension());
      List<Column> columns = new ArrayList<>(List.of(Column.of("2theta"), Column.of("intensity")));
      if (layout.columns() == 3) {
        columns.add(Column.of("intensity_error (1)"));
      }
      return columns;
    }
    throw new FormatException(
        NAME,
        "",
        "has "
            + layout.columns()
            + " columns of numbers but no header that says what they are:"
            + " put a line like '2theta (deg), intensity (counts)' above them");
  }

  private static int abscissa(List<Column> header, List<Numbers.Growing> values) {
    for (int i = 0; i < values.size(); i++) {
      if (isMonotonic(values.get(i))) {
        return i;
      }
    }
    throw new FormatException(
        NAME,
        "column '" + header.get(0).spelled() + "'",
        "is not sorted, nor is any other column: what were the others measured over?");
  }

  private static boolean isMonotonic(Numbers.Growing values) {
    if (values.size() < 2) {
      return false;
    }
    boolean rises = values.get(1) > values.get(0);
    for (int i = 1; i < values.size(); i++) {
      double step = values.get(i) - values.get(i - 1);
      if (!(rises ? step > 0 : step < 0)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Statement> reading(
      List<Column> header,
      List<Numbers.Growing> values,
      int x,
      int y,
      Preamble preamble,
      List<String> remarks) {
    Numbers.Growing abscissa = new Numbers.Growing(NAME);
    Numbers.Growing ordinate = new Numbers.Growing(NAME);
    for (int i = 0; i < values.get(y).size(); i++) {
      if (!Double.isNaN(values.get(y).get(i))) {
        abscissa.add(values.get(x).get(i));
        ordinate.add(values.get(y).get(i));
      }
    }
    Column over = header.get(x);
    Column column = header.get(y);
    if (abscissa.size() < 2) {
      remarks.add("column '" + column.spelled() + "' holds fewer than two numbers: left out");
      return Optional.empty();
    }
    Made.Axis xAxis = new Made.Axis(over.name(), over.code(NAME));
    Made.Axis yAxis = new Made.Axis(column.name(), column.code(NAME));
    String technique = technique(xAxis, yAxis);
    return Optional.of(
        new Statement.Reading(
            "column-" + (y + 1),
            preamble.sample(),
            preamble.instrument(),
            technique,
            preamble.measured(),
            Optional.empty(),
            Made.curve(
                NAME,
                "column '" + column.spelled() + "'",
                xAxis,
                abscissa.toArray(),
                yAxis,
                ordinate.toArray(),
                conditions(technique, preamble.conditions())),
            false));
  }

  private static String technique(Made.Axis x, Made.Axis y) {
    if (x.name().equals("two_theta")) {
      return INTENSITIES.contains(y.name()) ? "powder-diffraction" : "curve";
    }
    boolean light = Units.isConvertible(x.unit(), "nm") || Units.isConvertible(x.unit(), "eV");
    if (light && (y.name().equals("absorbance") || y.name().equals("absorption_coefficient"))) {
      return "uv-vis-absorption";
    }
    boolean voltage = Units.isConvertible(x.unit(), "V");
    return voltage && Units.isConvertible(y.unit(), "mA/cm2") ? "current-voltage" : "curve";
  }

  private static Map<String, Quantity> conditions(String technique, Map<String, Quantity> said) {
    Map<String, Quantity> conditions = new TreeMap<>(said);
    Quantity wavelength = conditions.get("wavelength");
    if (technique.equals("powder-diffraction")
        && wavelength != null
        && Units.isConvertible(wavelength.unit(), "Ao")) {
      conditions.remove("wavelength");
      conditions.put("radiation_wavelength", wavelength);
    }
    return conditions;
  }
}
