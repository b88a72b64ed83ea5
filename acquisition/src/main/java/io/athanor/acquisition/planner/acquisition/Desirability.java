package io.athanor.acquisition.planner.acquisition;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Log of the geometric mean of expected desirabilities (Derringer and Suich 1980): each property is
 * mapped to [0, 1] by its {@link Shape}, averaged over its posterior, and the logs are averaged by
 * importance. Unlike a weighted sum it lets no property buy off another that is useless. O(rows x
 * objectives).
 *
 * @param shapes one for each objective of the view; they, not the goals, say what is wanted
 */
public record Desirability(List<Shape> shapes) implements AcquisitionFunction {
  /**
   * Desirability of a value: 0 outside [low, high], 1 on [from, to], linear between. Equal ends
   * make a step; low = from = -infinity wants small values, to = high = infinity large ones.
   *
   * @param low below it the value is useless
   * @param from from here on it is as good as it gets
   * @param to up to here
   * @param high above it the value is useless
   * @param importance weight in the geometric mean, positive
   */
  public record Shape(double low, double from, double to, double high, double importance) {
    /** Checks the order. */
    public Shape {
      if (!(low <= from && from <= to && to <= high)) {
        throw new IllegalArgumentException(
            "shape must have low <= from <= to <= high, had %s, %s, %s, %s"
                .formatted(low, from, to, high));
      }
      if (Double.isInfinite(low) != Double.isInfinite(from)
          || Double.isInfinite(high) != Double.isInfinite(to)) {
        throw new IllegalArgumentException("shape must have ramps with two finite ends or none");
      }
      if (Double.isInfinite(from) && Double.isInfinite(to)) {
        throw new IllegalArgumentException("shape must have at least one ramp");
      }
      if (!(importance > 0) || Double.isInfinite(importance)) {
        throw new IllegalArgumentException(
            "shape.importance must be positive and finite, was " + importance);
      }
    }

    /** The larger the better between two values. */
    public static Shape larger(double useless, double perfect) {
      return new Shape(useless, perfect, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
    }

    /** The smaller the better between two values. */
    public static Shape smaller(double perfect, double useless) {
      return new Shape(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, perfect, useless, 1);
    }

    /** Of a certain value. */
    public double of(double value) {
      if (value < low || value > high) {
        return 0;
      }
      if (value < from) {
        return (value - low) / (from - low);
      }
      return value <= to ? 1 : (high - value) / (high - to);
    }

    /** Log of the expectation over a normal; exact. */
    double logExpected(double mean, double deviation) {
      if (deviation == 0) {
        return StrictMath.log(of(mean));
      }
      return LogSum.exp(
          new Window(from, to).logProbability(mean, deviation),
          Ramp.log((from - mean) / deviation, (low - from) / deviation),
          Ramp.log((mean - to) / deviation, (to - high) / deviation));
    }
  }

  /** Copies. */
  public Desirability {
    shapes = List.copyOf(shapes);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    if (shapes.size() != view.objectives().size()) {
      throw new IllegalArgumentException(
          "shapes must be as many as objectives, were %d for %d"
              .formatted(shapes.size(), view.objectives().size()));
    }
    double total = shapes.stream().mapToDouble(Shape::importance).sum();
    return view.scores(
        row -> {
          double sum = 0;
          for (int k = 0; k < shapes.size(); k++) {
            Outcome outcome = view.objectives().get(k);
            sum +=
                shapes.get(k).importance()
                    * shapes.get(k).logExpected(outcome.means()[row], outcome.deviations()[row]);
          }
          return sum / total;
        });
  }
}
