package io.athanor.inference.training;

/**
 * How to train.
 *
 * @param epochs passes over the training rows; the rate's cosine ends with the last
 * @param edgesPerBatch materials are added to a batch until it holds this many edges
 * @param learningRate peak rate of Adam
 * @param weightDecay decoupled decay per unit of rate
 * @param averaging decay per step of the exponential moving average of the weights, in [0, 1)
 * @param compositionShare chance that a row is also shown as a bare composition
 * @param leaveOut share of the labels that each ensemble member never sees, in [0, 1)
 * @param balance how much rare labels are raised: a property counts (rows / labelled rows)^balance,
 *     in [0, 1]
 * @param seed of initial weights, order and modality choice
 */
public record Recipe(
    int epochs,
    int edgesPerBatch,
    double learningRate,
    double weightDecay,
    double averaging,
    double compositionShare,
    double leaveOut,
    double balance,
    long seed) {
  private static final int WARM_UP = 200;

  public Recipe {
    if (epochs <= 0 || edgesPerBatch <= 0) {
      throw new IllegalArgumentException("epochs and edgesPerBatch must be positive");
    }
    if (!(learningRate > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException("learningRate must be positive, weightDecay not negative");
    }
    if (!(averaging >= 0 && averaging < 1)) {
      throw new IllegalArgumentException("averaging must be in [0, 1)");
    }
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("balance must be in [0, 1]");
    }
    if (!(leaveOut >= 0 && leaveOut < 1)) {
      throw new IllegalArgumentException("leaveOut must be in [0, 1)");
    }
    if (!(compositionShare >= 0 && compositionShare <= 1)) {
      throw new IllegalArgumentException("compositionShare must be in [0, 1]");
    }
  }

  /** The same for all properties alike. */
  public Recipe(
      int epochs,
      int edgesPerBatch,
      double learningRate,
      double weightDecay,
      double averaging,
      double compositionShare,
      double leaveOut,
      long seed) {
    this(
        epochs,
        edgesPerBatch,
        learningRate,
        weightDecay,
        averaging,
        compositionShare,
        leaveOut,
        0,
        seed);
  }

  /** Linear warm-up, then half a cosine down to zero. */
  double rate(int step, int steps) {
    double warm = Math.min(1, (step + 1) / (double) Math.min(WARM_UP, Math.max(1, steps / 10)));
    return learningRate * warm * 0.5 * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps));
  }
}
