package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lines that a structure shows as a powder: kinematic structure factors over all planes in
 * range, times the Lorentz-polarisation factor (1 + cos^2 2theta) / (sin^2 theta cos theta) of an
 * unpolarised beam (e.g. Pecharsky and Zavalij, Fundamentals of Powder Diffraction, ch. 2). All
 * planes are enumerated, so there is no multiplicity factor. No absorption, no extinction, no
 * anomalous dispersion.
 */
public final class PowderLines {
  private static final int MOST_PLANES = 2_000_000;
  private static final double MOST_WORK = 4e8;
  private static final double MOST_TABULATED = 5e6;
  // degrees; equal spacings of a symmetric cell, given with the digits of a file
  private static final double SAME_ANGLE = 2e-3;
  // of all electrons in phase: what rounding leaves of an extinct reflection
  private static final double EXTINCT = 1e-10;
  private static final double LEAST_RELATIVE = 0.1;

  private PowderLines() {}

  /**
   * The lines between two angles, ascending; those below 0.1 percent of the strongest are left out.
   *
   * @param wavelength Angstrom, 0.1..5
   * @param from lowest two-theta in degrees, above 0
   * @param to highest two-theta in degrees, below 180
   * @throws MeasurementException if a range is wrong or the cell is so large that it has more than
   *     two million planes in it
   */
  public static List<PowderLine> of(
      ScatteringCell cell, double wavelength, double from, double to) {
    if (!(wavelength >= 0.1 && wavelength <= 5)) {
      throw new MeasurementException(
          "wavelength", "must be in 0.1..5 Angstrom but is " + wavelength);
    }
    if (!(from > 0 && to > from && to < 180)) {
      throw new MeasurementException("twoTheta", "range must rise within 0..180");
    }
    double least = 2 * Math.sin(Math.toRadians(from) / 2) / wavelength;
    double most = 2 * Math.sin(Math.toRadians(to) / 2) / wavelength;
    List<Reflex> reflexes = reflexes(cell, wavelength, least, most);
    reflexes.sort(
        Comparator.comparingDouble(Reflex::twoTheta)
            .thenComparing(Comparator.comparingInt(Reflex::h).reversed())
            .thenComparing(Comparator.comparingInt(Reflex::k).reversed())
            .thenComparing(Comparator.comparingInt(Reflex::l).reversed()));
    return lines(reflexes, wavelength);
  }

  private record Reflex(double twoTheta, int h, int k, int l, double intensity) {}

  private static List<Reflex> reflexes(
      ScatteringCell cell, double wavelength, double least, double most) {
    double[][] reciprocal = cell.lattice().reciprocal();
    double expected = 4.0 / 3 * Math.PI * most * most * most * cell.lattice().volume();
    double[][] direct = cell.lattice().matrix();
    int[] reach = new int[3];
    double box = 1;
    double tabulated = 0;
    for (int axis = 0; axis < 3; axis++) {
      double length = Math.sqrt(dot(direct[axis], direct[axis]));
      reach[axis] = (int) Math.floor(most * length + 1e-9);
      box *= 2 * reach[axis] + 1;
      tabulated += (2.0 * reach[axis] + 1) * cell.sites().size();
    }
    if (expected > MOST_PLANES
        || box > 20.0 * MOST_PLANES
        || tabulated > MOST_TABULATED
        || expected * cell.sites().size() > MOST_WORK) {
      throw new MeasurementException(
          "lattice", "the cell has too many planes in this range: about " + Math.round(expected));
    }
    StructureFactor factor = new StructureFactor(cell, reach);
    double electrons = 0;
    for (ScatteringSite site : cell.sites()) {
      electrons += site.occupancy() * site.element().atomicNumber();
    }
    double extinct = EXTINCT * electrons * electrons;
    List<Reflex> found = new ArrayList<>();
    for (int h = 0; h <= reach[0]; h++) {
      for (int k = h == 0 ? 0 : -reach[1]; k <= reach[1]; k++) {
        for (int l = h == 0 && k == 0 ? 1 : -reach[2]; l <= reach[2]; l++) {
          double x = h * reciprocal[0][0] + k * reciprocal[1][0] + l * reciprocal[2][0];
          double y = h * reciprocal[0][1] + k * reciprocal[1][1] + l * reciprocal[2][1];
          double z = h * reciprocal[0][2] + k * reciprocal[1][2] + l * reciprocal[2][2];
          double g = Math.sqrt(x * x + y * y + z * z);
          if (g < least || g > most) {
            continue;
          }
          double theta = Math.asin(Math.min(1, wavelength * g / 2));
          double cosine = Math.cos(2 * theta);
          double sine = Math.sin(theta);
          double polarisation = (1 + cosine * cosine) / (sine * sine * Math.cos(theta));
          double squared = factor.squared(h, k, l, g / 2);
          if (squared > extinct) {
            // the pair h k l and -h -k -l scatters alike
            found.add(new Reflex(Math.toDegrees(2 * theta), h, k, l, 2 * squared * polarisation));
          }
        }
      }
    }
    return found;
  }

  private static List<PowderLine> lines(List<Reflex> reflexes, double wavelength) {
    List<PowderLine> merged = new ArrayList<>();
    double strongest = 0;
    int from = 0;
    while (from < reflexes.size()) {
      int to = from;
      double sum = 0;
      double moment = 0;
      List<PowderLine.Plane> planes = new ArrayList<>();
      double first = reflexes.get(from).twoTheta();
      while (to < reflexes.size() && reflexes.get(to).twoTheta() - first <= SAME_ANGLE) {
        Reflex each = reflexes.get(to++);
        sum += each.intensity();
        moment += each.intensity() * each.twoTheta();
        planes.add(new PowderLine.Plane(each.h(), each.k(), each.l(), each.intensity()));
      }
      if (sum > 0) {
        double position = moment / sum;
        strongest = Math.max(strongest, sum);
        merged.add(
            new PowderLine(
                position, Reflections.spacing(position, wavelength), sum, Double.NaN, planes));
      }
      from = to;
    }
    double highest = strongest;
    return merged.stream()
        .filter(line -> 100 * line.intensity() >= LEAST_RELATIVE * highest)
        .map(
            line ->
                new PowderLine(
                    line.twoTheta(),
                    line.spacing(),
                    line.intensity(),
                    100 * line.intensity() / highest,
                    line.planes()))
        .toList();
  }

  private static double dot(double[] u, double[] v) {
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  }

  /** |F|^2 of one cell, with exp(2 pi i h x) tabulated per site, axis and index. */
  private static final class StructureFactor {
    private final Element[] elements;
    private final int[] elementOf;
    private final double[] form;
    private final double[] occupancy;
    private final double[] displacement;
    private final int[] reach;
    private final double[][][] cosine = new double[3][][];
    private final double[][][] sine = new double[3][][];

    StructureFactor(ScatteringCell cell, int[] reach) {
      List<ScatteringSite> sites = cell.sites();
      this.reach = reach;
      elements = cell.composition().elements().toArray(Element[]::new);
      form = new double[elements.length];
      elementOf = new int[sites.size()];
      occupancy = new double[sites.size()];
      displacement = new double[sites.size()];
      for (int axis = 0; axis < 3; axis++) {
        cosine[axis] = new double[2 * reach[axis] + 1][sites.size()];
        sine[axis] = new double[2 * reach[axis] + 1][sites.size()];
      }
      for (int j = 0; j < sites.size(); j++) {
        ScatteringSite site = sites.get(j);
        for (int e = 0; e < elements.length; e++) {
          elementOf[j] = elements[e] == site.element() ? e : elementOf[j];
        }
        occupancy[j] = site.occupancy();
        displacement[j] = site.displacement();
        double[] x = {site.x(), site.y(), site.z()};
        for (int axis = 0; axis < 3; axis++) {
          for (int n = -reach[axis]; n <= reach[axis]; n++) {
            cosine[axis][n + reach[axis]][j] = Math.cos(2 * Math.PI * n * x[axis]);
            sine[axis][n + reach[axis]][j] = Math.sin(2 * Math.PI * n * x[axis]);
          }
        }
      }
    }

    double squared(int h, int k, int l, double s) {
      for (int e = 0; e < elements.length; e++) {
        form[e] = ScatteringFactors.of(elements[e], s);
      }
      double[] ch = cosine[0][h + reach[0]];
      double[] sh = sine[0][h + reach[0]];
      double[] ck = cosine[1][k + reach[1]];
      double[] sk = sine[1][k + reach[1]];
      double[] cl = cosine[2][l + reach[2]];
      double[] sl = sine[2][l + reach[2]];
      double real = 0;
      double imaginary = 0;
      for (int j = 0; j < occupancy.length; j++) {
        double b = displacement[j];
        double weight = occupancy[j] * form[elementOf[j]];
        weight *= b == 0 ? 1 : Math.exp(-b * s * s);
        double c = ch[j] * ck[j] - sh[j] * sk[j];
        double t = sh[j] * ck[j] + ch[j] * sk[j];
        real += weight * (c * cl[j] - t * sl[j]);
        imaginary += weight * (t * cl[j] + c * sl[j]);
      }
      return real * real + imaginary * imaginary;
    }
  }
}
