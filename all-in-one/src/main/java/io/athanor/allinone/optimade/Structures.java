package io.athanor.allinone.optimade;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.allinone.client.Campaigns;
import io.athanor.formats.Statement;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Structures as lines of JSON and as candidates of a pool. */
final class Structures {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_LABEL = 200;

  private Structures() {}

  /** The structure of a statement; empty where it is about something else. */
  static Optional<Statement.Structure> of(Statement statement) {
    if (statement instanceof Statement.Structure structure) {
      return Optional.of(structure);
    }
    return statement instanceof Statement.Computation computation
        ? Optional.of(computation.structure())
        : Optional.empty();
  }

  /**
   * One line of JSON: id, formula, crystal (lattice vectors as rows in Angstrom, species,
   * fractional coordinates), and what was computed.
   */
  static String line(Statement statement) {
    Statement.Structure structure = of(statement).orElseThrow();
    ObjectNode line = JSON.createObjectNode();
    line.put("statement", statement instanceof Statement.Computation ? "computation" : "structure");
    line.put("id", structure.id());
    line.put("formula", structure.composition().formula());
    structure
        .crystal()
        .ifPresent(crystal -> line.set("crystal", JSON.valueToTree(crystal(crystal))));
    if (statement instanceof Statement.Computation computation) {
      line.put("method", computation.method());
      line.put("fidelity", computation.fidelity());
      line.put("converged", computation.converged());
      ObjectNode properties = line.putObject("properties");
      computation
          .properties()
          .forEach(
              (name, quantity) ->
                  properties
                      .putObject(name)
                      .put("value", quantity.value())
                      .put("unit", quantity.unit()));
    }
    return line.toString();
  }

  /** A member of a pool, labelled with the provider's id. */
  static Campaigns.Candidate candidate(int index, Statement.Structure structure) {
    String id = structure.id();
    return new Campaigns.Candidate(
        index,
        structure.composition().formula(),
        structure.crystal().map(Structures::crystal).orElse(null),
        Map.of(),
        Map.of("optimade", id.substring(0, Math.min(LONGEST_LABEL, id.length()))));
  }

  private static Campaigns.Crystal crystal(Crystal crystal) {
    List<Double> lattice = new ArrayList<>();
    for (double[] row : crystal.lattice().matrix()) {
      for (double component : row) {
        lattice.add(component);
      }
    }
    List<String> species = new ArrayList<>();
    List<Double> fractional = new ArrayList<>();
    for (Site site : crystal.sites()) {
      species.add(site.element().symbol());
      fractional.addAll(List.of(site.x(), site.y(), site.z()));
    }
    return new Campaigns.Crystal(lattice, species, fractional);
  }
}
