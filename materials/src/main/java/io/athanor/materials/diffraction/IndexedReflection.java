package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;

/**
 * A reflection and the planes it comes from.
 *
 * @param reflection where it was found
 * @param h first Miller index
 * @param k second Miller index
 * @param l third Miller index
 */
public record IndexedReflection(Reflection reflection, int h, int k, int l) {

  /** The indices must not all be zero. */
  public IndexedReflection {
    if (h == 0 && k == 0 && l == 0) {
      throw new MeasurementException("hkl", "must not be 0 0 0");
    }
  }

  /** h² + k² + l². */
  public int sumOfSquares() {
    return h * h + k * k + l * l;
  }
}
