package io.athanor.inference.worker;

import io.athanor.event.Candidate;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Candidates as they come in events to the network's input: the crystal where there is one. */
final class CandidateGraphs {
  private static final int MOST_SITES = 1_000;
  private static final int LATTICE_NUMBERS = 9;

  private final GraphBuilder builder;
  private final IntPredicate known;

  /** Why a candidate has no graph. */
  static final class UnscorableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    UnscorableException(String field, String reason, Throwable cause) {
      super(reason, cause);
      this.field = field;
    }

    /** The field concerned. */
    String field() {
      return field;
    }
  }

  /**
   * Builds with one network's conventions.
   *
   * @param known whether the model was trained on an atomic number
   */
  CandidateGraphs(GraphBuilder builder, IntPredicate known) {
    this.builder = builder;
    this.known = known;
  }

  /**
   * The candidate's graph.
   *
   * @throws UnscorableException naming the field and the reason
   */
  MaterialGraph of(Candidate candidate) {
    if (candidate.getCrystal() != null) {
      return crystal(candidate.getCrystal());
    }
    if (candidate.getFormula() != null) {
      return formula(candidate.getFormula());
    }
    throw new UnscorableException(
        "candidate", "it has neither a formula nor a crystal to score", null);
  }

  private MaterialGraph formula(String formula) {
    String field = "candidate.formula";
    try {
      Composition composition = Composition.parse(formula);
      composition.elements().forEach(element -> requireKnown(field, element));
      return builder.composition(composition);
    } catch (MaterialException cause) {
      throw new UnscorableException(field, cause.getMessage(), cause);
    }
  }

  private MaterialGraph crystal(io.athanor.event.Crystal event) {
    String field = "candidate.crystal";
    List<String> species = event.getSpecies();
    List<Double> fractional = event.getFractional();
    if (event.getLattice().size() != LATTICE_NUMBERS) {
      throw new UnscorableException(field + ".lattice", "it must hold nine numbers", null);
    }
    if (species.size() > MOST_SITES) {
      throw new UnscorableException(
          field + ".species", "more than " + MOST_SITES + " sites are not scored", null);
    }
    if (fractional.size() != 3 * species.size()) {
      throw new UnscorableException(
          field + ".fractional", "it must hold three numbers for each site", null);
    }
    try {
      double[][] rows = new double[3][3];
      for (int index = 0; index < LATTICE_NUMBERS; index++) {
        rows[index / 3][index % 3] = event.getLattice().get(index);
      }
      List<Site> sites = new ArrayList<>();
      for (int site = 0; site < species.size(); site++) {
        String symbol = species.get(site);
        Element element =
            Element.ofSymbol(symbol)
                .orElseThrow(
                    () ->
                        new UnscorableException(
                            field + ".species", "unknown element '" + symbol + "'", null));
        requireKnown(field + ".species", element);
        sites.add(
            new Site(
                element,
                fractional.get(3 * site),
                fractional.get(3 * site + 1),
                fractional.get(3 * site + 2)));
      }
      return builder.crystal(new Crystal(Lattice.ofMatrix(rows), sites));
    } catch (MaterialException cause) {
      throw new UnscorableException(field, cause.getMessage(), cause);
    }
  }

  private void requireKnown(String field, Element element) {
    if (!known.test(element.atomicNumber())) {
      throw new UnscorableException(
          field, "the model was not trained on element " + element.symbol(), null);
    }
  }
}
