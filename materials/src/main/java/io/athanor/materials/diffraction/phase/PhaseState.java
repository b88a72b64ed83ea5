package io.athanor.materials.diffraction.phase;

/**
 * A phase as it is assumed to be in the sample.
 *
 * @param phase which
 * @param strain per mode, see {@link StrainModes}
 * @param width of its peaks in degrees at low angles
 * @param relative intensity of each line, textured
 * @param texture what the intensities were made with, for the report
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written to
record PhaseState(
    ReferencePhase phase, double[] strain, double width, double[] relative, Texture texture) {

  private static final double WEAK = 0.05;
  private static final double WEAK_REACH = 3;

  /** March-Dollase parameter about an axis; r = 1 is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
  record Texture(int[] axis, double r) {
    static final Texture NONE = new Texture(new int[] {0, 0, 1}, 1);
  }

  static PhaseState of(ReferencePhase phase, double[] strain, double width) {
    return new PhaseState(phase, strain, width, phase.relative(), Texture.NONE);
  }

  PhaseState with(double[] otherStrain, double otherWidth) {
    return new PhaseState(phase, otherStrain, otherWidth, relative, texture);
  }

  PhaseState with(Texture other) {
    return new PhaseState(
        phase,
        strain,
        width,
        other.r() == 1 ? phase.relative() : phase.textured(other.axis(), other.r()),
        other);
  }

  /** The pattern of this phase for a strongest line of about unit height. */
  double[] drawn(NetPattern pattern, double zero, double lorentzian) {
    double[] y = new double[pattern.points];
    for (int line = 0; line < relative.length; line++) {
      double inverse = Math.sqrt(phase.inverseSquare(line, strain));
      for (int c = 0; c < pattern.components.size(); c++) {
        double sine = pattern.components.get(c).wavelength() * inverse / 2;
        if (sine < 0.999) {
          double theta = Math.asin(sine);
          // between a constant width and that of small domains, 1 / cos theta
          double actual = width * (0.5 + 0.5 / Math.sqrt(1 - sine * sine));
          PeakShape.add(
              y,
              pattern.from,
              pattern.step,
              2 * Math.toDegrees(theta) + zero,
              actual,
              lorentzian,
              relative[line] * pattern.components.get(c).share() * width / actual,
              relative[line] < WEAK ? WEAK_REACH : PeakShape.REACH);
        }
      }
    }
    return y;
  }
}
