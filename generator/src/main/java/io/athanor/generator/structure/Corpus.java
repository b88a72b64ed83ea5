package io.athanor.generator.structure;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What materials are like: known structures, sorted by type. Immutable. */
public final class Corpus {
  private final List<Entry> entries;
  private final Map<String, List<Entry>> byType;
  // worked out once for all waves that ask
  private volatile List<Fingerprint> fingerprints;

  private Corpus(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    Map<String, List<Entry>> sorted = new TreeMap<>();
    for (Entry entry : entries) {
      String type = entry.blueprint().prototype().type();
      sorted.computeIfAbsent(type, key -> new ArrayList<>()).add(entry);
    }
    sorted.replaceAll((type, list) -> List.copyOf(list));
    this.byType = Collections.unmodifiableMap(sorted);
  }

  /**
   * Finds orbits and types of materials. Types that the {@link PrototypeLibrary} holds have its
   * names, others are called by their key.
   *
   * @param materials in the order that entries keep
   * @param atomsMost larger cells are left out
   */
  public static Corpus of(List<Material> materials, int atomsMost) {
    List<Entry> entries =
        materials.stream()
            .filter(material -> material.crystal().sites().size() <= atomsMost)
            .map(material -> new Entry(material.id(), mined(material.crystal())))
            .toList();
    return new Corpus(entries);
  }

  /** The library's prototypes with a material each: what there is where nobody brings a corpus. */
  public static Corpus builtIn() {
    return of(PrototypeLibrary.materials(), Integer.MAX_VALUE);
  }

  /** A crystal as a blueprint of the prototype that is found in it. */
  public static Blueprint mined(Crystal crystal) {
    StructureType type = StructureType.of(crystal);
    List<Place> places = new ArrayList<>();
    List<Site> sites = crystal.sites();
    int orbits = Collections.max(type.orbits()) + 1;
    List<Element> occupants = new ArrayList<>(Collections.nCopies(orbits, sites.get(0).element()));
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      int orbit = type.orbits().get(i);
      places.add(new Place(orbit, site.x(), site.y(), site.z()));
      occupants.set(orbit, site.element());
    }
    return new Blueprint(
        new Prototype(nameOf(type.key()), type.key(), crystal.lattice(), places),
        occupants,
        crystal.lattice());
  }

  /** All materials, in the order given. */
  public List<Entry> entries() {
    return entries;
  }

  /** What each material agrees in with other descriptions of it, in the order of the entries. */
  public List<Fingerprint> fingerprints() {
    List<Fingerprint> found = fingerprints;
    if (found == null) {
      found = entries.stream().map(each -> Fingerprint.of(each.blueprint().crystal())).toList();
      fingerprints = found;
    }
    return found;
  }

  /** Materials by structure type, sorted by its key. */
  public Map<String, List<Entry>> byType() {
    return byType;
  }

  /** What a structure type is called: its name in the library, else its key. */
  public static String nameOf(String type) {
    return PrototypeLibrary.names().getOrDefault(type, type);
  }
}
