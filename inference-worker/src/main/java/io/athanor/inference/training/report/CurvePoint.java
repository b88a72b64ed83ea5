package io.athanor.inference.training.report;

import io.athanor.inference.model.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a training stood after an epoch.
 *
 * @param stage its name
 * @param epoch epochs done in the stage
 * @param epochs most there will be in the stage
 * @param loss mean over the epoch
 * @param rate learning rate after it
 * @param validation mean absolute error of the averaged weights on the validation rows, in the
 *     properties' units
 * @param seconds the epoch took, validation included
 */
public record CurvePoint(
    String stage,
    int epoch,
    int epochs,
    double loss,
    double rate,
    Map<Property, Double> validation,
    double seconds) {
  public CurvePoint {
    Map<Property, Double> copy = new EnumMap<>(Property.class);
    copy.putAll(validation);
    validation = Collections.unmodifiableMap(copy);
  }
}
