package io.athanor.inference.training.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.event.Candidate;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PropertySummary;
import io.athanor.event.SourceSummary;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.data.RowParser.BrokenRecordException;
import io.athanor.inference.training.data.RowParser.Graphs;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Fused materials of the log as training rows. Pure. */
final class MaterialRows {
  private static final String EXPERIMENT = "experiment";
  private static final String SIMULATED = "simulated experiment";
  private static final int LATTICE_NUMBERS = 9;

  private final RowParser parser;
  private final List<String> bases;

  /**
   * For one network.
   *
   * @param bases kinds of value to take, the most wanted first
   */
  MaterialRows(NetworkShape shape, List<String> bases) {
    this.parser = new RowParser(shape);
    this.bases = List.copyOf(bases);
  }

  /**
   * A material's row: the crystal where it is known, else the composition; labels of the wanted
   * kinds under {@code props}, in the properties' units.
   *
   * @param line of the row
   * @return empty where none of the wanted kinds says anything of it
   * @throws BrokenRecordException where something is said of a material without a usable
   *     composition, or in a unit that does not convert
   */
  Optional<Row> row(long line, MaterialUpdated material) throws BrokenRecordException {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    // the map's own order is none
    for (Map.Entry<String, PropertySummary> each :
        new TreeMap<>(material.getProperties()).entrySet()) {
      PropertySummary summary = each.getValue();
      String name = summary.getProperty().isEmpty() ? each.getKey() : summary.getProperty();
      Optional<Property> property = Property.ofKey(name);
      if (property.isPresent()) {
        OptionalDouble value = value(summary, property.get());
        value.ifPresent(known -> labels.put(property.get().key(), known));
      }
    }
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    Graphs graphs = graphs(material.getCandidate());
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("id", material.getCandidateId());
    fields.set("props", labels);
    return Optional.of(
        new Row(line, material.getCandidateId(), fields, graphs.crystal(), graphs.composition()));
  }

  private OptionalDouble value(PropertySummary summary, Property property)
      throws BrokenRecordException {
    for (String basis : bases) {
      if (basis.equals(summary.getBasis())) {
        return OptionalDouble.of(converted(summary.getMean(), property));
      }
      OptionalDouble mean = mean(basis, summary.getSources(), property);
      if (mean.isPresent()) {
        return mean;
      }
    }
    return OptionalDouble.empty();
  }

  /** Mean over all values of one kind that is not the best there is. */
  private static OptionalDouble mean(String basis, List<SourceSummary> sources, Property property)
      throws BrokenRecordException {
    double sum = 0;
    long count = 0;
    for (SourceSummary source : sources) {
      if (basis(source).equals(Optional.of(basis)) && source.getCount() > 0) {
        double value = converted(source.getMean(), property);
        if (source.getOffset() != null) {
          value -= converted(source.getOffset(), property);
        }
        sum += source.getCount() * value;
        count += source.getCount();
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  /** What kind of value a source gives; empty for what is of no use, not being converged. */
  private static Optional<String> basis(SourceSummary source) {
    if (!source.getConverged()) {
      return Optional.empty();
    }
    boolean isSimulated = source.getSimulated() && source.getFidelity().equals(EXPERIMENT);
    return Optional.of(isSimulated ? SIMULATED : source.getFidelity());
  }

  private static double converted(io.athanor.event.Quantity quantity, Property property)
      throws BrokenRecordException {
    try {
      double value = Units.convert(quantity.getValue(), quantity.getUnit(), property.unit());
      if (!Double.isFinite(value)) {
        throw new BrokenRecordException("properties." + property.key() + ": is not finite");
      }
      return value;
    } catch (MaterialException cause) {
      throw new BrokenRecordException(
          "properties.%s: '%s' does not convert to '%s'"
              .formatted(property.key(), quantity.getUnit(), property.unit()));
    }
  }

  private Graphs graphs(Candidate candidate) throws BrokenRecordException {
    if (candidate == null) {
      throw new BrokenRecordException("candidate: is not known");
    }
    try {
      if (candidate.getCrystal() != null) {
        return parser.graphs(crystal(candidate.getCrystal()));
      }
      if (candidate.getFormula() != null) {
        return parser.graphs(Composition.parse(candidate.getFormula()));
      }
    } catch (MaterialException cause) {
      throw new BrokenRecordException("candidate: " + cause.getMessage());
    }
    throw new BrokenRecordException("candidate: has neither a crystal nor a formula");
  }

  private static Crystal crystal(io.athanor.event.Crystal event) throws BrokenRecordException {
    List<String> species = event.getSpecies();
    List<Double> fractional = event.getFractional();
    if (event.getLattice().size() != LATTICE_NUMBERS || fractional.size() != 3 * species.size()) {
      throw new BrokenRecordException(
          "candidate.crystal: must hold nine lattice numbers, and three for each site");
    }
    double[][] rows = new double[3][3];
    for (int index = 0; index < LATTICE_NUMBERS; index++) {
      rows[index / 3][index % 3] = event.getLattice().get(index);
    }
    List<Site> sites = new ArrayList<>(species.size());
    for (int site = 0; site < species.size(); site++) {
      Element element = Element.ofSymbol(species.get(site)).orElse(null);
      if (element == null) {
        throw new BrokenRecordException(
            "candidate.crystal: '" + species.get(site) + "' is no element");
      }
      sites.add(
          new Site(
              element,
              fractional.get(3 * site),
              fractional.get(3 * site + 1),
              fractional.get(3 * site + 2)));
    }
    return new Crystal(Lattice.ofMatrix(rows), sites);
  }
}
