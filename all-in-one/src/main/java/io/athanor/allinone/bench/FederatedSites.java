package io.athanor.allinone.bench;

import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Perovskites shared out among four sites by their anions, so that what sites know differs as it
 * does between laboratories.
 *
 * @param rows of all sites, those of one site together, to learn from before those to be judged on
 * @param first where each site begins
 * @param training rows of each site to learn from
 * @param tests rows of each site to be judged on
 */
record FederatedSites(
    List<RareHitsTable.Row> rows, Map<String, Integer> first, int training, int tests) {
  private static final Map<String, String> FAMILIES =
      Map.of(
          "OOO", "oxides",
          "NOO", "oxynitrides",
          "NNO", "oxynitrides",
          "NNN", "nitrides",
          "FNO", "nitrides",
          "FOO", "oxyfluorides and oxysulfides",
          "OOS", "oxyfluorides and oxysulfides");

  /**
   * Draws rows.
   *
   * @throws IllegalArgumentException where a site has too few
   */
  static FederatedSites draw(RareHitsTable table, int training, int tests, long seed) {
    Map<String, List<RareHitsTable.Row>> bySite = new LinkedHashMap<>();
    List.of("oxides", "oxynitrides", "nitrides", "oxyfluorides and oxysulfides")
        .forEach(each -> bySite.put(each, new ArrayList<>()));
    for (RareHitsTable.Row row : table.rows()) {
      String site = FAMILIES.get(anions(row));
      if (site != null) {
        bySite.get(site).add(row);
      }
    }
    List<RareHitsTable.Row> drawn = new ArrayList<>();
    Map<String, Integer> first = new LinkedHashMap<>();
    bySite.forEach(
        (site, rows) -> {
          if (rows.size() < training + tests) {
            throw new IllegalArgumentException(
                "site %s has %d labelled rows where %d are needed"
                    .formatted(site, rows.size(), training + tests));
          }
          Collections.shuffle(rows, new Random(seed));
          first.put(site, drawn.size());
          drawn.addAll(rows.subList(0, training + tests));
        });
    return new FederatedSites(List.copyOf(drawn), first, training, tests);
  }

  private static String anions(RareHitsTable.Row row) {
    return row.sites().stream().skip(2).map(Element::symbol).sorted().collect(Collectors.joining());
  }

  /** Where the row that a site is judged on lies. */
  int test(String site, int i) {
    return first.get(site) + training + i;
  }
}
