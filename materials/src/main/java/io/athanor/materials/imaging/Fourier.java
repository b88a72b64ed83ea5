package io.athanor.materials.imaging;

/** Discrete Fourier transform in two dimensions, sides a power of two (Cooley and Tukey, 1965). */
final class Fourier {
  private Fourier() {}

  /** The least power of two that is not below. */
  static int size(int least) {
    return Integer.highestOneBit(Math.max(1, least - 1)) << (least > 1 ? 1 : 0);
  }

  /** Forward, in place; unscaled. */
  static void transform(double[] real, double[] imaginary, int width, int height) {
    Line row = new Line(width);
    for (int y = 0; y < height; y++) {
      row.transform(real, imaginary, y * width, 1);
    }
    Line column = new Line(height);
    for (int x = 0; x < width; x++) {
      column.transform(real, imaginary, x, width);
    }
  }

  /** A line of n values and the roots of unity that it needs. */
  private static final class Line {
    private final int n;
    private final double[] re;
    private final double[] im;
    private final double[] cosine;
    private final double[] sine;

    Line(int n) {
      this.n = n;
      re = new double[n];
      im = new double[n];
      cosine = new double[Math.max(1, n / 2)];
      sine = new double[cosine.length];
      for (int k = 0; k < cosine.length; k++) {
        cosine[k] = Math.cos(-2 * Math.PI * k / n);
        sine[k] = Math.sin(-2 * Math.PI * k / n);
      }
    }

    void transform(double[] real, double[] imaginary, int start, int step) {
      int bits = Integer.numberOfTrailingZeros(n);
      for (int i = 0; i < n; i++) {
        int j = bits == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - bits);
        re[j] = real[start + i * step];
        im[j] = imaginary[start + i * step];
      }
      for (int length = 2; length <= n; length *= 2) {
        for (int block = 0; block < n; block += length) {
          butterflies(block, length / 2);
        }
      }
      for (int i = 0; i < n; i++) {
        real[start + i * step] = re[i];
        imaginary[start + i * step] = im[i];
      }
    }

    private void butterflies(int block, int half) {
      int stride = n / (2 * half);
      for (int k = 0; k < half; k++) {
        int i = block + k;
        int j = i + half;
        double r = re[j] * cosine[k * stride] - im[j] * sine[k * stride];
        double m = re[j] * sine[k * stride] + im[j] * cosine[k * stride];
        re[j] = re[i] - r;
        im[j] = im[i] - m;
        re[i] += r;
        im[i] += m;
      }
    }
  }
}
