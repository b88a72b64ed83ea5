package io.athanor.allinone.lab;

/**
 * The noise-free truth of a recipe: what the film is and what the cell made of it can do.
 *
 * @param recipe how it is made
 * @param gap optical gap, eV
 * @param lattice pseudo-cubic lattice parameter, Angstrom
 * @param toleranceFactor Goldschmidt's
 * @param phases what it consists of
 * @param decades decades between the luminescence yield and one, which cost voltage
 * @param cell the solar cell
 * @param failureProbability chance that no usable film comes out
 */
record Film(
    Recipe recipe,
    double gap,
    double lattice,
    double toleranceFactor,
    Phases phases,
    double decades,
    DiodeModel cell,
    double failureProbability) {
  /**
   * Decades of luminescence lost in a good cell: external yields of some per mille to per cent;
   * Stolterfoht et al., Energy Environ. Sci. 12 (2019) 2778.
   */
  private static final double DECADES_AT_BEST = 1.8;

  /**
   * A few per cent of chloride make larger grains and longer diffusion: Stranks et al., Science 342
   * (2013) 341; more does not enter the lattice: Colella et al., Chem. Mater. 25 (2013) 4613. Size
   * of the gain chosen.
   */
  private static final double CHLORIDE_GAIN = 0.8;

  private static final double CHLORIDE_OPTIMUM = 0.03;
  private static final double CHLORIDE_WIDTH = 0.02;
  private static final double CHLORIDE_LIMIT = 0.055;

  /** A little lead iodide passivates: Chen et al., Nano Lett. 14 (2014) 4158. Amount chosen. */
  private static final double USEFUL_LEAD_IODIDE = 0.03;

  /**
   * FA/Cs films are of best quality between 0.10 and 0.30 Cs: Rehman et al., Energy Environ. Sci.
   * 10 (2017) 361. Size of the loss beyond chosen.
   */
  private static final double MOST_MISCIBLE_CESIUM = 0.30;

  private static final double CESIUM_LOSS = 5.0;

  /**
   * Wide-gap mixtures lose more voltage than their gap gains: Unger et al., J. Mater. Chem. A 5
   * (2017) 11401. Size chosen.
   */
  private static final double BROMIDE_LOSS = 3.0;

  /** Reflection and parasitic absorption of a good stack; chosen. */
  private static final double OPTICAL = 0.92;

  static Film of(Recipe recipe) {
    Phases phases = Phases.of(recipe);
    double gap = BandGap.of(recipe);
    double chloride = (recipe.chloride() - CHLORIDE_OPTIMUM) / CHLORIDE_WIDTH;
    double decades =
        DECADES_AT_BEST
            + CHLORIDE_GAIN * (1 - Math.exp(-chloride * chloride))
            + CESIUM_LOSS * Math.max(0, recipe.cesium() - MOST_MISCIBLE_CESIUM)
            + BROMIDE_LOSS * recipe.bromide()
            + 4.0 * (1 - phases.crystallinity())
            + 15.0 * Math.abs(phases.decomposition() - USEFUL_LEAD_IODIDE)
            + 3.0 * phases.segregation()
            + 7.0 * phases.tinOxidation()
            + 3.0 * (1 - phases.perovskite());
    return new Film(
        recipe,
        gap,
        Lattice.parameter(recipe),
        Lattice.toleranceFactor(recipe),
        phases,
        decades,
        cell(gap, phases, decades),
        failureProbability(recipe, phases));
  }

  /** Power conversion efficiency under AM1.5G, per cent. */
  double efficiency() {
    return cell.efficiency();
  }

  /** The same film with a scatter in its defects and its collected current, as batches have it. */
  Film scattered(double moreDecades, double currentFactor) {
    DiodeModel scattered =
        cell(gap, phases, decades + moreDecades).changed(currentFactor, 1.0, 1.0);
    return new Film(
        recipe, gap, lattice, toleranceFactor, phases, decades, scattered, failureProbability);
  }

  private static DiodeModel cell(double gap, Phases phases, double decades) {
    double collected =
        OPTICAL
            * phases.perovskite()
            * (1 - phases.decomposition())
            * (0.35 + 0.65 * phases.crystallinity())
            * (1 - 0.35 * phases.tinOxidation())
            * (1 - 0.15 * phases.segregation());
    double series = 2.5 + 8 * (1 - phases.crystallinity()) + 12 * phases.decomposition();
    double shunt = 4_000 * (0.05 + phases.crystallinity() * phases.perovskite());
    return DiodeModel.of(gap, collected, Math.pow(10, -decades), 1.4, series, shunt);
  }

  /**
   * Films fail where the wanted phase is not the stable one, where cesium bromide does not dissolve
   * (as McMeekin et al. 2016 had to work around) and where chloride exceeds what the lattice takes.
   * Probabilities chosen.
   */
  private static double failureProbability(Recipe recipe, Phases phases) {
    double yellow = 1 - phases.perovskite();
    double solubility = Phases.logistic((recipe.cesium() * recipe.bromide() - 0.20) / 0.03);
    double chloride = Phases.logistic((recipe.chloride() - CHLORIDE_LIMIT) / 0.005);
    return Math.min(0.6, 0.02 + 0.40 * yellow * yellow + 0.35 * solubility + 0.15 * chloride);
  }
}
