package io.athanor.inference.training.config;

/**
 * How to run.
 *
 * @param seed of initial weights, orders and bootstrap draws
 * @param threads of TensorFlow; with one, a run repeats bit for bit
 * @param checkpointEvery epochs between checkpoints
 */
public record RunConfig(Long seed, Integer threads, Integer checkpointEvery) {
  static final RunConfig USUAL = new RunConfig(null, null, null);

  public RunConfig {
    seed = Checks.or(seed, 1L);
    threads = Checks.atLeast("threads", 1, Checks.or(threads, 1));
    checkpointEvery = Checks.atLeast("checkpointEvery", 1, Checks.or(checkpointEvery, 1));
  }
}
