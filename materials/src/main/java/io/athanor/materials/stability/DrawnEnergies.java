package io.athanor.materials.stability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The energies of a phase and of those competitors whose doubts matter to it, drawn together. A
 * competitor that would have to err by more than {@value #FAR} standard deviations to come to the
 * hull is left out. Owned by one thread.
 */
final class DrawnEnergies {
  private static final double FAR = 6;

  /** What lies so close to the hull is on it, eV/atom. */
  private static final double ROUNDING = 1e-9;

  /** Of more doubts than this, the furthest are left out of the draws. */
  private static final int MOST_UNCERTAIN = 64;

  private record Near(int entry, double deviations) {}

  private final EnergyEstimate phase;
  private final List<EnergyEstimate> rivals;
  private final List<String> sources;
  private final int elements;
  private final LowerHull hull;
  private final double[] energies;
  private final QuasiGaussian points;

  /**
   * Around the last solution of a competition's hull.
   *
   * @param phase its energy
   * @param seed of the draws
   */
  DrawnEnergies(EnergyEstimate phase, Competition competition, long seed) {
    int[] near = near(competition);
    this.phase = phase;
    this.rivals = new ArrayList<>(near.length);
    for (int k : near) {
      rivals.add(competition.entries().get(k).energy());
    }
    this.sources = sources();
    this.elements = competition.elements();
    this.hull = competition.hullOf(near);
    this.energies = new double[elements + near.length];
    for (int k = 0; k < near.length; k++) {
      energies[elements + k] = rivals.get(k).mean();
    }
    hull.solve(energies);
    int drawn = Math.min(near.length, MOST_UNCERTAIN);
    this.points = new QuasiGaussian(sources.size() + drawn, seed);
  }

  /** Whether there is anything to draw. */
  boolean areUncertain() {
    return !sources.isEmpty() || rivals.stream().anyMatch(each -> each.own() > 0);
  }

  /**
   * The energy above the hull in one draw of everything but the phase's own error, eV/atom.
   *
   * @param draw counted from 0
   */
  double above(int draw) {
    double[] shared = new double[sources.size()];
    for (int s = 0; s < shared.length; s++) {
      shared[s] = points.at(draw, s);
    }
    double[] drawn = energies.clone();
    for (int k = 0; k < rivals.size(); k++) {
      EnergyEstimate rival = rivals.get(k);
      drawn[elements + k] += fromSource(rival, shared);
      if (k < MOST_UNCERTAIN && rival.own() > 0) {
        drawn[elements + k] += rival.own() * points.at(draw, shared.length + k);
      }
    }
    return phase.mean() + fromSource(phase, shared) - hull.copy().solve(drawn);
  }

  private double fromSource(EnergyEstimate energy, double[] shared) {
    return energy.shared() == 0 ? 0 : energy.shared() * shared[sources.indexOf(energy.source())];
  }

  private List<String> sources() {
    Set<String> names = new LinkedHashSet<>();
    if (phase.shared() > 0) {
      names.add(phase.source());
    }
    for (EnergyEstimate rival : rivals) {
      if (rival.shared() > 0) {
        names.add(rival.source());
      }
    }
    return List.copyOf(names);
  }

  /** Competitors that the hull may come to, nearest first. */
  private static int[] near(Competition competition) {
    int elements = competition.elements();
    LowerHull hull = competition.hull();
    int[] basis = hull.basis();
    List<Near> near = new ArrayList<>();
    for (int k = 0; k < competition.entries().size(); k++) {
      EnergyEstimate energy = competition.entries().get(k).energy();
      double[] parts = hull.inBasis(elements + k);
      double variance = energy.own() * energy.own();
      Map<String, Double> shared = new TreeMap<>(Map.of(energy.source(), energy.shared()));
      for (int i = 0; i < parts.length; i++) {
        if (basis[i] >= elements && parts[i] != 0) {
          EnergyEstimate of = competition.entries().get(basis[i] - elements).energy();
          variance += parts[i] * parts[i] * of.own() * of.own();
          shared.merge(of.source(), -parts[i] * of.shared(), Double::sum);
        }
      }
      for (double each : shared.values()) {
        variance += each * each;
      }
      double above = Math.max(0, hull.above(elements + k, energy.mean()));
      if (above <= ROUNDING) {
        near.add(new Near(k, 0));
      } else if (above <= FAR * Math.sqrt(variance)) {
        near.add(new Near(k, above / Math.sqrt(variance)));
      }
    }
    near.sort(Comparator.comparingDouble(Near::deviations).thenComparingInt(Near::entry));
    return near.stream().mapToInt(Near::entry).toArray();
  }
}
