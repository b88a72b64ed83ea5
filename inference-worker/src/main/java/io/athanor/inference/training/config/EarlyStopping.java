package io.athanor.inference.training.config;

/**
 * When to stop before the last epoch. The averaged weights with the least error are kept.
 *
 * @param property whose mean absolute error on the validation rows decides
 * @param patience epochs without a new least error after which to stop
 */
public record EarlyStopping(String property, Integer patience) {
  public EarlyStopping {
    property = Checks.property("property", property).key();
    Checks.atLeast("patience", 1, Checks.given("patience", patience));
  }
}
