package io.athanor.allinone.bench.inverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.allinone.bench.EmbeddingFeatures;
import io.athanor.allinone.bench.PerovskiteFeatures;
import io.athanor.generator.structure.Blueprint;
import io.athanor.generator.structure.Place;
import io.athanor.generator.structure.Prototype;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * All cells of the factorial table of perovskites: A on the corner, B in the middle, three anions
 * on the faces; heat and gap where they are labelled.
 */
final class PerovskiteCells {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<List<Element>> sites;
  private final double[] heats;
  private final double[] gaps;
  private final Map<String, Integer> byKey = new HashMap<>();

  private PerovskiteCells(List<List<Element>> sites, double[] heats, double[] gaps) {
    this.sites = sites;
    this.heats = heats;
    this.gaps = gaps;
    for (int cell = 0; cell < sites.size(); cell++) {
      if (byKey.put(key(sites.get(cell)), cell) != null) {
        throw new IllegalArgumentException("species: " + key(sites.get(cell)) + " is there twice");
      }
    }
  }

  /**
   * Reads JSON lines {@code {"species": [A, B, X, X, X], "frac", "props": {"heat_all",
   * "ind_gap"}}}. Where the first site lies in the middle, as in rows whose A and B were exchanged
   * and not relisted, it is B.
   *
   * @throws IllegalArgumentException where the file is missing or a line is no such cell
   */
  static PerovskiteCells read(Path file) throws IOException {
    List<List<Element>> sites = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = JSON.readTree(line);
        List<Element> cell = new ArrayList<>();
        for (JsonNode each : node.path("species")) {
          cell.add(
              Element.ofSymbol(each.asText())
                  .orElseThrow(
                      () -> new IllegalArgumentException(file + ": species: no such element")));
        }
        if (cell.size() != 5) {
          throw new IllegalArgumentException(file + ": species: expected five sites");
        }
        if (isMiddle(node.path("frac").path(0))) {
          Collections.swap(cell, 0, 1);
        }
        sites.add(List.copyOf(cell));
        JsonNode props = node.path("props");
        values.add(
            new double[] {
              props.path("heat_all").asDouble(Double.NaN),
              props.path("ind_gap").asDouble(Double.NaN)
            });
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--data: " + file + " is not there", e);
    }
    return new PerovskiteCells(
        List.copyOf(sites),
        values.stream().mapToDouble(v -> v[0]).toArray(),
        values.stream().mapToDouble(v -> v[1]).toArray());
  }

  /** Atoms move along the first axis; the other two tell corner from middle. */
  private static boolean isMiddle(JsonNode site) {
    return isHalf(site.path(1).asDouble()) && isHalf(site.path(2).asDouble());
  }

  private static boolean isHalf(double coordinate) {
    return Math.abs(coordinate - Math.rint(coordinate)) > 0.25;
  }

  int size() {
    return sites.size();
  }

  /** Heat of formation, eV a cell; not a number where unlabelled. */
  double heat(int cell) {
    return heats[cell];
  }

  /** Indirect gap, eV. */
  double gap(int cell) {
    return gaps[cell];
  }

  /** Cells with both labels. */
  int[] labelled() {
    return IntStream.range(0, size())
        .filter(cell -> !Double.isNaN(heats[cell]) && !Double.isNaN(gaps[cell]))
        .toArray();
  }

  List<Element> sites(int cell) {
    return sites.get(cell);
  }

  /** What the periodic table says of each cell. */
  FeatureMatrix features() {
    return PerovskiteFeatures.of(sites);
  }

  /** Element on A, element on B, kind of anions and number of valence electrons, numbered. */
  int[][] levels() {
    List<String> anions =
        List.copyOf(new TreeSet<>(sites.stream().map(PerovskiteCells::anions).toList()));
    int[][] levels = new int[size()][];
    Arrays.setAll(
        levels,
        cell ->
            new int[] {
              sites.get(cell).get(0).ordinal(),
              sites.get(cell).get(1).ordinal(),
              anions.indexOf(anions(sites.get(cell))),
              PerovskiteFeatures.valenceElectrons(sites.get(cell))
            });
    return levels;
  }

  /** The cell that a crystal is, by who sits on the corner, in the middle and on the faces. */
  OptionalInt find(Crystal crystal) {
    Element corner = null;
    Element middle = null;
    List<Element> faces = new ArrayList<>();
    for (Site site : crystal.sites()) {
      int halves = (int) Math.rint(2 * (site.x() + site.y() + site.z()));
      if (halves == 0) {
        corner = site.element();
      } else if (halves == 3) {
        middle = site.element();
      } else {
        faces.add(site.element());
      }
    }
    if (corner == null || middle == null || faces.size() != 3) {
      return OptionalInt.empty();
    }
    List<Element> all = new ArrayList<>(List.of(corner, middle));
    all.addAll(faces);
    Integer cell = byKey.get(key(all));
    return cell == null ? OptionalInt.empty() : OptionalInt.of(cell);
  }

  /** A cell as an ideal cubic perovskite with a site of its own for each anion. */
  Crystal crystal(int cell) {
    List<Element> elements = sites.get(cell);
    Prototype prototype =
        new Prototype(
            "perovskite",
            "perovskite",
            Lattice.cubic(EmbeddingFeatures.idealEdge(elements)),
            List.of(
                new Place(0, 0, 0, 0),
                new Place(1, 0.5, 0.5, 0.5),
                new Place(2, 0.5, 0.5, 0),
                new Place(3, 0.5, 0, 0.5),
                new Place(4, 0, 0.5, 0.5)));
    return Blueprint.of(prototype, elements).crystal();
  }

  private static String anions(List<Element> cell) {
    return cell.subList(2, 5).stream().map(Element::symbol).sorted().toList().toString();
  }

  private static String key(List<Element> cell) {
    return cell.get(0) + " " + cell.get(1) + " " + anions(cell);
  }
}
