package io.athanor.materials.imaging;

/**
 * Texture of an image from its grey-level co-occurrence matrix: 16 levels between the darkest and
 * the brightest pixel, neighbours to the right and below, both ways (R. M. Haralick, K. Shanmugam
 * and I. Dinstein, IEEE Trans. SMC 3, 610, 1973). All dimensionless.
 *
 * @param contrast sum of p (i - j)^2, levels squared
 * @param homogeneity sum of p / (1 + (i - j)^2), in (0, 1]
 * @param energy sum of p^2, in (0, 1]
 * @param entropy -sum of p ln p, at least 0
 * @param correlation of the levels of neighbours, in [-1, 1]
 */
public record Texture(
    double contrast, double homogeneity, double energy, double entropy, double correlation) {
  private static final int LEVELS = 16;

  /**
   * Of an image.
   *
   * @throws ImageException if it has one brightness only, or a single pixel
   */
  public static Texture of(GrayImage image) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : image.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(high > low)) {
      throw new ImageException("has one brightness only");
    }
    double[][] pairs = new double[LEVELS][LEVELS];
    double count = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int own = Microstructure.level(image.at(x, y), low, high, LEVELS);
        if (x + 1 < image.width()) {
          count += pair(pairs, own, Microstructure.level(image.at(x + 1, y), low, high, LEVELS));
        }
        if (y + 1 < image.height()) {
          count += pair(pairs, own, Microstructure.level(image.at(x, y + 1), low, high, LEVELS));
        }
      }
    }
    return of(pairs, count);
  }

  private static int pair(double[][] pairs, int one, int other) {
    pairs[one][other]++;
    pairs[other][one]++;
    return 2;
  }

  private static Texture of(double[][] pairs, double count) {
    double contrast = 0;
    double homogeneity = 0;
    double energy = 0;
    double entropy = 0;
    double mean = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < LEVELS; i++) {
      for (int j = 0; j < LEVELS; j++) {
        double p = pairs[i][j] / count;
        double distance = (double) (i - j) * (i - j);
        contrast += p * distance;
        homogeneity += p / (1 + distance);
        energy += p * p;
        entropy -= p > 0 ? p * Math.log(p) : 0;
        mean += p * i;
        squares += p * i * i;
        products += p * i * j;
      }
    }
    double variance = squares - mean * mean;
    double correlation = variance > 1e-12 ? (products - mean * mean) / variance : 0;
    return new Texture(contrast, homogeneity, energy, Math.max(0, entropy), correlation);
  }
}
