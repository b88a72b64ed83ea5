package io.athanor.acquisition.planner.space;

import io.athanor.acquisition.planner.numeric.Ranges;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From settings to kernel features. Numeric columns are standardised over the whole pool, or over
 * the uniform distribution between the bounds of a process space; ordered levels count as their
 * ranks. Categories become one-hot columns times 1.5, or their standardised descriptors, that share
 * one length scale. A column without spread is left out.
 */
public final class FeatureEncoder {
  private static final double ONE_HOT = 1.5;

  private final List<double[]> columns = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final int rows;
  private int nextGroup;

  private FeatureEncoder(int rows) {
    this.rows = rows;
  }

  /** One row per candidate of a pool. */
  public static FeatureMatrix pool(SearchSpace.Pool pool) {
    return pool(pool, List.of(), List.of());
  }

  /**
   * The pool, then further points as the pool's scales see them.
   *
   * @param further points that are no candidates
   * @param features of the further points, as many numbers each as the pool has of its candidates;
   *     empty where it has none
   */
  public static FeatureMatrix pool(
      SearchSpace.Pool pool, List<Point> further, List<List<Double>> features) {
    int width = pool.features().columns();
    if (width > 0
        && (features.size() != further.size()
            || features.stream().anyMatch(each -> each.size() != width))) {
      throw new IllegalArgumentException(
          "further points need %d model features each".formatted(width));
    }
    int known = pool.points().size();
    FeatureEncoder encoder = new FeatureEncoder(known + further.size());
    List<Point> points = new ArrayList<>(pool.points());
    points.addAll(further);
    double[][] settings = settings(points, pool.parameters().size());
    for (int p = 0; p < settings.length; p++) {
      double[] raw = settings[p];
      if (pool.parameters().get(p) instanceof Parameter.Categorical categorical) {
        encoder.categorical(raw, categorical);
      } else {
        encoder.standardised(raw, known);
      }
    }
    double[][] numbers =
        columns(
            encoder.rows,
            width,
            (i, f) -> i < known ? pool.features().at(i, f) : features.get(i - known).get(f));
    for (double[] raw : numbers) {
      encoder.standardised(raw, known);
    }
    return encoder.matrix();
  }

  /**
   * How the pool's scales see a vector [1, model features]: the rows of B in x' = B x, the constant
   * first, then one row for each encoded column.
   *
   * @throws IllegalArgumentException where the pool has parameters, which are no model features
   */
  public static double[][] affine(SearchSpace.Pool pool) {
    if (!pool.parameters().isEmpty()) {
      throw new IllegalArgumentException("pool.parameters must be empty");
    }
    int width = pool.features().columns();
    List<double[]> rows = new ArrayList<>();
    double[] constant = new double[width + 1];
    constant[0] = 1;
    rows.add(constant);
    double[][] numbers = columns(pool.points().size(), width, pool.features()::at);
    for (int f = 0; f < width; f++) {
      double[] raw = numbers[f];
      double mean = mean(raw);
      double deviation = deviation(raw, mean);
      if (deviation > 0) {
        double[] row = new double[width + 1];
        row[0] = -mean / deviation;
        row[f + 1] = 1 / deviation;
        rows.add(row);
      }
    }
    return rows.toArray(new double[0][]);
  }

  /** One row per point of a process space. */
  public static FeatureMatrix process(SearchSpace.Process space, List<Point> points) {
    FeatureEncoder encoder = new FeatureEncoder(points.size());
    double[][] settings = settings(points, space.parameters().size());
    for (int p = 0; p < settings.length; p++) {
      double[] raw = settings[p];
      Parameter parameter = space.parameters().get(p);
      if (parameter instanceof Parameter.Categorical categorical) {
        encoder.categorical(raw, categorical);
      } else if (parameter instanceof Parameter.Continuous range) {
        double width = range.high() - range.low();
        encoder.scaled(raw, (range.low() + range.high()) / 2, width / Math.sqrt(12));
      } else if (parameter instanceof Parameter.Discrete discrete) {
        double[] values = discrete.values().stream().mapToDouble(Double::doubleValue).toArray();
        double mean = mean(values);
        encoder.scaled(raw, mean, deviation(values, mean));
      } else if (parameter instanceof Parameter.Whole whole) {
        encoder.steps(raw, whole.low(), whole.high());
      } else {
        encoder.steps(raw, 0, ((Parameter.Named) parameter).options().size() - 1.0);
      }
    }
    return encoder.matrix();
  }

  private interface Cell {
    double at(int row, int column);
  }

  private static double[][] settings(List<Point> points, int parameters) {
    return columns(points.size(), parameters, (i, p) -> points.get(i).coordinates().get(p));
  }

  /** All columns in one walk along the rows, whose numbers lie together. */
  private static double[][] columns(int rows, int count, Cell cells) {
    double[][] columns = new double[count][rows];
    Ranges.forEach(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int c = 0; c < count; c++) {
              columns[c][i] = cells.at(i, c);
            }
          }
        });
    return columns;
  }

  /** Over the first so many rows. */
  private void standardised(double[] raw, int known) {
    double[] basis = known == raw.length ? raw : Arrays.copyOf(raw, known);
    double mean = mean(basis);
    scaled(raw, mean, deviation(basis, mean));
  }

  /** Takes the numbers over. */
  private void scaled(double[] raw, double centre, double scale) {
    if (!(scale > 0)) {
      return;
    }
    Ranges.forEach(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            raw[i] = (raw[i] - centre) / scale;
          }
        });
    columns.add(raw);
    groups.add(nextGroup++);
  }

  /** Numbers one apart, each as likely as another; the ranks of ordered levels among them. */
  private void steps(double[] raw, double low, double high) {
    double count = high - low + 1;
    scaled(raw, (low + high) / 2, Math.sqrt((count * count - 1) / 12));
  }

  private void categorical(double[] raw, Parameter.Categorical categorical) {
    if (categorical.descriptors().isEmpty()) {
      oneHot(raw, categorical.options().size());
    } else {
      described(raw, categorical.descriptors());
    }
  }

  /** Descriptors, standardised over the options, in place of one-hot columns. */
  private void described(double[] raw, List<List<Double>> descriptors) {
    int width = descriptors.get(0).size();
    double[][] values = columns(descriptors.size(), width, (o, d) -> descriptors.get(o).get(d));
    for (double[] each : values) {
      double mean = mean(each);
      double deviation = deviation(each, mean);
      Arrays.setAll(each, o -> deviation > 0 ? (each[o] - mean) / deviation : 0);
    }
    add(columns(rows, width, (i, d) -> values[d][(int) raw[i]]));
  }

  private void oneHot(double[] raw, int options) {
    add(columns(rows, options, (i, option) -> raw[i] == option ? ONE_HOT : 0));
  }

  /** Columns that share one length scale. */
  private void add(double[][] shared) {
    for (double[] column : shared) {
      columns.add(column);
      groups.add(nextGroup);
    }
    nextGroup++;
  }

  private FeatureMatrix matrix() {
    if (columns.isEmpty()) {
      // candidates nobody can tell apart: one constant column keeps the kernel defined
      columns.add(new double[rows]);
      groups.add(0);
    }
    double[] values = new double[rows * columns.size()];
    double[][] all = columns.toArray(new double[0][]);
    Ranges.forEach(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int c = 0; c < all.length; c++) {
              values[i * all.length + c] = all[c][i];
            }
          }
        });
    return new FeatureMatrix(rows, groups.stream().mapToInt(Integer::intValue).toArray(), values);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = values.length == 0 ? 0 : Math.sqrt(squares / values.length);
    return deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : 0;
  }
}
