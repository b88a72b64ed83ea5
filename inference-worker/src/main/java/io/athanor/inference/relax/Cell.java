package io.athanor.inference.relax;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * A crystal as plain numbers.
 *
 * @param lattice rows a, b, c in angstrom; not copied
 * @param elements what stands on each site
 * @param fractional fractional coordinates per site; not copied
 */
record Cell(double[][] lattice, List<Element> elements, double[][] fractional) {

  static Cell of(Crystal crystal) {
    List<Element> elements = crystal.sites().stream().map(Site::element).toList();
    double[][] fractional =
        crystal.sites().stream()
            .map(site -> new double[] {site.x(), site.y(), site.z()})
            .toArray(double[][]::new);
    return new Cell(crystal.lattice().matrix(), elements, fractional);
  }

  /** Back to a crystal; one that no solid is throws as {@link Crystal} does. */
  Crystal crystal() {
    List<Site> sites = new ArrayList<>();
    for (int site = 0; site < fractional.length; site++) {
      double[] at = fractional[site];
      sites.add(new Site(elements.get(site), at[0], at[1], at[2]));
    }
    return new Crystal(Lattice.ofMatrix(lattice), sites);
  }

  int[] atomicNumbers() {
    return elements.stream().mapToInt(Element::atomicNumber).toArray();
  }

  int size() {
    return fractional.length;
  }
}
