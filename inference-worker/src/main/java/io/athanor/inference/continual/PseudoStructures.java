package io.athanor.inference.continual;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Structures made up to ask a network about what it was trained for when its data are not at hand
 * (pseudo-rehearsal: Robins, Connection Science 7, 123, 1995): common structure types, elements
 * drawn at random and placed by electronegativity, volumes from covalent radii, cells and places a
 * little off. Nobody has labels of them, and none are needed. Pure.
 */
final class PseudoStructures {
  // the commonest partners of what is less electronegative
  private static final List<Element> ANIONS =
      List.of(
          Element.O,
          Element.O,
          Element.O,
          Element.F,
          Element.S,
          Element.Se,
          Element.Cl,
          Element.N,
          Element.Br,
          Element.I,
          Element.Te,
          Element.P,
          Element.H);
  private static final int LAST_ELEMENT = 94;
  private static final double COMPOUNDS = 0.6;
  private static final double VOLUME_SPREAD = 0.1;
  private static final double STRAIN = 0.03;
  private static final double RATTLED = 0.4;
  private static final double RATTLE = 0.02;
  private static final double UNKNOWN_RADIUS = 1.6;

  private PseudoStructures() {}

  /**
   * So many structures as samples without labels.
   *
   * @param shape of the network that is asked
   * @param seed the same seed, the same structures
   */
  static List<Sample> of(NetworkShape shape, int count, long seed) {
    Random random = new Random(seed);
    GraphBuilder builder = new GraphBuilder(shape);
    List<Element> elements = elements(shape);
    List<Sample> samples = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      StructureTypes.Type type = StructureTypes.ALL.get(index % StructureTypes.ALL.size());
      Crystal crystal = possible(type, elements, random);
      samples.add(
          new Sample(
              "pseudo-" + index,
              0,
              builder.crystal(crystal),
              builder.composition(crystal.composition()),
              Map.of()));
    }
    return samples;
  }

  private static List<Element> elements(NetworkShape shape) {
    List<Element> elements = new ArrayList<>();
    for (Element element : Element.values()) {
      if (element.atomicNumber() <= Math.min(LAST_ELEMENT, shape.elementRows() - 1)
          && !Double.isNaN(element.electronegativity())) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** Different elements, the least electronegative first. */
  private static List<Element> occupants(int count, List<Element> elements, Random random) {
    List<Element> drawn = new ArrayList<>();
    if (random.nextDouble() < COMPOUNDS) {
      drawn.add(ANIONS.get(random.nextInt(ANIONS.size())));
    }
    while (drawn.size() < count) {
      Element next = elements.get(random.nextInt(elements.size()));
      if (!drawn.contains(next)) {
        drawn.add(next);
      }
    }
    drawn.sort(Comparator.comparingDouble(Element::electronegativity));
    return drawn;
  }

  /** Drawn again where atoms would be nearer or denser than in any solid. */
  private static Crystal possible(StructureTypes.Type type, List<Element> elements, Random random) {
    while (true) {
      List<Element> occupants = occupants(type.elements(), elements, random);
      try {
        return crystal(type, occupants, random);
      } catch (CrystalException impossible) {
        // heavy elements of small radius: the next draw has others
      }
    }
  }

  private static Crystal crystal(StructureTypes.Type type, List<Element> occupants, Random random) {
    double volume = 0;
    for (int role : type.roles()) {
      volume += volume(occupants.get(role));
    }
    double[] cell = type.cell().clone();
    for (int edge = 0; edge < 3; edge++) {
      cell[edge] *= Math.exp(STRAIN * random.nextGaussian());
    }
    double now = lattice(cell, 1).volume();
    double wanted = volume * Math.exp(VOLUME_SPREAD * random.nextGaussian());
    double rattle = random.nextDouble() < RATTLED ? RATTLE : 0;
    List<Site> sites = new ArrayList<>();
    for (int site = 0; site < type.roles().length; site++) {
      double[] place = type.places()[site];
      sites.add(
          new Site(
              occupants.get(type.roles()[site]),
              place[0] + rattle * random.nextGaussian(),
              place[1] + rattle * random.nextGaussian(),
              place[2] + rattle * random.nextGaussian()));
    }
    return new Crystal(lattice(cell, Math.cbrt(wanted / now)), sites);
  }

  private static Lattice lattice(double[] cell, double scale) {
    return new Lattice(
        scale * cell[0], scale * cell[1], scale * cell[2], cell[3], cell[4], cell[5]);
  }

  /** A guess at an atom's volume in a solid from its covalent radius, cubic angstrom. */
  private static double volume(Element element) {
    double radius = element.covalentRadius();
    double known = Double.isNaN(radius) ? UNKNOWN_RADIUS : radius;
    return 5 + 3.5 * known * known * known;
  }
}
