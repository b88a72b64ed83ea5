package io.athanor.inference.fewlabels;

import java.util.List;

/**
 * Features of materials in blocks that each share one length of a kernel.
 *
 * @param rows one a material, all of the same length, finite
 * @param widths numbers in each block, in order; their sum is that length
 */
record BlockFeatures(List<double[]> rows, List<Integer> widths) {
  private static final double LEAST_SPREAD = 1e-9;

  BlockFeatures {
    rows = List.copyOf(rows);
    widths = List.copyOf(widths);
    int length = 0;
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException("widths must be positive, got " + widths);
      }
      length += width;
    }
    for (double[] row : rows) {
      if (row.length != length) {
        throw new IllegalArgumentException("rows must have " + length + " numbers");
      }
    }
  }

  /** Mean and deviation of each column. */
  double[][] moments() {
    int length = rows.get(0).length;
    double[] mean = new double[length];
    double[] spread = new double[length];
    for (double[] row : rows) {
      for (int column = 0; column < length; column++) {
        mean[column] += row[column] / rows.size();
      }
    }
    for (double[] row : rows) {
      for (int column = 0; column < length; column++) {
        spread[column] += (row[column] - mean[column]) * (row[column] - mean[column]) / rows.size();
      }
    }
    for (int column = 0; column < length; column++) {
      double deviation = Math.sqrt(spread[column]);
      // what never varied says nothing
      spread[column] = deviation < LEAST_SPREAD ? Double.POSITIVE_INFINITY : deviation;
    }
    return new double[][] {mean, spread};
  }

  /** The same in units of these moments, each block's numbers sharing a squared length of 1. */
  BlockFeatures standardised(double[][] moments) {
    return new BlockFeatures(
        rows.stream()
            .map(
                row -> {
                  double[] standard = new double[row.length];
                  int column = 0;
                  for (int width : widths) {
                    double share = Math.sqrt(width);
                    for (int inside = 0; inside < width; inside++, column++) {
                      standard[column] =
                          (row[column] - moments[0][column]) / moments[1][column] / share;
                    }
                  }
                  return standard;
                })
            .toList(),
        widths);
  }

  /** Squared distances of each block, [D][n (n - 1) / 2], row by row below the diagonal. */
  float[][] distances() {
    int size = rows.size();
    float[][] distances = new float[widths.size()][size * (size - 1) / 2];
    int at = 0;
    for (int row = 0; row < size; row++) {
      for (int other = 0; other < row; other++) {
        double[] left = rows.get(row);
        double[] right = rows.get(other);
        int column = 0;
        for (int block = 0; block < widths.size(); block++) {
          double sum = 0;
          for (int end = column + widths.get(block); column < end; column++) {
            sum += (left[column] - right[column]) * (left[column] - right[column]);
          }
          distances[block][at] = (float) sum;
        }
        at++;
      }
    }
    return distances;
  }

  /** One row with each block divided by its length. */
  double[] scaled(int row, double[] logLengths) {
    double[] scaled = rows.get(row).clone();
    int column = 0;
    for (int block = 0; block < widths.size(); block++) {
      double factor = Math.exp(-logLengths[block]);
      for (int end = column + widths.get(block); column < end; column++) {
        scaled[column] *= factor;
      }
    }
    return scaled;
  }
}
