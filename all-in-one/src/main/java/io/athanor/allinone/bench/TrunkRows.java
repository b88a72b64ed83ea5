package io.athanor.allinone.bench;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Property;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Each site's perovskites as a network takes them.
 *
 * @param training rows by site
 * @param judged rows by site that nobody trains on
 */
record TrunkRows(SortedMap<String, List<Sample>> training, SortedMap<String, List<Sample>> judged) {
  /**
   * The first rows of each site.
   *
   * @param edges the model opens for at a time
   */
  static TrunkRows of(FederatedSites sites, StoredModel stored, int edges, int records, int tests) {
    TrunkRows rows = new TrunkRows(new TreeMap<>(), new TreeMap<>());
    try (OpenModel model = OpenModel.open(stored, DeviceOptions.threads(1, 1), edges)) {
      sites
          .first()
          .forEach(
              (site, first) -> {
                rows.training.put(site, samples(sites, model, first, records));
                rows.judged.put(site, samples(sites, model, sites.test(site, 0), tests));
              });
    }
    return rows;
  }

  /** All training rows. */
  List<Sample> all() {
    return training.values().stream().flatMap(List::stream).toList();
  }

  private static List<Sample> samples(FederatedSites sites, OpenModel model, int first, int count) {
    List<Sample> samples = new ArrayList<>();
    for (RareHitsTable.Row row : sites.rows().subList(first, first + count)) {
      samples.add(sample(model, row));
    }
    return samples;
  }

  private static Sample sample(OpenModel model, RareHitsTable.Row row) {
    List<String> species = row.sites().stream().map(Element::symbol).toList();
    RawMaterial.RawCrystal crystal =
        new RawMaterial.RawCrystal(row.cell(), species, row.fractional());
    RawMaterial bare = new RawMaterial(Optional.empty(), Optional.of(String.join("", species)));
    try {
      return new Sample(
          row.id(),
          0,
          model.admission().graph(new RawMaterial(Optional.of(crystal), Optional.empty())),
          model.admission().graph(bare),
          Map.of(Property.PEROVSKITE_HEAT, row.values()[0]));
    } catch (UnscorableException e) {
      throw new IllegalArgumentException("row " + row.id() + ": " + e.getMessage(), e);
    }
  }
}
