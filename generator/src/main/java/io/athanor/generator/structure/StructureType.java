package io.athanor.generator.structure;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What kind of structure a crystal has, whatever elements it holds, and which of its sites are
 * equivalent: the colours of the graph of nearest shells after three rounds of refinement
 * (Weisfeiler and Leman 1968), beginning with how often a site's element occurs and with its
 * coordination sequence, and knowing of each neighbour only whether it is the same element.
 * Independent of cell choice, order of sites and scale. Coarser than space group and Wyckoff
 * letters: structures with the same connectivity are one type.
 *
 * @param key anonymous formula and hash; equal for one type
 * @param orbits by site, 0-based; numbered alike in all structures of a type
 */
public record StructureType(String key, List<Integer> orbits) {
  private static final int ROUNDS = 3;
  private static final int DEPTH = 3;

  /** Copies the orbits. */
  public StructureType {
    orbits = List.copyOf(orbits);
  }

  /** The type of a crystal. */
  public static StructureType of(Crystal crystal) {
    List<Site> sites = crystal.sites();
    long[] colours = colours(crystal);
    Map<Element, Integer> counts = counts(sites);
    int unit = counts.values().stream().reduce(0, StructureType::gcd);
    Map<Long, Integer> sizes = new TreeMap<>();
    for (long colour : colours) {
      sizes.merge(colour, 1, Integer::sum);
    }
    long hash = 17;
    for (Map.Entry<Long, Integer> size : sizes.entrySet()) {
      hash = mix(hash ^ mix(size.getKey() + size.getValue() / unit));
    }
    String key = anonymous(counts, unit) + "-" + String.format("%08x", (int) (hash >>> 32));
    return new StructureType(key, orbits(sites, colours));
  }

  /** The anonymous formula of a crystal, such as {@code ABC3}: letters in order of amount. */
  public static String anonymous(Crystal crystal) {
    Map<Element, Integer> counts = counts(crystal.sites());
    return anonymous(counts, counts.values().stream().reduce(0, StructureType::gcd));
  }

  private static String anonymous(Map<Element, Integer> counts, int unit) {
    int[] amounts = counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < amounts.length; i++) {
      text.append((char) ('A' + i % 26));
      if (amounts[i] > unit) {
        text.append(amounts[i] / unit);
      }
    }
    return text.toString();
  }

  private static Map<Element, Integer> counts(List<Site> sites) {
    Map<Element, Integer> counts = new EnumMap<>(Element.class);
    sites.forEach(site -> counts.merge(site.element(), 1, Integer::sum));
    return counts;
  }

  private static long[] colours(Crystal crystal) {
    List<Site> sites = crystal.sites();
    Map<Element, Integer> counts = counts(sites);
    BondGraph graph = new BondGraph(crystal);
    long[] colours = new long[sites.size()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = mix(1_000L * counts.get(sites.get(i).element()) / sites.size());
      for (int reached : graph.sequence(i, DEPTH)) {
        colours[i] = mix(colours[i] ^ reached);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      long[] next = new long[colours.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = refined(i, sites, graph, colours);
      }
      colours = next;
    }
    return colours;
  }

  private static long refined(int site, List<Site> sites, BondGraph graph, long[] colours) {
    List<BondGraph.Bond> bonds = graph.of(site);
    long[] around = new long[bonds.size()];
    for (int n = 0; n < around.length; n++) {
      int other = bonds.get(n).site();
      boolean same = sites.get(site).element() == sites.get(other).element();
      around[n] = mix(colours[other] + (same ? 1 : 2));
    }
    Arrays.sort(around);
    long colour = mix(colours[site] + 3);
    for (long each : around) {
      colour = mix(colour ^ each);
    }
    return colour;
  }

  /** Numbered by colour, then by electronegativity, so that like comes to like in every entry. */
  private static List<Integer> orbits(List<Site> sites, long[] colours) {
    record Orbit(long colour, Element element) {}
    List<Orbit> all = new ArrayList<>();
    for (int i = 0; i < colours.length; i++) {
      all.add(new Orbit(colours[i], sites.get(i).element()));
    }
    List<Orbit> numbered =
        all.stream()
            .distinct()
            .sorted(
                Comparator.comparingLong(Orbit::colour)
                    .thenComparingDouble(orbit -> orbit.element().electronegativity())
                    .thenComparing(Orbit::element))
            .toList();
    return all.stream().map(numbered::indexOf).toList();
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
