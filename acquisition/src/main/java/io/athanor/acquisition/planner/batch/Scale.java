package io.athanor.acquisition.planner.batch;

/** What an acquisition function's values are, where a rule has to multiply them. */
public enum Scale {
  /** Logarithms of positive numbers. */
  LOGARITHMIC,
  /**
   * Any numbers: made positive by log(1 + exp z), z their standard score (Gonzalez et al. 2016).
   */
  LINEAR;

  /** Logs of positive worths, by row; negative infinity stays. Only the given rows count. */
  double[] logWorth(double[] values, int[] rows) {
    double[] logs = values.clone();
    if (this == LOGARITHMIC) {
      return logs;
    }
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int row : rows) {
      if (Double.isFinite(values[row])) {
        sum += values[row];
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    for (int row : rows) {
      if (Double.isFinite(values[row])) {
        squares += (values[row] - mean) * (values[row] - mean);
      }
    }
    double deviation = squares > 0 ? Math.sqrt(squares / count) : 1;
    for (int row : rows) {
      logs[row] = logSoftplus((values[row] - mean) / deviation);
    }
    return logs;
  }

  private static double logSoftplus(double z) {
    if (z < -30) {
      return z;
    }
    return StrictMath.log(Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))));
  }
}
