package io.athanor.streams.fuse;

import io.athanor.event.PropertySummary;
import io.athanor.event.SourceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of a record by name. A property has one entry, under its own name, unless its values
 * came in units that do not convert into each other: then the others have their unit behind the
 * name, and a mark behind that where a property is called so.
 */
final class Properties {
  private Properties() {}

  /** All that was said of a property, in order, in whatever units. */
  static List<SourceSummary> sources(TreeMap<String, PropertySummary> entries, String property) {
    PropertySummary own = entries.get(property);
    if (isPlain(entries)) {
      return own == null ? List.of() : Sources.of(own);
    }
    List<SourceSummary> sources = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (property(name, entry).equals(property)) {
            sources.addAll(Sources.of(entry));
          }
        });
    sources.sort(Sources.ORDER);
    return sources;
  }

  /** The entries with those of one property replaced. */
  static TreeMap<String, PropertySummary> with(
      TreeMap<String, PropertySummary> entries, String property, List<PropertySummary> summaries) {
    if (summaries.size() == 1 && isPlain(entries)) {
      TreeMap<String, PropertySummary> same = new TreeMap<>(entries);
      same.put(property, summaries.get(0));
      return same;
    }
    TreeMap<String, List<PropertySummary>> byProperty = new TreeMap<>();
    entries.forEach(
        (name, entry) ->
            byProperty.computeIfAbsent(property(name, entry), any -> new ArrayList<>()).add(entry));
    byProperty.put(property, new ArrayList<>(summaries));
    return named(byProperty);
  }

  private static TreeMap<String, PropertySummary> named(
      Map<String, List<PropertySummary>> byProperty) {
    TreeMap<String, PropertySummary> named = new TreeMap<>();
    byProperty.forEach(
        (property, entries) -> {
          entries.sort(Comparator.comparing(each -> each.getMean().getUnit()));
          named.put(property, entries.get(0));
        });
    byProperty.forEach(
        (property, entries) -> {
          for (PropertySummary entry : entries.subList(1, entries.size())) {
            StringBuilder name = new StringBuilder(property);
            name.append(" (").append(entry.getMean().getUnit()).append(')');
            while (named.containsKey(name.toString())) {
              name.append('\'');
            }
            named.put(name.toString(), entry);
          }
        });
    return named;
  }

  private static boolean isPlain(TreeMap<String, PropertySummary> entries) {
    for (Map.Entry<String, PropertySummary> entry : entries.entrySet()) {
      if (!property(entry.getKey(), entry.getValue()).equals(entry.getKey())) {
        return false;
      }
    }
    return true;
  }

  /** The property of an entry; of one from before it was kept, its name. */
  private static String property(String name, PropertySummary entry) {
    return entry.getProperty().isEmpty() ? name : entry.getProperty();
  }
}
