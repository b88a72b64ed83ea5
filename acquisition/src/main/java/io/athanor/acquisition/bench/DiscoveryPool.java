package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A pool whose every candidate has been measured.
 *
 * @param name for people
 * @param objective what was measured
 * @param maximize whether more is better
 * @param parameters columns of a candidate
 * @param points candidates by index
 * @param values measured objective by index, repeats averaged
 */
public record DiscoveryPool(
    String name,
    String objective,
    boolean maximize,
    List<Parameter> parameters,
    List<Point> points,
    List<Double> values) {
  private static final int FEWEST = 3;

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException where there is nothing to discover
   */
  public DiscoveryPool {
    parameters = List.copyOf(parameters);
    points = List.copyOf(points);
    values = List.copyOf(values);
    if (points.size() != values.size()) {
      throw new IllegalArgumentException(
          "values: %d for %d candidates".formatted(values.size(), points.size()));
    }
    if (points.size() < FEWEST) {
      throw new IllegalArgumentException(
          "the pool has %d distinct candidates; two are start points, so it takes at least %d"
              .formatted(points.size(), FEWEST));
    }
    if (values.stream().distinct().count() == 1) {
      throw new IllegalArgumentException(
          "the objective '%s' is %s for every candidate: there is nothing to find"
              .formatted(objective, values.get(0)));
    }
  }

  /** Number of candidates. */
  public int size() {
    return points.size();
  }

  /** Standard deviation of the values, in the objective's unit: for comparing pools. */
  public double deviation() {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Math.sqrt(
        values.stream().mapToDouble(each -> (each - mean) * (each - mean)).average().orElseThrow());
  }

  /** How many candidates the best share has: rounded up, so at least one. */
  public int topCount(double share) {
    return Math.max(1, (int) Math.ceil(share * size() - 1e-9));
  }

  /** Indices of the best {@code count}; equal values by lower index. */
  public Set<Integer> top(int count) {
    Comparator<Integer> rising = Comparator.comparingDouble(values::get);
    return new HashSet<>(
        IntStream.range(0, size())
            .boxed()
            .sorted((maximize ? rising.reversed() : rising).thenComparing(i -> i))
            .limit(count)
            .toList());
  }
}
