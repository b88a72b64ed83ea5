package io.athanor.allinone.lab;

/** Size of the perovskite cage: effective radii, tolerance factor, pseudo-cubic lattice. */
final class Lattice {
  /** Cs+, twelvefold: Shannon, Acta Cryst. A32 (1976) 751. Angstrom. */
  static final double CESIUM = 1.88;

  /** CH3NH3+, effective: Kieslich et al., Chem. Sci. 5 (2014) 4712. Angstrom. */
  static final double METHYLAMMONIUM = 2.17;

  /** CH(NH2)2+, effective: Kieslich et al., Chem. Sci. 5 (2014) 4712. Angstrom. */
  static final double FORMAMIDINIUM = 2.53;

  /** Pb2+, sixfold: Shannon 1976. Angstrom. */
  static final double LEAD = 1.19;

  /** Sn2+ has no sixfold entry in Shannon's table; 1.10 is in common use for halides. Angstrom. */
  static final double TIN = 1.10;

  /** I-, sixfold: Shannon 1976. Angstrom. */
  static final double IODIDE = 2.20;

  /** Br-, sixfold: Shannon 1976. Angstrom. */
  static final double BROMIDE = 1.96;

  /** Cl-, sixfold: Shannon 1976. Angstrom. */
  static final double CHLORIDE = 1.81;

  /** Cubic MAPbI3: Poglitsch and Weber, J. Chem. Phys. 87 (1987) 6373. Angstrom. */
  private static final double CELL_MAPBI3 = 6.3285;

  /** Cubic FAPbI3: Weller et al., J. Phys. Chem. Lett. 6 (2015) 3209. Angstrom. */
  private static final double CELL_FAPBI3 = 6.3620;

  /** Cubic CsPbI3: Trots and Myagkota, J. Phys. Chem. Solids 69 (2008) 2520. Angstrom. */
  private static final double CELL_CSPBI3 = 6.2894;

  /** Cubic MAPbBr3: Poglitsch and Weber 1987. Angstrom. */
  private static final double CELL_MAPBBR3 = 5.901;

  /** Cubic MAPbCl3: Poglitsch and Weber 1987. Angstrom. */
  private static final double CELL_MAPBCL3 = 5.675;

  /** Pseudo-cubic MASnI3: Stoumpos et al., Inorg. Chem. 52 (2013) 9019. Angstrom. */
  private static final double CELL_MASNI3 = 6.2302;

  private Lattice() {}

  /**
   * Goldschmidt's t = (rA + rX) / (sqrt(2) (rB + rX)) with site-averaged radii; Goldschmidt,
   * Naturwissenschaften 14 (1926) 477.
   */
  static double toleranceFactor(Recipe recipe) {
    double a =
        recipe.cesium() * CESIUM
            + recipe.methylammonium() * METHYLAMMONIUM
            + recipe.formamidinium() * FORMAMIDINIUM;
    double b = recipe.lead() * LEAD + recipe.tin() * TIN;
    double x = recipe.iodide() * IODIDE + recipe.bromide() * BROMIDE + recipe.chloride() * CHLORIDE;
    return (a + x) / (Math.sqrt(2) * (b + x));
  }

  /** Pseudo-cubic lattice parameter in Angstrom by Vegard's rule (Vegard, Z. Phys. 5 (1921) 17). */
  static double parameter(Recipe recipe) {
    return recipe.cesium() * CELL_CSPBI3
        + recipe.methylammonium() * CELL_MAPBI3
        + recipe.formamidinium() * CELL_FAPBI3
        + recipe.tin() * (CELL_MASNI3 - CELL_MAPBI3)
        + recipe.bromide() * (CELL_MAPBBR3 - CELL_MAPBI3)
        + recipe.chloride() * (CELL_MAPBCL3 - CELL_MAPBI3);
  }
}
