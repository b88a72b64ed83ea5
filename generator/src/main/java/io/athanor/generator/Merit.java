package io.athanor.generator;

import java.util.List;

/**
 * How much a candidate promises: the greater the better, such as the log probability that all
 * properties lie in their windows plus the log expected improvement. Values are only compared with
 * one another.
 */
@FunctionalInterface
public interface Merit {
  /** One value an assessment, in order; negative infinity for what is not wanted at all. */
  double[] of(List<Assessment> assessments);
}
