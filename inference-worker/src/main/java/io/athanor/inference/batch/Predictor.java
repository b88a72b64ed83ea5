package io.athanor.inference.batch;

import java.util.List;

/**
 * Answers a batch of inputs.
 *
 * @param <I> input
 * @param <O> output
 */
@FunctionalInterface
public interface Predictor<I, O> {
  /** One output per input, in order. */
  List<O> predict(List<I> inputs);
}
