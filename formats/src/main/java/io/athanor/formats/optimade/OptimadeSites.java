package io.athanor.formats.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.document.JsonText;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cell, species and sites of an entry, checked against the specification (OPTIMADE v1.2,
 * "Structures Entries").
 *
 * @param vectors lattice vectors as rows, Angstrom; meaningful where periodic
 * @param positions cartesian, Angstrom; none where the entry gives none
 * @param elements what sits at each position; meaningful without disorder
 * @param amounts of each element per cell
 * @param periodic whether there are three lattice vectors
 * @param disorder in words, why the sites are no fully occupied ones
 * @param implicitAtoms whether there are more atoms than sites
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record OptimadeSites(
    double[][] vectors,
    List<double[]> positions,
    List<Element> elements,
    Map<Element, Double> amounts,
    boolean periodic,
    Optional<String> disorder,
    boolean implicitAtoms) {
  private static final int MOST_SITES = 20_000;

  private record Species(Map<Element, Double> content, boolean whole) {}

  static OptimadeSites read(JsonNode attributes) throws OptimadeEntryException {
    Set<String> features = new HashSet<>();
    attributes.path("structure_features").forEach(f -> features.add(f.asText("")));
    boolean periodic = periodic(attributes);
    double[][] vectors = periodic ? vectors(attributes) : partialVectors(attributes);
    List<double[]> positions =
        rows(attributes.path("cartesian_site_positions"), "cartesian_site_positions");
    Map<String, Species> species = species(attributes, features);
    JsonNode atSites = attributes.path("species_at_sites");
    boolean placed = attributes.hasNonNull("cartesian_site_positions");
    if (placed && atSites.size() != positions.size()) {
      throw new OptimadeEntryException(
          "species_at_sites",
          "has " + atSites.size() + " entries, but there are " + positions.size() + " positions");
    }
    JsonNode nsites = attributes.path("nsites");
    if (placed && nsites.isNumber() && nsites.asInt() != positions.size()) {
      throw new OptimadeEntryException(
          "nsites", "is " + nsites.asInt() + ", but there are " + positions.size() + " positions");
    }
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    List<Element> elements = new ArrayList<>();
    Set<String> used = new HashSet<>();
    boolean whole = true;
    for (JsonNode name : atSites) {
      Species at = species.get(name.asText(""));
      if (at == null) {
        throw new OptimadeEntryException("species_at_sites", "names a species that species lacks");
      }
      used.add(name.asText(""));
      at.content().forEach((element, amount) -> amounts.merge(element, amount, Double::sum));
      whole &= at.whole();
      elements.add(at.content().isEmpty() ? Element.H : at.content().keySet().iterator().next());
    }
    if (!features.contains("implicit_atoms") && !used.containsAll(species.keySet())) {
      throw new OptimadeEntryException("species", "names a species that no site has");
    }
    if (features.contains("implicit_atoms") && used.containsAll(species.keySet())) {
      throw new OptimadeEntryException(
          "structure_features", "says implicit_atoms, but every species has a site");
    }
    return new OptimadeSites(
        vectors,
        positions,
        Collections.unmodifiableList(elements),
        amounts,
        periodic,
        disorder(attributes, features, whole),
        features.contains("implicit_atoms"));
  }

  private static Optional<String> disorder(JsonNode attributes, Set<String> features, boolean whole)
      throws OptimadeEntryException {
    boolean assemblies = attributes.path("assemblies").size() > 0;
    if (assemblies != features.contains("assemblies")) {
      throw new OptimadeEntryException(
          "structure_features", "and assemblies contradict each other");
    }
    if (assemblies) {
      return Optional.of("its sites are alternatives (assemblies)");
    }
    if (features.contains("implicit_atoms")) {
      return Optional.of("it has atoms without a site");
    }
    return whole
        ? Optional.empty()
        : Optional.of("sites are partly occupied or have attached atoms");
  }

  private static boolean periodic(JsonNode attributes) throws OptimadeEntryException {
    JsonNode types = attributes.path("dimension_types");
    if (!types.isArray()) {
      return attributes.path("lattice_vectors").size() == 3;
    }
    if (types.size() != 3) {
      throw new OptimadeEntryException("dimension_types", "does not have 3 entries");
    }
    int sum = 0;
    for (JsonNode type : types) {
      if (!type.isInt() || type.intValue() < 0 || type.intValue() > 1) {
        throw new OptimadeEntryException("dimension_types", "holds something else than 0 and 1");
      }
      sum += type.intValue();
    }
    JsonNode dimensions = attributes.path("nperiodic_dimensions");
    if (dimensions.isNumber() && dimensions.asInt() != sum) {
      throw new OptimadeEntryException(
          "nperiodic_dimensions", "does not fit dimension_types, which has " + sum);
    }
    return sum == 3;
  }

  private static double[][] vectors(JsonNode attributes) throws OptimadeEntryException {
    List<double[]> rows = rows(attributes.path("lattice_vectors"), "lattice_vectors");
    if (rows.size() != 3) {
      throw new OptimadeEntryException("lattice_vectors", "has no 3 vectors");
    }
    return rows.toArray(double[][]::new);
  }

  /** A direction that is not periodic may have null for its vector, as a whole. */
  private static double[][] partialVectors(JsonNode attributes) throws OptimadeEntryException {
    JsonNode vectors = attributes.path("lattice_vectors");
    for (int i = 0; i < vectors.size(); i++) {
      int nulls = 0;
      for (JsonNode component : vectors.get(i)) {
        nulls += component.isNull() ? 1 : 0;
      }
      boolean must = attributes.path("dimension_types").path(i).asInt(0) == 1;
      if (vectors.get(i).size() != 3 || (nulls > 0 && (must || nulls < 3))) {
        throw new OptimadeEntryException("lattice_vectors", "vector " + (i + 1) + " is incomplete");
      }
    }
    return new double[0][];
  }

  private static List<double[]> rows(JsonNode matrix, String field) throws OptimadeEntryException {
    if (matrix.size() > MOST_SITES) {
      throw new OptimadeEntryException(field, "has more than " + MOST_SITES + " rows");
    }
    List<double[]> rows = new ArrayList<>();
    for (JsonNode row : matrix) {
      double[] vector = new double[3];
      if (row.size() != 3) {
        throw new OptimadeEntryException(
            field, "row " + (rows.size() + 1) + " does not have 3 numbers");
      }
      for (int i = 0; i < 3; i++) {
        vector[i] = row.get(i).doubleValue();
        if (!row.get(i).isNumber() || !Double.isFinite(vector[i])) {
          throw new OptimadeEntryException(
              field, "row " + (rows.size() + 1) + " holds something else than numbers");
        }
      }
      rows.add(vector);
    }
    return rows;
  }

  private static Map<String, Species> species(JsonNode attributes, Set<String> features)
      throws OptimadeEntryException {
    Map<String, Species> species = new LinkedHashMap<>();
    boolean attached = false;
    for (JsonNode each : attributes.path("species")) {
      Optional<String> name = JsonText.text(each, "name");
      if (name.isEmpty() || species.containsKey(name.get())) {
        throw new OptimadeEntryException("species", "has names that are missing or there twice");
      }
      species.put(name.get(), species(each));
      attached |= each.hasNonNull("attached");
    }
    if (attached != features.contains("site_attachments")) {
      throw new OptimadeEntryException(
          "structure_features", "and the species' attached atoms contradict each other");
    }
    return species;
  }

  private static Species species(JsonNode species) throws OptimadeEntryException {
    JsonNode symbols = species.path("chemical_symbols");
    JsonNode concentrations = species.path("concentration");
    requireSameSize(symbols, concentrations, "concentration");
    if (species.hasNonNull("mass")) {
      requireSameSize(symbols, species.path("mass"), "mass");
    }
    Map<Element, Double> content = new LinkedHashMap<>();
    for (int i = 0; i < symbols.size(); i++) {
      add(content, symbols.get(i).asText(""), concentrations.get(i).asDouble(Double.NaN));
    }
    boolean whole = content.size() == 1 && content.values().iterator().next() == 1.0;
    JsonNode attached = species.path("attached");
    JsonNode numbers = species.path("nattached");
    if (attached.size() > 0 || numbers.size() > 0) {
      requireSameSize(attached, numbers, "nattached");
      whole = false;
      for (int i = 0; i < attached.size(); i++) {
        add(content, attached.get(i).asText(""), numbers.get(i).asDouble(Double.NaN));
      }
    }
    return new Species(content, whole);
  }

  private static void requireSameSize(JsonNode one, JsonNode other, String field)
      throws OptimadeEntryException {
    if (!one.isArray() || one.size() != other.size()) {
      throw new OptimadeEntryException("species", "has a " + field + " of another length");
    }
  }

  private static void add(Map<Element, Double> content, String symbol, double amount)
      throws OptimadeEntryException {
    if (!(amount >= 0 && amount <= 1_000)) {
      throw new OptimadeEntryException("species", "has a concentration that is no amount");
    }
    if (symbol.equals("vacancy") || symbol.equals("X")) {
      return;
    }
    Element element =
        Element.ofSymbol(symbol)
            .orElseThrow(
                () -> new OptimadeEntryException("species", "has a symbol that is no element"));
    content.merge(element, amount, Double::sum);
  }
}
