package io.athanor.generator.structure;

import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A crystal without its elements: a cell, and orbits of equivalent sites.
 *
 * @param name how people and goals call it, such as {@code perovskite}
 * @param type structures of one type have the same; see {@link StructureType}
 * @param cell shape and typical size, Angstrom and degrees
 * @param places sites, at least one; orbits are numbered from 0 without gaps
 */
public record Prototype(String name, String type, Lattice cell, List<Place> places) {
  /** Checks the orbits. */
  public Prototype {
    Objects.requireNonNull(cell, "prototype.cell");
    Objects.requireNonNull(type, "prototype.type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("prototype.name must not be blank");
    }
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("prototype.places must hold at least one site");
    }
    int orbits = places.stream().mapToInt(Place::orbit).max().orElseThrow() + 1;
    for (int orbit = 0; orbit < orbits; orbit++) {
      int sought = orbit;
      if (places.stream().noneMatch(place -> place.orbit() == sought)) {
        throw new IllegalArgumentException("prototype.places has no site of orbit " + orbit);
      }
    }
  }

  /** Number of orbits. */
  public int orbits() {
    return places.stream().mapToInt(Place::orbit).max().orElseThrow() + 1;
  }

  /** Sites in a cell. */
  public int atoms() {
    return places.size();
  }

  /**
   * Whether one of these is its name, its type or its anonymous formula such as {@code ABC3},
   * whatever the case.
   */
  public boolean isOneOf(Collection<String> names) {
    String anonymous = type.replaceAll("[-/].*", "");
    return names.stream()
        .anyMatch(
            each ->
                each.equalsIgnoreCase(name)
                    || each.equalsIgnoreCase(type)
                    || each.equalsIgnoreCase(anonymous));
  }

  /** Sites of an orbit. */
  public int multiplicity(int orbit) {
    return (int) places.stream().filter(place -> place.orbit() == orbit).count();
  }

  /**
   * The prototype of lower symmetry in which some sites of an orbit are an orbit of their own, the
   * last one.
   *
   * @param apart indices of sites, all of one orbit, some of it but not all
   * @throws IllegalArgumentException where they are none, all or of several orbits
   */
  public Prototype split(List<Integer> apart) {
    List<Integer> orbitsApart =
        apart.stream().map(site -> places.get(site).orbit()).distinct().toList();
    long sites = apart.stream().distinct().count();
    if (orbitsApart.size() != 1 || sites >= multiplicity(orbitsApart.get(0))) {
      throw new IllegalArgumentException(
          "prototype.split must take some sites of one orbit and leave others, took " + apart);
    }
    int last = orbits();
    List<Place> split = new ArrayList<>();
    for (int site = 0; site < places.size(); site++) {
      Place place = places.get(site);
      split.add(apart.contains(site) ? new Place(last, place.x(), place.y(), place.z()) : place);
    }
    String part = type + "/" + orbitsApart.get(0) + "." + sites;
    return new Prototype(name, part, cell, split);
  }
}
