package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses one site's k nearest contacts as weighted edges.
 *
 * <p>A plain k-nearest cut picks arbitrarily among contacts tied at the k-th distance, and so
 * depends on how the cell was written down. Here the tied shell shares what is left of k, and
 * periodic images of one site at one distance become one heavier edge: the same crystal in any
 * setting or supercell sums to the same messages.
 */
final class NeighbourShell {
  /** Contacts within this of the k-th distance count as tied, angstrom. */
  static final double TIE = 0.02;

  private static final double SAME = 1e-3;

  /**
   * One weighted edge.
   *
   * @param site index of the far site in the cell
   * @param distance angstrom
   * @param weight number of contacts it stands for
   */
  record Edge(int site, double distance, double weight) {}

  private NeighbourShell() {}

  /**
   * Edges of one site, nearest first, total weight k.
   *
   * @param contacts sorted by distance, complete to {@link #TIE} beyond the k-th
   */
  static List<Edge> edges(
      List<PeriodicSites.Contact> contacts, int[] elements, int count, int slots) {
    double last = contacts.get(count - 1).distance();
    List<PeriodicSites.Contact> inner = new ArrayList<>();
    List<PeriodicSites.Contact> tied = new ArrayList<>();
    for (PeriodicSites.Contact contact : contacts) {
      if (contact.distance() < last - TIE) {
        inner.add(contact);
      } else if (contact.distance() <= last + TIE) {
        tied.add(contact);
      }
    }
    double share = (count - inner.size()) / (double) tied.size();
    List<Edge> edges = merge(inner, 1, elements);
    List<Edge> outer = merge(tied, share, elements);
    int free = slots - edges.size();
    if (outer.size() <= free) {
      edges.addAll(outer);
      return edges;
    }
    // more distinct tied sites than slots: keep an even selection and scale it to the same total
    double kept = 0;
    List<Edge> selection = new ArrayList<>();
    for (int index = 0; index < free; index++) {
      Edge edge = outer.get(index * outer.size() / free);
      kept += edge.weight();
      selection.add(edge);
    }
    double scale = (count - inner.size()) / kept;
    for (Edge edge : selection) {
      edges.add(new Edge(edge.site(), edge.distance(), edge.weight() * scale));
    }
    return edges;
  }

  private static List<Edge> merge(
      List<PeriodicSites.Contact> contacts, double weight, int[] elements) {
    List<PeriodicSites.Contact> sorted = new ArrayList<>(contacts);
    sorted.sort(
        Comparator.<PeriodicSites.Contact>comparingInt(contact -> elements[contact.site()])
            .thenComparingInt(PeriodicSites.Contact::site)
            .thenComparingDouble(PeriodicSites.Contact::distance));
    List<Edge> edges = new ArrayList<>();
    int start = 0;
    while (start < sorted.size()) {
      int site = sorted.get(start).site();
      double first = sorted.get(start).distance();
      double sum = 0;
      int end = start;
      while (end < sorted.size()
          && sorted.get(end).site() == site
          && sorted.get(end).distance() <= first + SAME) {
        sum += sorted.get(end).distance();
        end++;
      }
      int images = end - start;
      edges.add(new Edge(site, sum / images, images * weight));
      start = end;
    }
    return edges;
  }
}
