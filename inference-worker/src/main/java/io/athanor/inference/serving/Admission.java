package io.athanor.inference.serving;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The one place where materials become input of the network, or are refused: what is missing, is no
 * number, spans no volume, overlaps (atoms closer than 0.5 angstrom), holds elements that nobody or
 * only the model does not know, or is larger than is scored. Pure.
 */
public final class Admission {
  /** Most sites of a cell that is scored. */
  public static final int MOST_SITES = 1_000;

  private static final int PARAMETERS = 6;
  private static final int NUMBERS = 9;
  // of pairs of a site and a periodic image, about a second of work; a cell of 1,000 sites has 3e7
  private static final double MOST_PAIRS = 5e8;
  private static final int NEIGHBOURS_SOUGHT = 30;

  private final GraphBuilder builder;
  private final IntPredicate known;

  /**
   * Admits by one network's conventions.
   *
   * @param known whether the model was trained on an atomic number
   */
  public Admission(GraphBuilder builder, IntPredicate known) {
    this.builder = builder;
    this.known = known;
  }

  /** Admits what a model can score. */
  public static Admission of(MaterialModel model) {
    return new Admission(new GraphBuilder(model.shape()), model::knows);
  }

  /**
   * A material's graph: of its crystal where it has one, else of its formula.
   *
   * @throws UnscorableException naming the field ({@code crystal}, {@code crystal.species}, {@code
   *     formula}, …) and the reason
   */
  public MaterialGraph graph(RawMaterial material) throws UnscorableException {
    if (material.crystal().isPresent()) {
      return crystal(checked(material.crystal().get()));
    }
    if (material.formula().isPresent()) {
      return formula(material.formula().get());
    }
    throw new UnscorableException("", "it has neither a formula nor a crystal to score");
  }

  /**
   * The graph of a crystal that exists already.
   *
   * @throws UnscorableException where the model does not know an element, or it is too large
   */
  public MaterialGraph crystal(Crystal crystal) throws UnscorableException {
    requireSize(crystal.sites().size());
    for (Site site : crystal.sites()) {
      requireKnown("crystal.species", site.element());
    }
    requireCompact(crystal);
    try {
      return builder.crystal(crystal);
    } catch (IllegalArgumentException cause) {
      throw new UnscorableException("crystal", cause.getMessage());
    }
  }

  /**
   * The graph of a composition.
   *
   * @throws UnscorableException where the model does not know an element
   */
  public MaterialGraph composition(Composition composition) throws UnscorableException {
    for (Element element : composition.elements()) {
      requireKnown("formula", element);
    }
    try {
      return builder.composition(composition);
    } catch (IllegalArgumentException cause) {
      throw new UnscorableException("formula", cause.getMessage());
    }
  }

  private MaterialGraph formula(String formula) throws UnscorableException {
    Composition composition;
    try {
      composition = Composition.parse(formula);
    } catch (MaterialException cause) {
      throw new UnscorableException("formula", cause.getMessage());
    }
    return composition(composition);
  }

  private Crystal checked(RawMaterial.RawCrystal raw) throws UnscorableException {
    int sites = raw.species().size();
    if (raw.lattice().length != PARAMETERS && raw.lattice().length != NUMBERS) {
      throw new UnscorableException(
          "crystal.lattice", "it must hold six cell parameters or nine numbers");
    }
    requireFinite("crystal.lattice", raw.lattice());
    if (sites == 0) {
      throw new UnscorableException("crystal.species", "it holds no sites");
    }
    requireSize(sites);
    if (raw.fractional().length != 3 * sites) {
      throw new UnscorableException(
          "crystal.fractional", "it must hold three numbers for each site");
    }
    requireFinite("crystal.fractional", raw.fractional());
    List<Site> placed = new ArrayList<>(sites);
    for (int site = 0; site < sites; site++) {
      String symbol = raw.species().get(site);
      Element element =
          Element.ofSymbol(symbol)
              .orElseThrow(
                  () ->
                      new UnscorableException(
                          "crystal.species", "unknown element '" + clipped(symbol) + "'"));
      requireKnown("crystal.species", element);
      placed.add(site(element, raw.fractional(), 3 * site));
    }
    try {
      return new Crystal(lattice(raw.lattice()), placed);
    } catch (MaterialException cause) {
      throw new UnscorableException("crystal", cause.getMessage());
    }
  }

  private static Site site(Element element, double[] fractional, int at)
      throws UnscorableException {
    try {
      return new Site(element, fractional[at], fractional[at + 1], fractional[at + 2]);
    } catch (MaterialException cause) {
      throw new UnscorableException("crystal.fractional", cause.getMessage());
    }
  }

  private static Lattice lattice(double[] numbers) {
    if (numbers.length == PARAMETERS) {
      return new Lattice(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
    return Lattice.ofMatrix(
        new double[][] {
          Arrays.copyOfRange(numbers, 0, 3),
          Arrays.copyOfRange(numbers, 3, 6),
          Arrays.copyOfRange(numbers, 6, NUMBERS)
        });
  }

  private void requireKnown(String field, Element element) throws UnscorableException {
    if (!known.test(element.atomicNumber())) {
      throw new UnscorableException(
          field, "the model was not trained on element " + element.symbol());
    }
  }

  /** Flat and skewed cells have so many images within reach that one would hold up all others. */
  private static void requireCompact(Crystal crystal) throws UnscorableException {
    int sites = crystal.sites().size();
    double radius = Math.cbrt(crystal.volumePerAtom() * NEIGHBOURS_SOUGHT * 3 / (4 * Math.PI));
    double pairs = (double) sites * sites;
    for (double[] row : crystal.lattice().reciprocal()) {
      double spacing = 1 / Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]);
      pairs *= 2 * Math.ceil(radius / spacing) + 1;
    }
    if (!(pairs <= MOST_PAIRS)) {
      throw new UnscorableException(
          "crystal.lattice", "the cell is too flat or too skewed for its size: reduce it");
    }
  }

  private static void requireSize(int sites) throws UnscorableException {
    if (sites > MOST_SITES) {
      throw new UnscorableException(
          "crystal.species",
          "it holds " + sites + " sites, more than the " + MOST_SITES + " that are scored");
    }
  }

  private static void requireFinite(String field, double[] numbers) throws UnscorableException {
    for (int index = 0; index < numbers.length; index++) {
      if (!Double.isFinite(numbers[index])) {
        throw new UnscorableException(field, "number " + (index + 1) + " is not finite");
      }
    }
  }

  private static String clipped(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }
}
