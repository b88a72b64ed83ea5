package io.athanor.inference.relax;

import io.athanor.inference.model.TracedCrystal;

/**
 * A crystal as one vector: nine components of a symmetric strain in units of a length, then the
 * displacement of every site before that strain, angstrom.
 *
 * <pre>
 * h = h0 F,   r = (s0 h0 + u) F,   F = 1 + e        (rows; Tadmor et al., PRB 59, 235, 1999)
 * dE/du = dE/dr F,   dE/de = sym(F^-1 W),   W = sum of r (x) dE/dr: the virial
 * </pre>
 */
final class Coordinates {
  private static final int STRAIN = 9;
  private static final double GIGAPASCAL = 160.2176634;

  private final Cell start;
  private final Freedom freedom;
  private final double[][] inverse;
  private final double volume;
  private final double length;

  Coordinates(Cell start, Freedom freedom) {
    this.start = start;
    this.freedom = freedom;
    this.inverse = Matrices.inverse(start.lattice());
    this.volume = Math.abs(Matrices.determinant(start.lattice()));
    // makes a crystal about as stiff to strain as to displacements
    this.length = Math.sqrt(start.size()) * Math.cbrt(volume / start.size());
  }

  int size() {
    return STRAIN + 3 * start.size();
  }

  Cell cell(double[] x) {
    double[][] fractional = new double[start.size()][3];
    for (int site = 0; site < fractional.length; site++) {
      for (int axis = 0; axis < 3; axis++) {
        double sum = start.fractional()[site][axis];
        for (int other = 0; other < 3; other++) {
          sum += x[STRAIN + 3 * site + other] * inverse[other][axis];
        }
        fractional[site][axis] = sum;
      }
    }
    return new Cell(
        Matrices.product(start.lattice(), deformation(x)), start.elements(), fractional);
  }

  boolean moved(double[] x) {
    for (double component : x) {
      if (component != 0) {
        return true;
      }
    }
    return false;
  }

  /** Largest component of the strain. */
  double strain(double[] x) {
    double largest = 0;
    for (int index = 0; index < STRAIN; index++) {
      largest = Math.max(largest, Math.abs(x[index]) / length);
    }
    return largest;
  }

  /** Gradient of the cell's energy, eV per angstrom. */
  double[] gradient(double[] x, TracedCrystal.Derivative perAtom) {
    double[] gradient = new double[x.length];
    double[][] deformation = deformation(x);
    if (freedom.cell()) {
      double[][] free = free(Matrices.product(Matrices.inverse(deformation), perAtom.strain()));
      for (int index = 0; index < STRAIN; index++) {
        gradient[index] = start.size() * free[index / 3][index % 3] / length;
      }
    }
    if (freedom.sites()) {
      for (int site = 0; site < start.size(); site++) {
        double[] slope = perAtom.positions()[site];
        for (int axis = 0; axis < 3; axis++) {
          double sum = 0;
          for (int other = 0; other < 3; other++) {
            sum += slope[other] * deformation[axis][other];
          }
          gradient[STRAIN + 3 * site + axis] = start.size() * sum;
        }
      }
    }
    return gradient;
  }

  /** Largest force on a site, eV/angstrom. */
  double largestForce(TracedCrystal.Derivative perAtom) {
    double largest = 0;
    for (double[] slope : perAtom.positions()) {
      double norm = Math.sqrt(slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]);
      largest = Math.max(largest, start.size() * norm);
    }
    return largest;
  }

  /** Largest component of the stress that the freedom answers to, GPa. */
  double largestStress(double[] x, TracedCrystal.Derivative perAtom) {
    double now = volume * Math.abs(Matrices.determinant(deformation(x)));
    double largest = 0;
    for (double[] row : free(perAtom.strain())) {
      for (double component : row) {
        largest = Math.max(largest, Math.abs(component));
      }
    }
    return largest * start.size() / now * GIGAPASCAL;
  }

  private double[][] deformation(double[] x) {
    double[][] deformation = new double[3][3];
    for (int index = 0; index < STRAIN; index++) {
      int row = index / 3;
      int column = index % 3;
      deformation[row][column] = (row == column ? 1 : 0) + x[index] / length;
    }
    return deformation;
  }

  /** The symmetric part, or where the shape is kept its isotropic one. */
  private double[][] free(double[][] matrix) {
    double[][] free = new double[3][3];
    double third = (matrix[0][0] + matrix[1][1] + matrix[2][2]) / 3;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        if (freedom.isotropic()) {
          free[row][column] = row == column ? third : 0;
        } else {
          free[row][column] = 0.5 * (matrix[row][column] + matrix[column][row]);
        }
      }
    }
    return free;
  }
}
