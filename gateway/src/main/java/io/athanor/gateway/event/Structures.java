package io.athanor.gateway.event;

import io.athanor.event.Crystal;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Crystals as the door shows them, and as what computes with them takes them. */
public final class Structures {
  private Structures() {}

  /**
   * As it can be computed with.
   *
   * @return empty for what cannot be
   */
  public static Optional<io.athanor.materials.crystal.Crystal> crystal(Crystal crystal) {
    try {
      List<Double> rows = crystal.getLattice();
      double[][] matrix = new double[3][3];
      for (int i = 0; i < 9; i++) {
        matrix[i / 3][i % 3] = rows.get(i);
      }
      List<Site> sites = new ArrayList<>();
      for (int i = 0; i < crystal.getSpecies().size(); i++) {
        sites.add(
            new Site(
                Element.ofSymbol(crystal.getSpecies().get(i)).orElseThrow(),
                crystal.getFractional().get(3 * i),
                crystal.getFractional().get(3 * i + 1),
                crystal.getFractional().get(3 * i + 2)));
      }
      return Optional.of(new io.athanor.materials.crystal.Crystal(Lattice.ofMatrix(matrix), sites));
    } catch (MaterialException | java.util.NoSuchElementException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /**
   * Cell (Angstrom, degrees) and sites (fractional). The vectors are those of the event, so that
   * sites and edges fit together.
   */
  public static JsonObject json(
      Crystal crystal, Optional<io.athanor.materials.crystal.Crystal> computed) {
    JsonArray sites = new JsonArray();
    for (int i = 0; i < crystal.getSpecies().size(); i++) {
      JsonObject site =
          new JsonObject()
              .put("element", crystal.getSpecies().get(i))
              .put("x", crystal.getFractional().get(3 * i))
              .put("y", crystal.getFractional().get(3 * i + 1))
              .put("z", crystal.getFractional().get(3 * i + 2));
      Element.ofSymbol(crystal.getSpecies().get(i))
          .map(Element::covalentRadius)
          .filter(Double::isFinite)
          .ifPresent(radius -> site.put("covalentRadius", radius));
      sites.add(site);
    }
    JsonObject json = new JsonObject().put("lattice", new JsonArray(crystal.getLattice()));
    computed.ifPresent(
        each -> {
          Lattice cell = each.lattice();
          json.put(
                  "cell",
                  new JsonObject()
                      .put("a", cell.a())
                      .put("b", cell.b())
                      .put("c", cell.c())
                      .put("alpha", cell.alpha())
                      .put("beta", cell.beta())
                      .put("gamma", cell.gamma())
                      .put("volume", cell.volume()))
              .put("density", each.density())
              .put("warnings", new JsonArray(each.warnings()));
        });
    return json.put("sites", sites);
  }
}
