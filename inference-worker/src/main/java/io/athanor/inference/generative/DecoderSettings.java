package io.athanor.inference.generative;

/**
 * How a decoder is trained.
 *
 * @param width hidden channels
 * @param types most structure types
 * @param epochs times through the examples
 * @param batch examples in a step
 * @param rate learning rate of Adam at first; it falls to zero as a cosine
 * @param decay of weights
 * @param jitter standard deviation of noise on latent points, which are standardised: neighbours in
 *     the latent space decode alike
 * @param seed of starting weights, order and noise
 */
public record DecoderSettings(
    int width,
    int types,
    int epochs,
    int batch,
    double rate,
    double decay,
    double jitter,
    long seed) {

  public DecoderSettings {
    requirePositive("width", width);
    requirePositive("types", types);
    requirePositive("epochs", epochs);
    requirePositive("batch", batch);
    requirePositive("rate", rate);
    if (!(decay >= 0) || !(jitter >= 0)) {
      throw new IllegalArgumentException(
          "decay and jitter must not be negative, got " + decay + " and " + jitter);
    }
  }

  /** 128 channels, 400 types, 40 epochs. */
  public static DecoderSettings usual(long seed) {
    return new DecoderSettings(128, 400, 40, 128, 3e-3, 1e-4, 0.15, seed);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
