package io.athanor.allinone.lab;

/** Optical gap at room temperature from published end members and bowing. Electronvolt. */
final class BandGap {
  /** MAPbI3, the anchor of the halide law: Noh et al., Nano Lett. 13 (2013) 1764. */
  private static final double MAPBI3 = 1.57;

  /** FAPbI3: Eperon et al., Energy Environ. Sci. 7 (2014) 982. */
  private static final double FAPBI3 = 1.48;

  /** Black CsPbI3: Eperon et al., J. Mater. Chem. A 3 (2015) 19688. */
  private static final double CSPBI3 = 1.73;

  /** MASnI3: Hao et al., J. Am. Chem. Soc. 136 (2014) 8094. */
  private static final double MASNI3 = 1.30;

  /** FASnI3: Prasanna et al., J. Am. Chem. Soc. 139 (2017) 11117. */
  private static final double FASNI3 = 1.41;

  /** Black CsSnI3: Chung et al., J. Am. Chem. Soc. 134 (2012) 8579. */
  private static final double CSSNI3 = 1.30;

  /**
   * Bowing of the Pb/Sn mixture, E = (1-x) E(Pb) + x E(Sn) - b x (1-x): b is set so that
   * MASn0.75Pb0.25I3 has 1.17 eV (Hao et al. 2014) and FA0.75Cs0.25Sn0.5Pb0.5I3 1.22 eV (Eperon et
   * al., Science 354 (2016) 861) within 0.02 eV.
   */
  private static final double TIN_BOWING = 1.0;

  /** Linear term of Eg(x) = 1.57 + 0.39 x + 0.33 x^2 for MAPb(I1-xBrx)3: Noh et al. 2013. */
  private static final double BROMIDE_LINEAR = 0.39;

  /** Quadratic term of the same law: Noh et al. 2013. */
  private static final double BROMIDE_BOWING = 0.33;

  /** Step from MAPbI3 to MAPbCl3 at 3.11 eV: Kitazawa et al., J. Mater. Sci. 37 (2002) 3585. */
  private static final double CHLORIDE_LINEAR = 3.11 - MAPBI3;

  private BandGap() {}

  /** Gap of a phase-pure film in eV. */
  static double of(Recipe recipe) {
    double lead =
        recipe.cesium() * CSPBI3
            + recipe.methylammonium() * MAPBI3
            + recipe.formamidinium() * FAPBI3;
    double tin =
        recipe.cesium() * CSSNI3
            + recipe.methylammonium() * MASNI3
            + recipe.formamidinium() * FASNI3;
    double x = recipe.tin();
    double halide =
        BROMIDE_LINEAR * recipe.bromide()
            + BROMIDE_BOWING * recipe.bromide() * recipe.bromide()
            + CHLORIDE_LINEAR * recipe.chloride();
    return (1 - x) * lead + x * tin - TIN_BOWING * x * (1 - x) + halide;
  }
}
