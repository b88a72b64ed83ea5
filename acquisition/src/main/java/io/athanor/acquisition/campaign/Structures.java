package io.athanor.acquisition.campaign;

import io.athanor.event.Crystal;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the event's crystal to the domain's. */
final class Structures {
  private static final int AXES = 3;

  private Structures() {}

  /** Empty where it is none: perception refuses such a candidate, a critic has nothing to see. */
  static Optional<io.athanor.materials.crystal.Crystal> crystal(Crystal said) {
    List<Double> lattice = said.getLattice();
    List<Double> fractional = said.getFractional();
    int sites = said.getSpecies().size();
    if (lattice.size() != AXES * AXES || fractional.size() != AXES * sites) {
      return Optional.empty();
    }
    double[][] rows = new double[AXES][AXES];
    for (int i = 0; i < lattice.size(); i++) {
      rows[i / AXES][i % AXES] = lattice.get(i);
    }
    try {
      List<Site> placed = new ArrayList<>(sites);
      for (int i = 0; i < sites; i++) {
        Optional<Element> element = Element.ofSymbol(said.getSpecies().get(i));
        if (element.isEmpty()) {
          return Optional.empty();
        }
        int first = AXES * i;
        placed.add(
            new Site(
                element.get(),
                fractional.get(first),
                fractional.get(first + 1),
                fractional.get(first + 2)));
      }
      return Optional.of(new io.athanor.materials.crystal.Crystal(Lattice.ofMatrix(rows), placed));
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }
}
