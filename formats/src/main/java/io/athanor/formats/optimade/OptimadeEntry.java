package io.athanor.formats.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.unit.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One entry of type structures. */
final class OptimadeEntry {
  private static final double RATIO_TOLERANCE = 5e-5;
  private static final Pattern REDUCED = Pattern.compile("([A-Z][a-z]?[0-9]*)+");

  private OptimadeEntry() {}

  /** The entry's id; in an export that of its task. */
  static Optional<String> id(JsonNode entry) {
    return JsonText.text(entry, "id", "task_id")
        .or(() -> JsonText.text(entry.path("attributes"), "task_id"))
        .map(id -> id.length() > 200 ? id.substring(0, 200) : id);
  }

  /**
   * The structure, or where a property of it is known a computation.
   *
   * @param id under which it is said
   * @param units of provider's properties, by name
   * @param remarks what is left out, appended
   */
  static Statement read(String id, JsonNode entry, Map<String, String> units, List<String> remarks)
      throws OptimadeEntryException {
    JsonNode attributes = entry.has("attributes") ? entry.path("attributes") : entry;
    OptimadeSites sites = OptimadeSites.read(attributes);
    Optional<String> reduced =
        JsonText.text(attributes, "chemical_formula_reduced", "pretty_formula");
    if (reduced.isPresent() && !REDUCED.matcher(clipped(reduced.get(), 500)).matches()) {
      throw new OptimadeEntryException("chemical_formula_reduced", "is no reduced formula");
    }
    Map<Element, Double> amounts = amounts(attributes, sites);
    Composition composition;
    try {
      composition = Composition.of(amounts);
    } catch (IllegalArgumentException e) {
      throw new OptimadeEntryException("species", "hold no atoms");
    }
    requireSameFractions(attributes, composition, sites);
    Optional<Crystal> crystal = Optional.empty();
    if (sites.positions().isEmpty()) {
      remarks.add(id + " is taken without its cell: it gives no positions");
    } else if (sites.disorder().isPresent()) {
      remarks.add(id + " is taken without its cell: " + sites.disorder().get());
    } else if (!sites.periodic()) {
      remarks.add(id + " is taken without its cell: it is not periodic in three dimensions");
    } else {
      try {
        crystal = Optional.of(crystal(sites));
      } catch (MaterialException e) {
        remarks.add(id + " is taken without its cell: " + e.getMessage());
      }
    }
    Statement.Structure structure = new Statement.Structure(id, composition, crystal);
    Map<String, Quantity> properties = OptimadeUnits.properties(attributes, units);
    if (properties.isEmpty()) {
      return structure;
    }
    return new Statement.Computation(structure, "unknown", "database", true, properties);
  }

  private static Map<Element, Double> amounts(JsonNode attributes, OptimadeSites sites)
      throws OptimadeEntryException {
    if (!sites.amounts().isEmpty() && !sites.implicitAtoms()) {
      return sites.amounts();
    }
    Optional<String> formula =
        JsonText.text(
            attributes, "chemical_formula_reduced", "pretty_formula", "chemical_formula_hill");
    if (formula.isEmpty()) {
      throw new OptimadeEntryException("chemical_formula_reduced", "is missing, and so are sites");
    }
    try {
      return new EnumMap<>(Composition.parse(formula.get()).amounts());
    } catch (IllegalArgumentException e) {
      throw new OptimadeEntryException(
          "chemical_formula_reduced", "is no formula: " + e.getMessage());
    }
  }

  /** The sites have the last word, but elements that they do not have are a contradiction. */
  private static void requireSameFractions(
      JsonNode attributes, Composition composition, OptimadeSites sites)
      throws OptimadeEntryException {
    JsonNode elements = attributes.path("elements");
    if (!elements.isArray()) {
      return;
    }
    JsonNode ratios = attributes.path("elements_ratios");
    if (ratios.isArray() && ratios.size() != elements.size()) {
      throw new OptimadeEntryException("elements_ratios", "is not as long as elements");
    }
    if (attributes.path("nelements").isNumber()
        && attributes.path("nelements").asInt() != elements.size()) {
      throw new OptimadeEntryException("nelements", "is not the number of elements");
    }
    double sum = 0;
    String before = "";
    for (int i = 0; i < elements.size(); i++) {
      String symbol = elements.get(i).asText("");
      if (symbol.compareTo(before) <= 0) {
        throw new OptimadeEntryException("elements", "is not in alphabetical order");
      }
      before = symbol;
      Optional<Element> element = Element.ofSymbol(symbol);
      if (element.isEmpty()) {
        throw new OptimadeEntryException(
            "elements", "names no element: '" + clipped(symbol, 20) + "'");
      }
      boolean there = composition.amount(element.get()) > 0;
      if (!there && sites.disorder().isEmpty() && !sites.implicitAtoms()) {
        throw new OptimadeEntryException("elements", "names " + symbol + ", which no site has");
      }
      sum += ratios.path(i).asDouble(0);
    }
    if (ratios.isArray() && !(Math.abs(sum - 1) <= RATIO_TOLERANCE)) {
      throw new OptimadeEntryException("elements_ratios", "do not add up to 1");
    }
  }

  private static Crystal crystal(OptimadeSites sites) {
    double[][] vectors = sites.vectors();
    Lattice lattice = Lattice.ofMatrix(vectors);
    double[][] inverse = inverse(vectors);
    List<Site> placed = new ArrayList<>();
    for (int i = 0; i < sites.positions().size(); i++) {
      double[] p = sites.positions().get(i);
      placed.add(
          new Site(
              sites.elements().get(i),
              p[0] * inverse[0][0] + p[1] * inverse[1][0] + p[2] * inverse[2][0],
              p[0] * inverse[0][1] + p[1] * inverse[1][1] + p[2] * inverse[2][1],
              p[0] * inverse[0][2] + p[1] * inverse[1][2] + p[2] * inverse[2][2]));
    }
    return new Crystal(lattice, placed);
  }

  /** Of a 3 x 3 matrix with row vectors; infinite where it has no volume, which sites refuse. */
  private static double[][] inverse(double[][] m) {
    double[][] adjugate = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (j + 1) % 3;
        int b = (j + 2) % 3;
        int c = (i + 1) % 3;
        int d = (i + 2) % 3;
        adjugate[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant =
        m[0][0] * adjugate[0][0] + m[0][1] * adjugate[1][0] + m[0][2] * adjugate[2][0];
    for (double[] row : adjugate) {
      for (int j = 0; j < 3; j++) {
        row[j] /= determinant;
      }
    }
    return adjugate;
  }

  private static String clipped(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "..." : text;
  }
}
