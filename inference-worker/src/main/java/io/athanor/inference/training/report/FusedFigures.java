package io.athanor.inference.training.report;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.Given;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.model.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a pattern or documents beside a structure or composition change, on held-out rows, in the
 * property's unit.
 *
 * @param given what is known
 * @param count labelled rows
 * @param mae mean absolute error of what is served
 * @param single mean absolute error of the network, of the pattern and of the literature alone
 * @param best the one of these with the least error on these rows
 * @param difference absolute error of what is served less that of the best, row by row
 * @param coverage share of labels inside the 90 % interval
 * @param pool how it was mixed
 */
public record FusedFigures(
    Given given,
    Property property,
    int count,
    Interval mae,
    Map<Expert, Double> single,
    Expert best,
    Interval difference,
    Interval coverage,
    Pool pool) {
  /** Copies the map. */
  public FusedFigures {
    Map<Expert, Double> copy = new EnumMap<>(Expert.class);
    copy.putAll(single);
    single = Collections.unmodifiableMap(copy);
  }
}
