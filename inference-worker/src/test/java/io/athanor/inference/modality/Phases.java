package io.athanor.inference.modality;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;

/** Textbook structures: lattice parameters in Angstrom at room temperature, rounded. */
final class Phases {
  private static final double[][] FACES = {{0, 0, 0}, {.5, .5, 0}, {.5, 0, .5}, {0, .5, .5}};

  private Phases() {}

  static Crystal silicon() {
    return faceCentred(5.431, Element.Si, Element.Si, .25);
  }

  static Crystal rockSalt(Element cation, Element anion, double edge) {
    return faceCentred(edge, cation, anion, .5);
  }

  static Crystal rutile() {
    double u = 0.3053;
    return new Crystal(
        new Lattice(4.594, 4.594, 2.959, 90, 90, 90),
        List.of(
            new Site(Element.Ti, 0, 0, 0),
            new Site(Element.Ti, .5, .5, .5),
            new Site(Element.O, u, u, 0),
            new Site(Element.O, -u, -u, 0),
            new Site(Element.O, .5 + u, .5 - u, .5),
            new Site(Element.O, .5 - u, .5 + u, .5)));
  }

  private static Crystal faceCentred(double edge, Element first, Element second, double shift) {
    List<Site> sites = new ArrayList<>();
    for (double[] face : FACES) {
      sites.add(new Site(first, face[0], face[1], face[2]));
      sites.add(new Site(second, face[0] + shift, face[1] + shift, face[2] + shift));
    }
    return new Crystal(Lattice.cubic(edge), sites);
  }
}
