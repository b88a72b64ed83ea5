package io.athanor.allinone.identify;

import io.athanor.formats.Contents;
import io.athanor.formats.Payload;
import io.athanor.formats.Statement;
import io.athanor.materials.MeasurementException;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A powder pattern of a file.
 *
 * @param name the file's name of the measurement
 * @param pattern the pattern
 * @param remarks what was assumed
 */
record MeasuredPattern(String name, PowderPattern pattern, List<String> remarks) {
  private static final String WAVELENGTH = "radiation_wavelength";
  private static final double SAME_LINE = 5e-4;

  /** Copies the list. */
  MeasuredPattern {
    remarks = List.copyOf(remarks);
  }

  /**
   * The curves over the diffraction angle that a file holds.
   *
   * @param given wavelength in Angstrom that overrides what the file says
   * @throws MeasurementException if there is none, or one is no powder pattern
   */
  static List<MeasuredPattern> of(Contents contents, OptionalDouble given) {
    List<MeasuredPattern> patterns = new ArrayList<>();
    for (Statement statement : contents.statements()) {
      if (statement instanceof Statement.Reading reading
          && reading.payload() instanceof Payload.Curve curve
          && isPattern(curve)) {
        patterns.add(of(reading.run(), curve, given));
      }
    }
    if (patterns.isEmpty()) {
      throw new MeasurementException(
          "pattern",
          "a "
              + contents.format()
              + " file without a curve over the angle two-theta: there is nothing to identify");
    }
    return patterns;
  }

  private static boolean isPattern(Payload.Curve curve) {
    boolean angle = curve.xName().equals("two_theta");
    // columns without a header have no names; angles are then told by their range
    boolean nameless =
        (curve.xName().equals("x") || curve.xName().startsWith("column"))
            && curve.xUnit().equals("1");
    double first = Math.min(curve.x()[0], curve.x()[curve.x().length - 1]);
    double last = Math.max(curve.x()[0], curve.x()[curve.x().length - 1]);
    return (angle && Units.isConvertible(curve.xUnit(), "deg"))
        || (angle && curve.xUnit().equals("1"))
        || (nameless && first > 0 && last < 180 && last - first > 5);
  }

  private static MeasuredPattern of(String name, Payload.Curve curve, OptionalDouble given) {
    List<String> remarks = new ArrayList<>();
    int n = curve.x().length;
    boolean rising = curve.x()[1] > curve.x()[0];
    boolean converted = Units.isConvertible(curve.xUnit(), "deg") && !curve.xUnit().equals("1");
    double[] angle = new double[n];
    double[] intensity = new double[n];
    int negative = 0;
    for (int i = 0; i < n; i++) {
      int from = rising ? i : n - 1 - i;
      double x = curve.x()[from];
      angle[i] = converted ? Units.convert(x, curve.xUnit(), "deg") : x;
      intensity[i] = Math.max(0, curve.y()[from]);
      negative += curve.y()[from] < 0 ? 1 : 0;
    }
    if (!converted) {
      remarks.add("the file does not say so, but x is taken to be two-theta in degrees");
    }
    if (negative > 0) {
      remarks.add(negative + " negative intensities are taken to be 0");
    }
    double wavelength = given.isPresent() ? given.getAsDouble() : wavelength(curve, remarks);
    return new MeasuredPattern(name, new PowderPattern(angle, intensity, wavelength), remarks);
  }

  private static double wavelength(Payload.Curve curve, List<String> remarks) {
    Quantity said = curve.conditions().get(WAVELENGTH);
    if (said == null) {
      remarks.add("the file names no radiation: Cu K-alpha is assumed");
      return Radiation.CU_KA.wavelength();
    }
    double wavelength = said.to("Ao").value();
    for (Radiation each : Radiation.values()) {
      // files name K-alpha-1 also where nothing keeps K-alpha-2 away from the sample
      if (each.components().size() == 2
          && Math.abs(each.components().get(0).wavelength() - wavelength) < SAME_LINE) {
        remarks.add(
            "the wavelength is that of K-alpha-1; both lines of "
                + each.label()
                + " are assumed, --wavelength says otherwise");
        return each.wavelength();
      }
    }
    return wavelength;
  }
}
