package io.athanor.materials.diffraction;

import io.athanor.materials.crystal.Lattice;

/** Crystal systems by what their symmetry leaves free in a cell. */
public enum CrystalSystem {
  CUBIC(1),
  TETRAGONAL(2),
  /** Also trigonal on hexagonal axes: a = b, gamma = 120 degrees. */
  HEXAGONAL(2),
  /** Trigonal on rhombohedral axes: a = b = c, equal angles. */
  RHOMBOHEDRAL(2),
  ORTHORHOMBIC(3),
  /** Unique axis b. */
  MONOCLINIC(4),
  TRICLINIC(6);

  private final int parameters;

  CrystalSystem(int parameters) {
    this.parameters = parameters;
  }

  /** How many cell parameters are free. */
  public int parameters() {
    return parameters;
  }

  /** The free parameters of a cell: lengths in Angstrom first, then angles in degrees. */
  double[] free(Lattice cell) {
    return switch (this) {
      case CUBIC -> new double[] {cell.a()};
      case TETRAGONAL, HEXAGONAL -> new double[] {cell.a(), cell.c()};
      case RHOMBOHEDRAL -> new double[] {cell.a(), cell.alpha()};
      case ORTHORHOMBIC -> new double[] {cell.a(), cell.b(), cell.c()};
      case MONOCLINIC -> new double[] {cell.a(), cell.b(), cell.c(), cell.beta()};
      case TRICLINIC ->
          new double[] {cell.a(), cell.b(), cell.c(), cell.alpha(), cell.beta(), cell.gamma()};
    };
  }

  /** The cell with these free parameters. */
  Lattice cell(double[] p) {
    return switch (this) {
      case CUBIC -> Lattice.cubic(p[0]);
      case TETRAGONAL -> new Lattice(p[0], p[0], p[1], 90, 90, 90);
      case HEXAGONAL -> new Lattice(p[0], p[0], p[1], 90, 90, 120);
      case RHOMBOHEDRAL -> new Lattice(p[0], p[0], p[0], p[1], p[1], p[1]);
      case ORTHORHOMBIC -> new Lattice(p[0], p[1], p[2], 90, 90, 90);
      case MONOCLINIC -> new Lattice(p[0], p[1], p[2], 90, p[3], 90);
      case TRICLINIC -> new Lattice(p[0], p[1], p[2], p[3], p[4], p[5]);
    };
  }

  /** Errors of all six parameters from those of the free ones; 0 where symmetry fixes a value. */
  double[] spread(double[] e) {
    return switch (this) {
      case CUBIC -> new double[] {e[0], e[0], e[0], 0, 0, 0};
      case TETRAGONAL, HEXAGONAL -> new double[] {e[0], e[0], e[1], 0, 0, 0};
      case RHOMBOHEDRAL -> new double[] {e[0], e[0], e[0], e[1], e[1], e[1]};
      case ORTHORHOMBIC -> new double[] {e[0], e[1], e[2], 0, 0, 0};
      case MONOCLINIC -> new double[] {e[0], e[1], e[2], 0, e[3], 0};
      case TRICLINIC -> e.clone();
    };
  }
}
