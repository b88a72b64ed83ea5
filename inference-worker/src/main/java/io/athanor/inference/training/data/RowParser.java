package io.athanor.inference.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkShape;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JSON records of structures to graphs. Pure. */
final class RowParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CELL_NUMBERS = 6;
  private static final int MOST_SITES = 1_000;

  /** Why a record cannot be used. */
  static final class BrokenRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenRecordException(String reason) {
      super(reason);
    }
  }

  /** A material's two graphs. */
  record Graphs(MaterialGraph crystal, MaterialGraph composition) {}

  private final GraphBuilder builder;
  private final int elementRows;

  RowParser(NetworkShape shape) {
    this.builder = new GraphBuilder(shape);
    this.elementRows = shape.elementRows();
  }

  /** The record of a line, which has an id. */
  static JsonNode fields(String line) throws BrokenRecordException {
    JsonNode fields;
    try {
      fields = JSON.readTree(line);
    } catch (IOException cause) {
      throw new BrokenRecordException("is no JSON");
    }
    if (!fields.isObject()) {
      throw new BrokenRecordException("is no JSON object");
    }
    if (fields.path("id").asText().isBlank()) {
      throw new BrokenRecordException("id: is missing");
    }
    return fields;
  }

  /**
   * Graphs of a record: of {@code cell} (a, b, c in angstrom, alpha, beta, gamma in degrees),
   * {@code species} and {@code frac}, else of {@code formula} alone.
   */
  Graphs graphs(JsonNode fields) throws BrokenRecordException {
    try {
      if (fields.hasNonNull("cell")) {
        return graphs(crystal(fields));
      }
      if (fields.hasNonNull("formula")) {
        return graphs(Composition.parse(fields.get("formula").asText()));
      }
    } catch (MaterialException cause) {
      throw new BrokenRecordException(cause.getMessage());
    }
    throw new BrokenRecordException("cell: is missing, and so is formula");
  }

  /** Graphs of a crystal. */
  Graphs graphs(Crystal crystal) throws BrokenRecordException {
    Composition composition = crystal.composition();
    requireKnown(composition);
    return new Graphs(builder.crystal(crystal), builder.composition(composition));
  }

  /** Graphs of a composition without a structure. */
  Graphs graphs(Composition composition) throws BrokenRecordException {
    requireKnown(composition);
    MaterialGraph graph = builder.composition(composition);
    return new Graphs(graph, graph);
  }

  private Crystal crystal(JsonNode fields) throws BrokenRecordException {
    JsonNode cell = fields.get("cell");
    JsonNode species = fields.path("species");
    JsonNode fractional = fields.path("frac");
    double[] lattice = numbers("cell", cell, CELL_NUMBERS);
    if (!species.isArray() || species.isEmpty() || species.size() > MOST_SITES) {
      throw new BrokenRecordException("species: must hold 1.." + MOST_SITES + " symbols");
    }
    if (fractional.size() != species.size()) {
      throw new BrokenRecordException("frac: must hold one site for each of species");
    }
    List<Site> sites = new ArrayList<>(species.size());
    for (int index = 0; index < species.size(); index++) {
      String symbol = species.get(index).asText();
      Element element = Element.ofSymbol(symbol).orElse(null);
      if (element == null) {
        throw new BrokenRecordException("species[" + index + "]: '" + symbol + "' is no element");
      }
      double[] site = numbers("frac[" + index + "]", fractional.get(index), 3);
      sites.add(new Site(element, site[0], site[1], site[2]));
    }
    return new Crystal(
        new Lattice(lattice[0], lattice[1], lattice[2], lattice[3], lattice[4], lattice[5]), sites);
  }

  private void requireKnown(Composition composition) throws BrokenRecordException {
    for (Element element : composition.elements()) {
      if (element.atomicNumber() >= elementRows) {
        throw new BrokenRecordException(
            "species: the network has no row for element " + element.symbol());
      }
    }
  }

  private static double[] numbers(String field, JsonNode node, int count)
      throws BrokenRecordException {
    if (!node.isArray() || node.size() != count) {
      throw new BrokenRecordException(field + ": must hold " + count + " numbers");
    }
    double[] numbers = new double[count];
    for (int index = 0; index < count; index++) {
      if (!node.get(index).isNumber()) {
        throw new BrokenRecordException(field + "[" + index + "]: must be a number");
      }
      numbers[index] = node.get(index).asDouble();
    }
    return numbers;
  }
}
