package io.athanor.inference.modality;

import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the answers of several experts become one, for one property and one subset of what is known:
 *
 * <pre>
 * mean = sum_k w_k (m_k - b_k),   w_k >= 0,   sum_k w_k = 1
 * deviation, half-width = scale, interval times sum_k w_k (that of k)
 * </pre>
 *
 * <p>The sum of the deviations is that of errors which go together wholly: the experts read the
 * same composition. Fitted on held-out rows, where scale and interval take back what that is too
 * much.
 *
 * @param shares of those with a say; their weights sum to 1
 * @param scale factor on the mixed deviations
 * @param interval factor on the mixed half-width of the 90 % interval
 */
public record Pool(Map<Expert, Share> shares, double scale, double interval) {
  /** The network's answer as it is. */
  public static final Pool NETWORK = new Pool(Map.of(Expert.NETWORK, new Share(1, 0)), 1, 1);

  private static final double ROUNDING = 1e-6;

  /**
   * One expert's part.
   *
   * @param weight above 0, at most 1
   * @param shift its bias, in the property's unit; taken off its mean
   */
  public record Share(double weight, double shift) {
    /** Checks the ranges. */
    public Share {
      if (!(weight > 0 && weight <= 1) || !Double.isFinite(shift)) {
        throw new IllegalArgumentException(
            "weight must be in (0, 1] and shift finite, got " + weight + " and " + shift);
      }
    }
  }

  /** Copies the map and checks that the weights sum to 1. */
  public Pool {
    Map<Expert, Share> copy = new EnumMap<>(Expert.class);
    copy.putAll(shares);
    shares = Collections.unmodifiableMap(copy);
    double sum = shares.values().stream().mapToDouble(Share::weight).sum();
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("weights must sum to 1, not " + sum);
    }
    if (!(scale > 0 && interval > 0) || Double.isInfinite(scale) || Double.isInfinite(interval)) {
      throw new IllegalArgumentException("scale and interval must be positive and finite");
    }
  }

  /** The same shares with other factors. */
  public Pool with(double newScale, double newInterval) {
    return new Pool(shares, newScale, newInterval);
  }

  /** Whether nobody but the network has a say. */
  public boolean keepsNetwork() {
    return equals(NETWORK);
  }

  /** The one answer; the network's own, untouched, where only it has a say. */
  public PropertyEstimate of(Property.Kind kind, Map<Expert, PropertyEstimate> said) {
    if (keepsNetwork()) {
      return said.get(Expert.NETWORK);
    }
    double mean = 0;
    double epistemic = 0;
    double aleatoric = 0;
    double half = 0;
    for (Map.Entry<Expert, Share> each : shares.entrySet()) {
      PropertyEstimate estimate = said.get(each.getKey());
      double weight = each.getValue().weight();
      mean += weight * (estimate.mean() - each.getValue().shift());
      epistemic += weight * estimate.epistemic();
      aleatoric += weight * estimate.aleatoric();
      // a hurdle's lower end is cut off at zero, its upper end never is
      half += weight * (estimate.upper() - estimate.mean());
    }
    double least = kind == Property.Kind.HURDLE ? 0 : Double.NEGATIVE_INFINITY;
    return new PropertyEstimate(
        Math.max(least, mean),
        scale * epistemic,
        scale * aleatoric,
        Math.max(least, mean - interval * half),
        Math.max(least, mean + interval * half));
  }
}
