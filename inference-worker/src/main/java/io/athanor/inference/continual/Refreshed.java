package io.athanor.inference.continual;

import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A challenger and how it came about.
 *
 * @param model as stored, not released; its manifest names the champion as its parent
 * @param steps optimiser steps taken
 * @param fresh new rows learnt from
 * @param replayed remembered rows learnt from
 * @param heldOut rows kept back for calibration
 * @param errors on the rows kept back, by property
 * @param grown properties that the champion could not predict
 */
public record Refreshed(
    StoredModel model,
    int steps,
    int fresh,
    int replayed,
    int heldOut,
    Map<Property, Change> errors,
    List<Property> grown) {

  /**
   * Mean absolute error in the property's unit.
   *
   * @param rows labelled rows that it is the mean of
   * @param before the champion's, NaN where it could not predict the property
   * @param after the challenger's
   */
  public record Change(int rows, double before, double after) {}

  public Refreshed {
    Map<Property, Change> copy = new EnumMap<>(Property.class);
    copy.putAll(errors);
    errors = Collections.unmodifiableMap(copy);
    grown = List.copyOf(grown);
  }
}
