package io.athanor.materials.stability;

import java.util.Collection;
import java.util.List;

/**
 * Energy above the convex hull with its uncertainty. The hull is that of the competitors: a phase
 * is no competitor of its own, so that one on the hull has a negative energy above it. The errors
 * of all energies are drawn together, so that what candidate and competitors share cancels where it
 * does; the candidate's own error, which nothing else depends on, is integrated exactly. The same
 * phases, terms and seed give the same figures, whatever the order of the phases.
 */
public final class EnergyAboveHull {
  /** Energies closer than this are the same, eV/atom. */
  private static final double ROUNDING = 1e-9;

  private EnergyAboveHull() {}

  /**
   * Judges a phase against others.
   *
   * @param phase the phase
   * @param others phases it may compete with: those with its id, or with other elements, do not
   * @param terms how
   * @param seed of the draws
   */
  public static Stability of(
      PhaseEntry phase, Collection<PhaseEntry> others, StabilityTerms terms, long seed) {
    Competition competition = Competition.of(phase.id(), phase.composition(), others);
    double above = phase.energy().mean() - competition.hull().solve(competition.energies());
    List<PhaseFraction> decomposition = competition.decomposition();
    DrawnEnergies energies = new DrawnEnergies(phase.energy(), competition, seed);
    int draws = energies.areUncertain() ? terms.draws() : 1;
    Tally tally = new Tally(phase.energy().own(), terms.margin());
    for (int draw = 0; draw < draws; draw++) {
      tally.add(energies.areUncertain() ? energies.above(draw) : above);
    }
    return new Stability(
        above,
        tally.mean,
        Math.sqrt(tally.own * tally.own + tally.squares / draws),
        tally.stable / draws,
        tally.metastable / draws,
        terms.margin(),
        decomposition,
        competition.entries().size());
  }

  /** What the draws say, each with the candidate's own error around it. */
  private static final class Tally {
    private final double own;
    private final double margin;
    private int count;
    private double mean;
    private double squares;
    private double stable;
    private double metastable;

    Tally(double own, double margin) {
      this.own = own;
      this.margin = margin;
    }

    void add(double above) {
      count++;
      double difference = above - mean;
      mean += difference / count;
      squares += difference * (above - mean);
      stable += below(0, above);
      metastable += below(margin, above);
    }

    private double below(double limit, double above) {
      if (own == 0) {
        return above <= limit + ROUNDING ? 1 : 0;
      }
      return Gaussian.cumulative((limit - above) / own);
    }
  }
}
