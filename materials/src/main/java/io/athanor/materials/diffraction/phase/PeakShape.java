package io.athanor.materials.diffraction.phase;

/** Tabulated pseudo-Voigt of unit height, cut off at six widths. */
final class PeakShape {
  static final double REACH = 6;
  private static final int PER_WIDTH = 128;
  private static final float[] LORENTZ = new float[(int) REACH * PER_WIDTH + 2];
  private static final float[] GAUSS = new float[LORENTZ.length];

  static {
    for (int i = 0; i < LORENTZ.length; i++) {
      double t = 2.0 * i / PER_WIDTH;
      LORENTZ[i] = (float) (1 / (1 + t * t));
      GAUSS[i] = (float) Math.exp(-Math.log(2) * t * t);
    }
  }

  private PeakShape() {}

  /** Adds a peak of this height to an even grid, out to so many widths. */
  static void add(
      double[] y,
      double from,
      double step,
      double centre,
      double width,
      double lorentzian,
      double height,
      double widths) {
    double reach = widths * width;
    int first = Math.max(0, (int) Math.ceil((centre - reach - from) / step));
    int last = Math.min(y.length - 1, (int) Math.floor((centre + reach - from) / step));
    double scale = PER_WIDTH / width;
    double gaussian = 1 - lorentzian;
    for (int i = first; i <= last; i++) {
      int at = (int) (Math.abs(from + i * step - centre) * scale + 0.5);
      y[i] += height * (lorentzian * LORENTZ[at] + gaussian * GAUSS[at]);
    }
  }
}
