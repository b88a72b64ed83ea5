package io.athanor.generator.structure;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A prototype whose orbits are taken: all that a crystal is.
 *
 * @param prototype where atoms stand
 * @param occupants one element an orbit, in their order
 * @param cell Angstrom and degrees
 */
public record Blueprint(Prototype prototype, List<Element> occupants, Lattice cell) {
  /** Checks that every orbit is taken. */
  public Blueprint {
    Objects.requireNonNull(cell, "blueprint.cell");
    occupants = List.copyOf(occupants);
    if (occupants.size() != prototype.orbits()) {
      throw new IllegalArgumentException(
          "blueprint.occupants must be %d but are %d"
              .formatted(prototype.orbits(), occupants.size()));
    }
  }

  /** In the prototype's own cell. */
  public static Blueprint of(Prototype prototype, List<Element> occupants) {
    return new Blueprint(prototype, occupants, prototype.cell());
  }

  /** The same with another element on an orbit. */
  public Blueprint with(int orbit, Element element) {
    List<Element> changed = new ArrayList<>(occupants);
    changed.set(orbit, element);
    return new Blueprint(prototype, changed, cell);
  }

  /** The same shape with this volume per atom in cubic Angstrom. */
  public Blueprint scaledTo(double volumePerAtom) {
    double factor = Math.cbrt(volumePerAtom * prototype.atoms() / cell.volume());
    return new Blueprint(
        prototype,
        occupants,
        new Lattice(
            cell.a() * factor,
            cell.b() * factor,
            cell.c() * factor,
            cell.alpha(),
            cell.beta(),
            cell.gamma()));
  }

  /** What the cell is made of, amounts per cell. */
  public Composition composition() {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    for (Place place : prototype.places()) {
      amounts.merge(occupants.get(place.orbit()), 1.0, Double::sum);
    }
    return Composition.of(amounts);
  }

  /**
   * The crystal.
   *
   * @throws io.athanor.materials.crystal.CrystalException where no solid is like that
   */
  public Crystal crystal() {
    return new Crystal(
        cell,
        prototype.places().stream()
            .map(place -> new Site(occupants.get(place.orbit()), place.x(), place.y(), place.z()))
            .toList());
  }
}
