package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small dense linear program, solved by the two-phase simplex method with Bland's rule (Bland,
 * Math. Oper. Res. 2, 1977), which never cycles: maximise c x where low &lt;= x &lt;= high and
 * every row holds. Rows are scaled to a largest coefficient of one.
 */
final class LinearProgram {
  private static final double PIVOT = 1e-10;
  private static final double INFEASIBLE = 1e-8;
  private static final int MOST_PIVOTS = 50_000;

  private record Row(double[] coefficients, boolean equality, double bound) {}

  /**
   * What came out.
   *
   * @param point the best point; empty where there is none
   * @param conflict where there is none: rows that contradict each other and the bounds together,
   *     by the order they were added in
   */
  record Outcome(double[] point, Set<Integer> conflict) {
    boolean isFeasible() {
      return point.length > 0;
    }
  }

  private final double[] low;
  private final List<Row> rows = new ArrayList<>();
  private final int given;

  /** Variables between finite bounds. */
  LinearProgram(double[] low, double[] high) {
    this.low = low.clone();
    for (int i = 0; i < low.length; i++) {
      double[] unit = new double[low.length];
      unit[i] = 1;
      rows.add(new Row(unit, false, high[i] - low[i]));
    }
    this.given = rows.size();
  }

  /** Adds a row; a sum that must be at least something is to be given with signs turned. */
  void add(double[] coefficients, boolean equality, double bound) {
    double shifted = bound;
    double largest = 0;
    for (int i = 0; i < coefficients.length; i++) {
      shifted -= coefficients[i] * low[i];
      largest = Math.max(largest, Math.abs(coefficients[i]));
    }
    double scale = largest > 0 ? largest : 1;
    double[] scaled = new double[coefficients.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = coefficients[i] / scale;
    }
    rows.add(new Row(scaled, equality, shifted / scale));
  }

  Outcome maximise(double[] objective) {
    int n = low.length;
    int m = rows.size();
    // columns: variables, one slack or surplus per row, one artificial per row, right-hand side
    int slack = n;
    int artificial = n + m;
    int right = n + 2 * m;
    double[][] table = new double[m + 1][right + 1];
    int[] basis = new int[m];
    for (int r = 0; r < m; r++) {
      Row row = rows.get(r);
      double sign = row.bound < 0 ? -1 : 1;
      for (int c = 0; c < n; c++) {
        table[r][c] = sign * row.coefficients[c];
      }
      if (!row.equality) {
        table[r][slack + r] = sign;
      }
      table[r][right] = sign * row.bound;
      boolean own = !row.equality && sign > 0;
      basis[r] = own ? slack + r : artificial + r;
      if (!own) {
        table[r][artificial + r] = 1;
      }
    }
    double[] first = new double[right];
    Arrays.fill(first, artificial, right, -1);
    price(table, basis, first);
    run(table, basis, artificial, right);
    double scale = 1;
    for (Row row : rows) {
      scale = Math.max(scale, Math.abs(row.bound));
    }
    // what the artificial variables still amount to
    if (table[m][right] > INFEASIBLE * scale) {
      return new Outcome(new double[0], conflict(table[m], slack, artificial));
    }
    leaveArtificials(table, basis, artificial);
    double[] second = new double[right];
    System.arraycopy(objective, 0, second, 0, n);
    price(table, basis, second);
    run(table, basis, artificial, right);
    double[] point = low.clone();
    for (int r = 0; r < m; r++) {
      if (basis[r] < n) {
        point[basis[r]] += table[r][right];
      }
    }
    return new Outcome(point, Set.of());
  }

  /** Rows whose multiplier in the proof of infeasibility (Farkas) is not zero. */
  private Set<Integer> conflict(double[] reduced, int slack, int artificial) {
    Set<Integer> conflict = new TreeSet<>();
    for (int r = given; r < rows.size(); r++) {
      double multiplier =
          rows.get(r).equality ? reduced[artificial + r] + 1 : Math.abs(reduced[slack + r]);
      if (Math.abs(multiplier) > 1e-9) {
        conflict.add(r - given);
      }
    }
    return conflict;
  }

  private static void leaveArtificials(double[][] table, int[] basis, int artificial) {
    for (int r = 0; r < basis.length; r++) {
      if (basis[r] >= artificial) {
        int best = -1;
        for (int c = 0; c < artificial; c++) {
          if (Math.abs(table[r][c]) > 1e-9
              && (best < 0 || Math.abs(table[r][c]) > Math.abs(table[r][best]))) {
            best = c;
          }
        }
        if (best >= 0) {
          pivot(table, basis, r, best);
        }
      }
    }
  }

  /** Reduced costs (objective minus what the basis already gives) into the last row. */
  private static void price(double[][] table, int[] basis, double[] objective) {
    double[] last = table[basis.length];
    Arrays.fill(last, 0);
    System.arraycopy(objective, 0, last, 0, objective.length);
    for (int r = 0; r < basis.length; r++) {
      double cost = objective[basis[r]];
      for (int c = 0; cost != 0 && c < last.length; c++) {
        last[c] -= cost * table[r][c];
      }
    }
  }

  private static void run(double[][] table, int[] basis, int columns, int right) {
    double[] last = table[basis.length];
    for (int pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      int enters = 0;
      while (enters < columns && last[enters] <= PIVOT) {
        enters++;
      }
      if (enters == columns) {
        return;
      }
      int leaves = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < basis.length; r++) {
        if (table[r][enters] > PIVOT) {
          double ratio = table[r][right] / table[r][enters];
          if (ratio < least || (ratio == least && leaves >= 0 && basis[r] < basis[leaves])) {
            least = ratio;
            leaves = r;
          }
        }
      }
      if (leaves < 0) {
        return;
      }
      pivot(table, basis, leaves, enters);
    }
  }

  private static void pivot(double[][] table, int[] basis, int row, int column) {
    double[] own = table[row];
    double divisor = own[column];
    for (int c = 0; c < own.length; c++) {
      own[c] /= divisor;
    }
    for (int r = 0; r < table.length; r++) {
      double factor = table[r][column];
      if (r != row && factor != 0) {
        for (int c = 0; c < own.length; c++) {
          table[r][c] -= factor * own[c];
        }
      }
    }
    basis[row] = column;
  }
}
