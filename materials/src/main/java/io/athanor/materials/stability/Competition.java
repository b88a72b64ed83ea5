package io.athanor.materials.stability;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one phase competes with: the standard states of its elements, at zero by definition, and
 * every other phase that is made of nothing but them, in the order of their ids.
 */
final class Competition {
  // a part of the atoms that is no more than rounding
  private static final double LEAST = 1e-10;

  private final Composition composition;
  private final List<PhaseEntry> entries;
  private final LowerHull hull;

  private Competition(Composition composition, List<PhaseEntry> entries) {
    this.composition = composition;
    this.entries = entries;
    this.hull = hullOf(IntStream.range(0, entries.size()).toArray());
  }

  /** The hull of the standard states and of these entries alone, before its first solution. */
  LowerHull hullOf(int... some) {
    List<Element> elements = composition.elements();
    double[][] phases = new double[elements.size() + some.length][];
    for (int i = 0; i < elements.size(); i++) {
      phases[i] = new double[elements.size()];
      phases[i][i] = 1;
    }
    for (int k = 0; k < some.length; k++) {
      phases[elements.size() + k] = fractions(entries.get(some[k]).composition(), elements);
    }
    return new LowerHull(phases, fractions(composition, elements));
  }

  /** Of a phase with this id and composition. */
  static Competition of(String id, Composition composition, Collection<PhaseEntry> known) {
    List<Element> elements = composition.elements();
    List<PhaseEntry> entries = new ArrayList<>();
    for (PhaseEntry each : known) {
      if (!each.id().equals(id) && elements.containsAll(each.composition().amounts().keySet())) {
        entries.add(each);
      }
    }
    entries.sort(Comparator.comparing(PhaseEntry::id));
    return new Competition(composition, entries);
  }

  List<PhaseEntry> entries() {
    return entries;
  }

  /** How many standard states come before the entries. */
  int elements() {
    return composition.elements().size();
  }

  LowerHull hull() {
    return hull;
  }

  /** The most likely energies, eV/atom, in the order of the phases of the hull. */
  double[] energies() {
    double[] energies = new double[elements() + entries.size()];
    for (int k = 0; k < entries.size(); k++) {
      energies[elements() + k] = entries.get(k).energy().mean();
    }
    return energies;
  }

  /** The last solution of the hull, largest part first. */
  List<PhaseFraction> decomposition() {
    int[] basis = hull.basis();
    double[] amounts = hull.amounts();
    double sum = 0;
    for (double amount : amounts) {
      sum += amount > LEAST ? amount : 0;
    }
    List<PhaseFraction> parts = new ArrayList<>();
    for (int i = 0; i < basis.length; i++) {
      if (amounts[i] > LEAST) {
        parts.add(part(basis[i], amounts[i] / sum));
      }
    }
    parts.sort(
        Comparator.comparingDouble(PhaseFraction::fraction)
            .reversed()
            .thenComparing(PhaseFraction::formula)
            .thenComparing(PhaseFraction::id));
    return parts;
  }

  private PhaseFraction part(int phase, double fraction) {
    if (phase < elements()) {
      return new PhaseFraction("", composition.elements().get(phase).symbol(), fraction);
    }
    PhaseEntry entry = entries.get(phase - elements());
    return new PhaseFraction(entry.id(), entry.composition().formula(), fraction);
  }

  private static double[] fractions(Composition composition, List<Element> elements) {
    double atoms = composition.atoms();
    return elements.stream().mapToDouble(each -> composition.amount(each) / atoms).toArray();
  }
}
