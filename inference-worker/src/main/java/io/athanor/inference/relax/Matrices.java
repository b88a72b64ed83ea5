package io.athanor.inference.relax;

/** Three by three matrices. */
final class Matrices {
  private Matrices() {}

  static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  static double[][] inverse(double[][] m) {
    double determinant = determinant(m);
    double[][] inverse = new double[3][3];
    for (int row = 0; row < 3; row++) {
      int down = (row + 1) % 3;
      int next = (row + 2) % 3;
      for (int column = 0; column < 3; column++) {
        int right = (column + 1) % 3;
        int last = (column + 2) % 3;
        inverse[column][row] =
            (m[down][right] * m[next][last] - m[down][last] * m[next][right]) / determinant;
      }
    }
    return inverse;
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int inner = 0; inner < 3; inner++) {
          product[row][column] += left[row][inner] * right[inner][column];
        }
      }
    }
    return product;
  }
}
