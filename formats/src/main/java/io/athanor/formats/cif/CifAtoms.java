package io.athanor.formats.cif;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the atom site loop as they stand in the file. */
final class CifAtoms {
  private static final int MOST_ROWS = 5_000;
  private static final double SLIGHTLY_MORE_THAN_FULL = 1.05;
  private static final double MOST_DISPLACEMENT = 50;
  private static final double FARTHEST = 1_000;

  /** One row: B in square Angstrom, 0 where unknown; multiplicity 0 where unknown. */
  record Row(
      String label, Element element, double x, double y, double z, double occupancy, double b) {}

  private CifAtoms() {}

  /** The rows that are atoms with a place; what is left out goes to the remarks. */
  static List<Row> of(CifBlock block, Optional<Composition> formula, List<String> remarks) {
    List<String> labels = block.column("_atom_site_label", "_atom_site.label");
    List<String> types = block.column("_atom_site_type_symbol", "_atom_site.type_symbol");
    List<String> x = block.column("_atom_site_fract_x", "_atom_site.fract_x");
    List<String> y = block.column("_atom_site_fract_y", "_atom_site.fract_y");
    List<String> z = block.column("_atom_site_fract_z", "_atom_site.fract_z");
    List<String> occupancies = block.column("_atom_site_occupancy", "_atom_site.occupancy");
    List<String> b = block.column("_atom_site_b_iso_or_equiv", "_atom_site.b_iso_or_equiv");
    List<String> u = block.column("_atom_site_u_iso_or_equiv", "_atom_site.u_iso_or_equiv");
    List<String> flags = block.column("_atom_site_calc_flag", "_atom_site.calc_flag");
    int rows = Math.max(labels.size(), types.size());
    if (rows > MOST_ROWS) {
      throw block.refused("_atom_site_label", "more than " + MOST_ROWS + " sites");
    }
    int n = x.size();
    if (n != y.size() || n != z.size() || n != rows) {
      throw block.refused(
          "_atom_site_fract_x", "labels and fractional coordinates are not in one loop");
    }
    List<Row> atoms = new ArrayList<>();
    int placeless = 0;
    int empty = 0;
    for (int i = 0; i < rows; i++) {
      String label = labels.isEmpty() ? types.get(i) : labels.get(i);
      String at = "_atom_site row " + (i + 1);
      if (label == null && at(types, i) == null) {
        throw block.refused(at, "has neither a label nor a type");
      }
      if (x.get(i) == null || y.get(i) == null || z.get(i) == null || "dum".equals(at(flags, i))) {
        placeless++;
        continue;
      }
      double occupancy = number(block, at, at(occupancies, i), 1);
      if (!(occupancy >= 0 && occupancy <= SLIGHTLY_MORE_THAN_FULL)) {
        throw block.refused(at, "occupancy must be in 0..1 but is " + occupancy);
      }
      if (occupancy == 0) {
        empty++;
        continue;
      }
      double displacement = number(block, at, at(b, i), Double.NaN);
      if (Double.isNaN(displacement)) {
        displacement = 8 * Math.PI * Math.PI * number(block, at, at(u, i), 0);
      }
      boolean sensible = displacement >= 0 && displacement <= MOST_DISPLACEMENT;
      atoms.add(
          new Row(
              label == null ? at(types, i) : label,
              element(block, at, label, at(types, i), formula),
              coordinate(block, at, x.get(i)),
              coordinate(block, at, y.get(i)),
              coordinate(block, at, z.get(i)),
              Math.min(1, occupancy),
              sensible ? displacement : 0));
    }
    if (placeless > 0) {
      remarks.add(placeless + " sites without coordinates are left out");
    }
    if (empty > 0) {
      remarks.add(empty + " sites of occupancy 0 are left out");
    }
    return atoms;
  }

  /** A number with or without its uncertainty in brackets, e.g. {@code 10.191(6)}. */
  static double number(CifBlock block, String tag, String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    int bracket = text.indexOf('(');
    String plain = bracket < 0 ? text : text.substring(0, bracket);
    boolean wellFormed =
        plain.length() <= 40
            && plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")
            && (bracket < 0 || text.substring(bracket).matches("\\(\\d{1,9}\\)"));
    if (!wellFormed) {
      throw block.refused(tag, "is no number");
    }
    return Double.parseDouble(plain);
  }

  private static double coordinate(CifBlock block, String at, String text) {
    double value = number(block, at, text, 0);
    if (!(Math.abs(value) <= FARTHEST)) {
      throw block.refused(at, "a fractional coordinate is beyond " + FARTHEST);
    }
    return value;
  }

  /**
   * The element: of the type symbol, else of the label; one that the formula holds is preferred.
   */
  private static Element element(
      CifBlock block, String at, String label, String type, Optional<Composition> formula) {
    String word = type == null ? label : type;
    int letters = 0;
    while (letters < word.length()
        && letters < 2
        && Character.toString(word.charAt(letters)).matches("[A-Za-z]")) {
      letters++;
    }
    Optional<Element> fallback = Optional.empty();
    for (int length = letters; length >= 1; length--) {
      String symbol =
          word.substring(0, 1).toUpperCase(Locale.ROOT)
              + word.substring(1, length).toLowerCase(Locale.ROOT);
      Optional<Element> element =
          Element.ofSymbol(symbol.equals("D") || symbol.equals("T") ? "H" : symbol);
      if (element.isPresent()) {
        if (formula.isEmpty() || formula.get().amount(element.get()) > 0) {
          return element.get();
        }
        fallback = fallback.or(() -> element);
      }
    }
    return fallback.orElseThrow(() -> block.refused(at, "names no chemical element"));
  }

  private static String at(List<String> column, int row) {
    return row < column.size() ? column.get(row) : null;
  }
}
