package io.athanor.allinone.lab;

/**
 * What a film consists of after annealing, each a share in [0, 1]. The directions and the places of
 * the thresholds are published; the widths and rates marked "chosen" are this simulator's own.
 *
 * @param perovskite share of the film in the black perovskite phase rather than a yellow one
 * @param crystallinity how far crystallisation has come
 * @param decomposition share decomposed to lead iodide by annealing
 * @param segregation tendency of mixed halides to part under light
 * @param tinOxidation tin(IV) defects
 */
record Phases(
    double perovskite,
    double crystallinity,
    double decomposition,
    double segregation,
    double tinOxidation) {
  /**
   * Below it CsPbI3 (t = 0.85) turns to its yellow phase; Li et al., Chem. Mater. 28 (2016) 284.
   * Width chosen.
   */
  private static final double TOLERANCE_LOW = 0.872;

  /**
   * Above it FAPbI3 (t = 0.99) turns to its hexagonal phase, which a little Cs or Br prevents; Li
   * et al. 2016, McMeekin et al., Science 351 (2016) 151. Width chosen.
   */
  private static final double TOLERANCE_HIGH = 0.978;

  private static final double TOLERANCE_WIDTH = 0.006;

  /**
   * Crystallisation is thermally activated by about 0.9 eV; of the order of the 87 kJ/mol of Moore
   * et al., J. Am. Chem. Soc. 137 (2015) 2350. Rate at 100 Cel chosen.
   */
  private static final double CRYSTALLISATION_EV = 0.9;

  private static final double CRYSTALLISATION_PER_MINUTE = 1 / 9.0;

  /** Avrami exponent, between one- and two-dimensional growth; chosen. */
  private static final double AVRAMI = 1.5;

  /**
   * MAPbI3 loses methylammonium already at 85 Cel: Conings et al., Adv. Energy Mater. 5 (2015)
   * 1500477. Rate at 100 Cel chosen.
   */
  private static final double METHYLAMMONIUM_PER_MINUTE = 1 / 350.0;

  /** FAPbI3 bears 150 Cel where MAPbI3 does not: Eperon et al. 2014. Rate at 100 Cel chosen. */
  private static final double FORMAMIDINIUM_PER_MINUTE = 1 / 4_000.0;

  /** Activation of both losses; chosen near the 1 eV found for MAPbI3. */
  private static final double DECOMPOSITION_EV = 1.0;

  /** MAPb(I1-xBrx)3 parts under light above x = 0.2: Hoke et al., Chem. Sci. 6 (2015) 613. */
  private static final double SEGREGATION_ONSET = 0.20;

  /** FA0.83Cs0.17Pb(I0.6Br0.4)3 does not: McMeekin et al. 2016, so the onset rises by 0.2/0.17. */
  private static final double SEGREGATION_RELIEF_BY_CESIUM = 0.2 / 0.17;

  /**
   * Tin(II) oxidises, the faster the hotter: Lin et al., Nat. Energy 4 (2019) 864. Rates chosen.
   */
  private static final double TIN_AS_CAST = 0.25;

  private static final double TIN_PER_MINUTE = 1 / 90.0;
  private static final double TIN_OXIDATION_EV = 0.6;

  private static final double BOLTZMANN = 8.617333262e-5;
  private static final double REFERENCE_KELVIN = 373.15;

  Phases {
    share("perovskite", perovskite);
    share("crystallinity", crystallinity);
    share("decomposition", decomposition);
    share("segregation", segregation);
    share("tinOxidation", tinOxidation);
  }

  static Phases of(Recipe recipe) {
    double t = Lattice.toleranceFactor(recipe);
    double perovskite =
        logistic((t - TOLERANCE_LOW) / TOLERANCE_WIDTH)
            * logistic((TOLERANCE_HIGH - t) / TOLERANCE_WIDTH);
    double minutes = recipe.annealMinutes();
    double growth = minutes * CRYSTALLISATION_PER_MINUTE * arrhenius(recipe, CRYSTALLISATION_EV);
    double crystallinity = -Math.expm1(-Math.pow(growth, AVRAMI));
    double rate =
        recipe.methylammonium() * METHYLAMMONIUM_PER_MINUTE
            + recipe.formamidinium() * FORMAMIDINIUM_PER_MINUTE;
    double decomposition = -Math.expm1(-minutes * rate * arrhenius(recipe, DECOMPOSITION_EV));
    double onset = SEGREGATION_ONSET + SEGREGATION_RELIEF_BY_CESIUM * recipe.cesium();
    double segregation =
        4 * recipe.bromide() * recipe.iodide() * logistic((recipe.bromide() - onset) / 0.03);
    double oxidation =
        recipe.tin()
            * (TIN_AS_CAST
                + (1 - TIN_AS_CAST)
                    * -Math.expm1(-minutes * TIN_PER_MINUTE * arrhenius(recipe, TIN_OXIDATION_EV)));
    return new Phases(
        perovskite, crystallinity, decomposition, Math.min(1, segregation), oxidation);
  }

  private static double arrhenius(Recipe recipe, double activation) {
    double kelvin = recipe.annealTemperature() + 273.15;
    return Math.exp(-activation / BOLTZMANN * (1 / kelvin - 1 / REFERENCE_KELVIN));
  }

  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " is not in [0, 1]");
    }
  }
}
