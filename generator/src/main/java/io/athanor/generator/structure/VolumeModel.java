package io.athanor.generator.structure;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.diffraction.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * Volume as a sum over atoms: one volume an element, fitted to a corpus by least squares of the
 * logarithm of cell volumes (Gauss-Newton), held by a ridge to a guess from covalent radii. Good
 * for ratios: how much a cell grows when one element takes another's place.
 */
public final class VolumeModel {
  private static final int ELEMENTS = Element.values().length;
  private static final double RIDGE = 0.5;
  private static final int STEPS = 6;
  private static final double UNKNOWN_RADIUS = 1.6;

  private final double[] volumes;

  private VolumeModel(double[] volumes) {
    this.volumes = volumes;
  }

  /** Fitted to a corpus; the guess alone where it is empty. */
  public static VolumeModel of(Corpus corpus) {
    double[] guess = new double[ELEMENTS];
    for (Element element : Element.values()) {
      double radius = element.covalentRadius();
      double known = Double.isNaN(radius) ? UNKNOWN_RADIUS : radius;
      guess[element.ordinal()] = 5 + 3.5 * known * known * known;
    }
    double[] logs = Arrays.stream(guess).map(Math::log).toArray();
    double[] prior = logs.clone();
    for (int step = 0; step < STEPS; step++) {
      logs = improved(logs, prior, corpus.entries());
    }
    return new VolumeModel(Arrays.stream(logs).map(Math::exp).toArray());
  }

  private static double[] improved(double[] logs, double[] prior, List<Entry> entries) {
    double[][] normal = new double[ELEMENTS][ELEMENTS];
    double[] right = new double[ELEMENTS];
    for (int e = 0; e < ELEMENTS; e++) {
      normal[e][e] = RIDGE;
      right[e] = RIDGE * (prior[e] - logs[e]);
    }
    for (Entry entry : entries) {
      Blueprint blueprint = entry.blueprint();
      double[] shares = new double[ELEMENTS];
      double sum = 0;
      for (Place place : blueprint.prototype().places()) {
        int element = blueprint.occupants().get(place.orbit()).ordinal();
        double volume = Math.exp(logs[element]);
        shares[element] += volume;
        sum += volume;
      }
      double residual = Math.log(blueprint.cell().volume() / sum);
      for (Element one : blueprint.composition().elements()) {
        double share = shares[one.ordinal()] / sum;
        right[one.ordinal()] += share * residual;
        for (Element other : blueprint.composition().elements()) {
          normal[one.ordinal()][other.ordinal()] += share * shares[other.ordinal()] / sum;
        }
      }
    }
    double[] step = Cholesky.solve(normal, right);
    double[] next = logs.clone();
    for (int e = 0; e < ELEMENTS; e++) {
      next[e] += step[e];
    }
    return next;
  }

  /** Volume of an element in an average solid, cubic angstrom an atom. */
  public double of(Element element) {
    return volumes[element.ordinal()];
  }

  /** Volume that a cell of these elements has on average, cubic angstrom an atom. */
  public double perAtom(Blueprint blueprint) {
    double sum = 0;
    for (Place place : blueprint.prototype().places()) {
      sum += of(blueprint.occupants().get(place.orbit()));
    }
    return sum / blueprint.prototype().atoms();
  }

  /** A changed blueprint in a cell as much larger than its parent's as its atoms are. */
  public Blueprint fitted(Blueprint parent, Blueprint changed) {
    double parentVolume = parent.cell().volume() / parent.prototype().atoms();
    return changed.scaledTo(parentVolume * perAtom(changed) / perAtom(parent));
  }

  /** Root mean square error of the logarithm of the volume over crystals (dimensionless). */
  public double error(List<Crystal> crystals) {
    double squares = 0;
    for (Crystal crystal : crystals) {
      double sum = crystal.sites().stream().map(Site::element).mapToDouble(this::of).sum();
      squares += Math.pow(Math.log(crystal.lattice().volume() / sum), 2);
    }
    return Math.sqrt(squares / crystals.size());
  }
}
