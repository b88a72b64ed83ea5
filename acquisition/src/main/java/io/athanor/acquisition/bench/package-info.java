/**
 * How fast a policy finds the best of a measured pool: the same campaign aggregate that the
 * topology folds, driven without a broker, beside foils.
 */
package io.athanor.acquisition.bench;
