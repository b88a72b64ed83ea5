package io.athanor.materials.crystal;

import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Crystals by chance: triclinic cells, one to six atoms, whatever passes the guards. */
final class RandomCrystals {

  private RandomCrystals() {}

  static Crystal next(Random random) {
    while (true) {
      try {
        Lattice lattice =
            new Lattice(
                2.5 + 5 * random.nextDouble(),
                2.5 + 5 * random.nextDouble(),
                2.5 + 5 * random.nextDouble(),
                50 + 80 * random.nextDouble(),
                50 + 80 * random.nextDouble(),
                50 + 80 * random.nextDouble());
        int n = 1 + random.nextInt(6);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          sites.add(
              new Site(
                  Element.ofAtomicNumber(3 + random.nextInt(90)),
                  2 * random.nextDouble() - 0.5,
                  2 * random.nextDouble() - 0.5,
                  2 * random.nextDouble() - 0.5));
        }
        return new Crystal(lattice, sites);
      } catch (CrystalException refused) {
        // not a solid: draw again
        continue;
      }
    }
  }
}
