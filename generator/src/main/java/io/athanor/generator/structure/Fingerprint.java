package io.athanor.generator.structure;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.NeighbourList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two descriptions of the same crystal agree in: formula, structure type, and the mean
 * distances from each element's sites to their nearest neighbours in units of {@code (V/N)^(1/3)}.
 * Independent of cell choice, order of sites and scale.
 *
 * @param formula canonical formula
 * @param type key of the {@link StructureType}
 * @param occupants elements of its orbits in their order
 * @param distances by element in order of atomic number, nearest first, end to end (dimensionless)
 */
public record Fingerprint(String formula, String type, String occupants, List<Double> distances) {
  private static final int NEIGHBOURS = 12;
  private static final double NEAR = 0.03;

  /** Copies the distances. */
  public Fingerprint {
    distances = List.copyOf(distances);
  }

  /** Of a crystal. */
  public static Fingerprint of(Crystal crystal) {
    NeighbourList near = NeighbourList.nearest(crystal, NEIGHBOURS);
    double unit = Math.cbrt(crystal.volumePerAtom());
    Map<Element, double[]> sums = new EnumMap<>(Element.class);
    Map<Element, Integer> counts = new EnumMap<>(Element.class);
    for (int i = 0; i < near.atoms(); i++) {
      Element element = crystal.sites().get(i).element();
      counts.merge(element, 1, Integer::sum);
      double[] sum = sums.computeIfAbsent(element, e -> new double[NEIGHBOURS]);
      for (int n = 0; n < NEIGHBOURS; n++) {
        sum[n] += near.distances()[i * NEIGHBOURS + n] / unit;
      }
    }
    List<Double> distances = new ArrayList<>();
    sums.forEach(
        (element, sum) -> {
          for (double each : sum) {
            distances.add(each / counts.get(element));
          }
        });
    StructureType type = StructureType.of(crystal);
    return new Fingerprint(
        crystal.composition().formula(), type.key(), occupants(crystal, type), distances);
  }

  /** Which element is on which orbit, in the order of the orbits. */
  private static String occupants(Crystal crystal, StructureType type) {
    Map<Integer, Element> occupants = new TreeMap<>();
    for (int i = 0; i < type.orbits().size(); i++) {
      occupants.put(type.orbits().get(i), crystal.sites().get(i).element());
    }
    return occupants.values().toString();
  }

  /**
   * Whether both are the same material: one formula, and one type with the same elements on its
   * orbits, or mean distances that agree to {@code 0.03}.
   */
  public boolean sameAs(Fingerprint other) {
    return formula.equals(other.formula)
        && ((type.equals(other.type) && occupants.equals(other.occupants))
            || farthest(other) <= NEAR);
  }

  private double farthest(Fingerprint other) {
    double farthest = 0;
    for (int i = 0; i < distances.size(); i++) {
      farthest = Math.max(farthest, Math.abs(distances.get(i) - other.distances.get(i)));
    }
    return farthest;
  }
}
