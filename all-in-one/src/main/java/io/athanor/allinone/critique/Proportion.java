package io.athanor.allinone.critique;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A count out of a total, with its 95 % interval (Wilson 1927, J. Am. Stat. Assoc. 22, 209).
 *
 * @param count how many
 * @param total of how many, at least one
 */
public record Proportion(int count, int total) {
  private static final double Z = 1.959964;

  /** Checks the counts. */
  public Proportion {
    if (total < 1 || count < 0 || count > total) {
      throw new IllegalArgumentException(
          "proportion: " + count + " of " + total + " is no proportion");
    }
  }

  /** The share (dimensionless). */
  public double share() {
    return (double) count / total;
  }

  /** Lower and upper end of the interval (dimensionless). */
  public List<Double> interval() {
    double p = share();
    double z2 = Z * Z / total;
    double centre = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / total + z2 / (4.0 * total)) / (1 + z2);
    return List.of(Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /** For reports. */
  public Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", count);
    map.put("of", total);
    map.put("share", share());
    map.put("ci95", interval());
    return map;
  }
}
