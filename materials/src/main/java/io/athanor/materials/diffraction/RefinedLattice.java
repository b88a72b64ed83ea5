package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.crystal.CrystalException;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cell parameters from the angles of indexed reflections, by weighted least squares on two-theta
 * with a common zero shift.
 *
 * @param lattice the cell
 * @param standardErrors of a, b, c (Angstrom), alpha, beta, gamma (degrees); 0 where symmetry fixes
 *     the value; widened where the reflections disagree by more than their errors
 * @param zeroShift measured minus calculated two-theta of all reflections, degrees; 0 if not asked
 *     for
 * @param zeroError its standard error
 * @param rootMeanSquare of the residual angles, degrees
 * @param reflections how many reflections it rests on
 */
public record RefinedLattice(
    Lattice lattice,
    List<Double> standardErrors,
    double zeroShift,
    double zeroError,
    double rootMeanSquare,
    int reflections) {
  private static final int STEPS = 50;
  private static final double SMALL = 1e-6;
  // a relative error beyond which a parameter is not determined at all
  private static final double VAGUE = 0.1;
  // an instrument's angles are no better than this, whatever the counting statistics say
  private static final double LEAST_ANGLE_ERROR = 1e-4;

  /** Copies the list. */
  public RefinedLattice {
    standardErrors = List.copyOf(standardErrors);
  }

  /**
   * Fits the cell (Gauss-Newton steps with Levenberg-Marquardt damping).
   *
   * @param indexed reflections of one phase
   * @param start a cell near the truth
   * @param wavelength Angstrom
   * @param withZero whether to fit a zero shift as well
   * @throws MeasurementException if there are fewer reflections than unknowns, or those there are
   *     do not determine the cell
   */
  public static RefinedLattice of(
      List<IndexedReflection> indexed,
      CrystalSystem system,
      Lattice start,
      double wavelength,
      boolean withZero) {
    int unknowns = system.parameters() + (withZero ? 1 : 0);
    if (indexed.size() < unknowns) {
      throw new MeasurementException(
          "reflections", "are " + indexed.size() + ", but there are " + unknowns + " unknowns");
    }
    double[] at = Arrays.copyOf(system.free(start), unknowns);
    Fit fit = new Fit(indexed, system, wavelength);
    double cost = fit.cost(at);
    if (Double.isNaN(cost)) {
      throw new MeasurementException("start", "cannot reflect at the wavelength " + wavelength);
    }
    double damping = 1e-3;
    for (int step = 0; step < STEPS && damping < 1e8; step++) {
      double[] next = fit.moved(at, damping);
      double changed = fit.cost(next);
      if (changed <= cost) {
        boolean done = cost - changed <= 1e-12 * cost;
        at = next;
        cost = changed;
        damping = Math.max(1e-12, damping / 10);
        if (done) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    return fit.result(at, cost, withZero);
  }

  /**
   * The reflections that can be told to be those of a structure: each takes the nearest calculated
   * line within a tolerance, unless another line of at least a tenth of its intensity is as near as
   * that, or another reflection is nearer to it.
   *
   * @param tolerance degrees
   */
  public static List<IndexedReflection> index(
      List<Reflection> reflections, List<PowderLine> lines, double tolerance) {
    List<IndexedReflection> indexed = new ArrayList<>();
    for (PowderLine line : lines) {
      Reflection nearest = null;
      for (Reflection each : reflections) {
        double distance = Math.abs(each.twoTheta() - line.twoTheta());
        if (distance <= tolerance
            && (nearest == null || distance < Math.abs(nearest.twoTheta() - line.twoTheta()))) {
          nearest = each;
        }
      }
      if (nearest != null && alone(nearest, line, lines, tolerance)) {
        PowderLine.Plane plane = line.planes().get(0);
        indexed.add(new IndexedReflection(nearest, plane.h(), plane.k(), plane.l()));
      }
    }
    return List.copyOf(indexed);
  }

  private static boolean alone(
      Reflection reflection, PowderLine own, List<PowderLine> lines, double tolerance) {
    return lines.stream()
        .filter(line -> Math.abs(line.twoTheta() - reflection.twoTheta()) <= tolerance)
        .allMatch(line -> line.equals(own) || line.relative() < 0.1 * own.relative());
  }

  /** The problem; the unknowns are the free parameters and, last, the zero shift. */
  private record Fit(List<IndexedReflection> indexed, CrystalSystem system, double wavelength) {

    double[] moved(double[] at, double damping) {
      double[][] slopes = slopes(at);
      double[] residuals = residuals(at);
      double[][] normal = normal(slopes);
      double[] gradient = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        for (int r = 0; r < residuals.length; r++) {
          gradient[i] += slopes[i][r] * residuals[r];
        }
        normal[i][i] *= 1 + damping;
      }
      double[] step = Cholesky.solve(normal, gradient);
      double[] next = at.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] += step[i];
      }
      return next;
    }

    /** Weighted squares; NaN where the parameters make no cell or a reflection impossible. */
    double cost(double[] at) {
      double sum = 0;
      for (double each : residuals(at)) {
        sum += each * each;
      }
      return sum;
    }

    RefinedLattice result(double[] at, double cost, boolean withZero) {
      double[][] normal = normal(slopes(at));
      int n = at.length;
      int freedom = indexed.size() - n;
      double widened = freedom > 0 ? Math.max(1, cost / freedom) : 1;
      double[] errors = new double[n];
      for (int i = 0; i < n; i++) {
        double[] unit = new double[n];
        unit[i] = 1;
        double variance = Cholesky.solve(normal, unit)[i];
        boolean vague = i < system.parameters() && variance > at[i] * at[i] * VAGUE * VAGUE;
        if (!(variance > 0) || vague) {
          throw new MeasurementException(
              "reflections", "do not determine all parameters of a " + system + " cell");
        }
        errors[i] = Math.sqrt(variance * widened);
      }
      double squares = 0;
      double[] residuals = residuals(at);
      for (int r = 0; r < residuals.length; r++) {
        squares += Math.pow(residuals[r] * sigma(indexed.get(r)), 2) / residuals.length;
      }
      return new RefinedLattice(
          system.cell(at),
          Arrays.stream(system.spread(errors)).boxed().toList(),
          withZero ? at[n - 1] : 0,
          withZero ? errors[n - 1] : 0,
          Math.sqrt(squares),
          residuals.length);
    }

    private double[][] normal(double[][] slopes) {
      int n = slopes.length;
      double[][] normal = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int r = 0; r < indexed.size(); r++) {
            normal[i][j] += slopes[i][r] * slopes[j][r];
          }
        }
      }
      return normal;
    }

    /** Of the calculated angles, per unknown, in units of the angles' errors. */
    private double[][] slopes(double[] at) {
      double[][] slopes = new double[at.length][];
      for (int i = 0; i < at.length; i++) {
        double step = SMALL * Math.max(1, Math.abs(at[i]));
        double[] up = at.clone();
        double[] down = at.clone();
        up[i] += step;
        down[i] -= step;
        double[] above = residuals(up);
        double[] below = residuals(down);
        slopes[i] = new double[above.length];
        for (int r = 0; r < above.length; r++) {
          slopes[i][r] = (below[r] - above[r]) / (2 * step);
        }
      }
      return slopes;
    }

    private double[] residuals(double[] at) {
      double[] residuals = new double[indexed.size()];
      Lattice cell;
      try {
        cell = system.cell(at);
      } catch (CrystalException e) {
        // a step that led out of what a cell can be is refused like any that makes things worse
        Arrays.fill(residuals, Double.NaN);
        return residuals;
      }
      double[][] g = cell.reciprocal();
      double zero = at.length > system.parameters() ? at[at.length - 1] : 0;
      for (int r = 0; r < residuals.length; r++) {
        IndexedReflection one = indexed.get(r);
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
          double q = one.h() * g[0][axis] + one.k() * g[1][axis] + one.l() * g[2][axis];
          square += q * q;
        }
        // NaN beyond the limiting sphere
        double angle = 2 * Math.toDegrees(Math.asin(wavelength * Math.sqrt(square) / 2));
        residuals[r] = (one.reflection().twoTheta() - angle - zero) / sigma(one);
      }
      return residuals;
    }

    private static double sigma(IndexedReflection one) {
      return Math.hypot(one.reflection().standardError(), LEAST_ANGLE_ERROR);
    }
  }
}
