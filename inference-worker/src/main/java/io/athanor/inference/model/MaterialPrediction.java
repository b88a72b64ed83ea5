package io.athanor.inference.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Everything the model says of one material.
 *
 * @param estimates one per property, in the order of {@link Property}
 * @param embedding standardised latent vector; not copied
 * @param outOfDomain distance from the training data, 1 at the edge that holds 99 % of held-out
 *     rows
 */
public record MaterialPrediction(
    Map<Property, PropertyEstimate> estimates, float[] embedding, double outOfDomain) {

  public MaterialPrediction {
    estimates = Collections.unmodifiableMap(new EnumMap<>(estimates));
    if (!(outOfDomain >= 0) || Double.isInfinite(outOfDomain)) {
      throw new IllegalArgumentException("outOfDomain must be finite and not negative");
    }
  }
}
