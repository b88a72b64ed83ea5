package io.athanor.inference.training.report;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Property;

/**
 * Figures of one property in one input mode on held-out rows, in the property's unit.
 *
 * @param subset which rows: {@code all}, or {@code new-composition} for those whose composition
 *     occurs nowhere in training
 * @param count labelled rows
 * @param mae mean absolute error
 * @param constant error of the best constant: mean absolute deviation from the mean
 * @param rmse root mean square error
 * @param nll mean Gaussian negative log-likelihood
 * @param coverage share of labels inside the 90 % interval
 * @param width mean width of that interval
 * @param miscalibration area between nominal and observed coverage over all levels
 */
public record TestFigures(
    String subset,
    InputMode mode,
    Property property,
    int count,
    Interval mae,
    double constant,
    double rmse,
    double nll,
    Interval coverage,
    double width,
    double miscalibration) {}
