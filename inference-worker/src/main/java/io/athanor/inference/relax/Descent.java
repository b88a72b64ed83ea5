package io.athanor.inference.relax;

import io.athanor.inference.numeric.Curvature;
import io.athanor.inference.relax.Relaxation.Ending;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;

/**
 * One crystal's way down: quasi-Newton steps within a trust radius that halves where the energy
 * rises or a guard refuses, and grows where it falls.
 */
final class Descent {
  private static final double GROWTH = 1.5;
  private static final double SMALLEST_STEP = 1e-4;
  private static final double ROUNDING = 2e-6;
  private static final int MEMORY = 12;
  // angstrom^2/eV: the inverse of a stiff bond's force constant
  private static final double FIRST_GUESS = 1.0 / 30;
  private static final double UNKNOWN_RADIUS = 1.5;

  private final Crystal start;
  private final RelaxSettings settings;
  private final Coordinates coordinates;
  private final Curvature curvature = new Curvature(MEMORY, FIRST_GUESS);
  private final double[] radii;
  private double tightest;
  private double[] here;
  private double[] there;
  private double[] gradient;
  private EnergySurface.Point point;
  private double energyBefore;
  private double radius;
  private int steps;
  private Ending ending;

  Descent(Crystal start, RelaxSettings settings) {
    this.start = start;
    this.settings = settings;
    this.coordinates = new Coordinates(Cell.of(start), settings.freedom());
    this.radii = start.sites().stream().mapToDouble(site -> radius(site.element())).toArray();
    this.there = new double[coordinates.size()];
    this.radius = settings.trustRadius();
  }

  /** Where energy and forces are wanted next. */
  Cell next() {
    return coordinates.cell(there);
  }

  /** Covalent radii of the sites, angstrom. */
  double[] radii() {
    return radii;
  }

  /** Whether contacts this tight, and the strain, are within the guards. */
  boolean allows(double tight) {
    if (point == null) {
      tightest = Math.min(settings.tightest(), tight);
      return true;
    }
    return tight >= tightest && coordinates.strain(there) <= settings.largestStrain();
  }

  /** Whether the start was evaluated. */
  boolean begun() {
    return point != null;
  }

  boolean ended() {
    return ending != null;
  }

  /** A guard refuses the next point. */
  void refuse() {
    shorten(Ending.GUARD);
  }

  /** Energy and forces of the next point. */
  void take(EnergySurface.Point told) {
    steps++;
    if (point == null) {
      energyBefore = told.energy();
    } else if (!(told.energy() <= point.energy() + ROUNDING)) {
      shorten(Ending.STALLED);
      return;
    }
    double[] slope = coordinates.gradient(there, told.derivative());
    if (point != null) {
      curvature.learn(minus(there, here), minus(slope, gradient));
      radius = Math.min(2 * settings.trustRadius(), radius * GROWTH);
    }
    here = there;
    gradient = slope;
    point = told;
    if (force() <= settings.forceTolerance() && stress() <= settings.stressTolerance()) {
      ending = Ending.CONVERGED;
    } else if (steps >= settings.steps()) {
      ending = Ending.STEPS;
    } else {
      advance();
    }
  }

  Relaxation relaxation() {
    boolean moved = steps > 1 && coordinates.moved(here);
    return new Relaxation(
        moved ? coordinates.cell(here).crystal() : start,
        energyBefore,
        moved ? point.energy() : energyBefore,
        steps,
        force(),
        stress(),
        ending);
  }

  private void shorten(Ending otherwise) {
    double length = longest(minus(there, here));
    radius = 0.5 * length;
    // written so that a point that is no number ends it too
    if (!(radius >= SMALLEST_STEP)) {
      ending = otherwise;
    } else if (steps >= settings.steps()) {
      ending = Ending.STEPS;
    } else {
      curvature.forget();
      advance();
    }
  }

  private void advance() {
    double[] step = curvature.step(gradient);
    double length = longest(step);
    double shrink = length > radius ? radius / length : 1;
    there = here.clone();
    for (int index = 0; index < step.length; index++) {
      there[index] += shrink * step[index];
    }
    if (length < SMALLEST_STEP * SMALLEST_STEP) {
      ending = Ending.STALLED;
    }
  }

  private double force() {
    return settings.freedom().sites() ? coordinates.largestForce(point.derivative()) : 0;
  }

  private double stress() {
    return settings.freedom().cell() ? coordinates.largestStress(here, point.derivative()) : 0;
  }

  private static double radius(Element element) {
    double radius = element.covalentRadius();
    return Double.isNaN(radius) ? UNKNOWN_RADIUS : radius;
  }

  private static double[] minus(double[] left, double[] right) {
    double[] difference = left.clone();
    for (int index = 0; index < difference.length; index++) {
      difference[index] -= right[index];
    }
    return difference;
  }

  private static double longest(double[] vector) {
    double longest = 0;
    for (double component : vector) {
      longest = Math.max(longest, Math.abs(component));
    }
    return longest;
  }
}
