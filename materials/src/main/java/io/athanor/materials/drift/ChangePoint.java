package io.athanor.materials.drift;

/**
 * Where a stretch of values is best cut in two: the split of most likelihood with a normal of its
 * own mean and deviation on either side (Hinkley 1970, "Inference about the change-point in a
 * sequence of random variables").
 *
 * @param gain log likelihood that the cut gains, in nats
 * @param index how many values come before the change
 * @param before mean and deviation before
 * @param after mean and deviation after
 */
public record ChangePoint(double gain, int index, Part before, Part after) {
  private static final double FLOOR = 1e-12;

  /**
   * One side.
   *
   * @param count how many values
   * @param mean their mean
   * @param deviation their standard deviation, n in the denominator
   */
  public record Part(int count, double mean, double deviation) {
    private static Part of(int count, double sum, double squares) {
      double mean = sum / count;
      return new Part(count, mean, Math.sqrt(Math.max(0, squares / count - mean * mean)));
    }
  }

  /**
   * The best split.
   *
   * @param values finite, at least twice {@code least}
   * @param least fewest values on a side, at least 2
   */
  public static ChangePoint of(double[] values, int least) {
    if (least < 2 || values.length < 2 * least) {
      throw new IllegalArgumentException(
          "values: a cut into two parts of %d, had %d".formatted(least, values.length));
    }
    double sum = 0;
    double squares = 0;
    for (double each : values) {
      Finite.require(each);
      sum += each;
      squares += each * each;
    }
    double left = 0;
    double leftSquares = 0;
    double whole = cost(Part.of(values.length, sum, squares));
    ChangePoint best = null;
    double cheapest = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= values.length - least; i++) {
      left += values[i - 1];
      leftSquares += values[i - 1] * values[i - 1];
      if (i < least) {
        continue;
      }
      Part one = Part.of(i, left, leftSquares);
      Part other = Part.of(values.length - i, sum - left, squares - leftSquares);
      double cost = cost(one) + cost(other);
      if (cost < cheapest) {
        cheapest = cost;
        best = new ChangePoint(whole - cost, i, one, other);
      }
    }
    return best;
  }

  private static double cost(Part part) {
    return part.count() * StrictMath.log(part.deviation() + FLOOR);
  }
}
