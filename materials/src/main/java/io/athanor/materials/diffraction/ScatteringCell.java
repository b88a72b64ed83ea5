package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A unit cell as X-rays see it: unlike {@link Crystal} it holds sites that are partly occupied or
 * shared.
 *
 * @param lattice the cell
 * @param sites all sites of the whole cell, at least one
 */
public record ScatteringCell(Lattice lattice, List<ScatteringSite> sites) {

  /** Checks that there is something to scatter. */
  public ScatteringCell {
    if (lattice == null) {
      throw new MeasurementException("lattice", "is missing");
    }
    sites = List.copyOf(sites);
    if (sites.isEmpty()) {
      throw new MeasurementException("sites", "must hold at least one site");
    }
  }

  /** The cell of a crystal whose atoms stand still: B = 0. */
  public static ScatteringCell of(Crystal crystal) {
    return new ScatteringCell(
        crystal.lattice(),
        crystal.sites().stream()
            .map(site -> new ScatteringSite(site.element(), site.x(), site.y(), site.z(), 1, 0))
            .toList());
  }

  /** What the cell is made of, amounts per cell. */
  public Composition composition() {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    for (ScatteringSite site : sites) {
      amounts.merge(site.element(), site.occupancy(), Double::sum);
    }
    return Composition.of(amounts);
  }

  /** Mass of the cell in u. */
  public double mass() {
    return composition().molarMass();
  }
}
