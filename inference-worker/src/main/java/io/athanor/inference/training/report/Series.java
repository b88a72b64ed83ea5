package io.athanor.inference.training.report;

import java.util.List;

/**
 * One curve of a plot.
 *
 * @param name for the legend
 * @param x positions
 * @param y values, NaN where there is none
 */
record Series(String name, List<Double> x, List<Double> y) {}
