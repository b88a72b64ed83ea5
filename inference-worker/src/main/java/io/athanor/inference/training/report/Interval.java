package io.athanor.inference.training.report;

/**
 * A figure with its bootstrap interval.
 *
 * @param value on all rows
 * @param low 2.5 % quantile over resampled rows
 * @param high 97.5 % quantile over resampled rows
 */
public record Interval(double value, double low, double high) {}
