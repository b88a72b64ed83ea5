package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Merit;

/**
 * What is sought in the table: a cell that is stable enough and whose gap is right.
 *
 * @param heatMost greatest heat of formation, eV a cell
 * @param gapLeast smallest indirect gap, eV, not negative
 * @param gapMost greatest indirect gap, eV
 */
record Window(double heatMost, double gapLeast, double gapMost) {
  /** What the published searches of this table ask for. */
  static final Window PUBLISHED = new Window(0.2, 1.5, 3.0);

  /** Another one with more hits, that no choice was made for. */
  static final Window WIDER = new Window(0.5, 1.0, 2.5);

  Window {
    if (!(gapLeast >= 0 && gapLeast < gapMost)) {
      throw new IllegalArgumentException("window.gapLeast must be in [0, gapMost)");
    }
  }

  /** Whether a cell is what is sought; false where it has no label. */
  boolean hit(PerovskiteCells cells, int cell) {
    return cells.heat(cell) <= heatMost
        && cells.gap(cell) >= gapLeast
        && cells.gap(cell) <= gapMost;
  }

  /** Log probability of a hit. */
  Merit careful() {
    return assessments -> assessments.stream().mapToDouble(this::logProbability).toArray();
  }

  /** How far the means are from a hit, in eV: certainty does not count. */
  Merit greedy() {
    return assessments -> assessments.stream().mapToDouble(this::nearness).toArray();
  }

  private double logProbability(Assessment assessment) {
    if (assessment.refused().isPresent()) {
      return Double.NEGATIVE_INFINITY;
    }
    Estimate heat = assessment.properties().get(TableBelief.HEAT);
    Estimate presence = assessment.properties().get(TableBelief.PRESENCE);
    Estimate root = assessment.properties().get(TableBelief.ROOT);
    return NormalMath.logDistribution((heatMost - heat.mean()) / heat.deviation())
        + NormalMath.logDistribution((presence.mean() - 0.5) / presence.deviation())
        + NormalMath.logInterval(
            (Math.sqrt(gapLeast) - root.mean()) / root.deviation(),
            (Math.sqrt(gapMost) - root.mean()) / root.deviation());
  }

  private double nearness(Assessment assessment) {
    if (assessment.refused().isPresent()) {
      return Double.NEGATIVE_INFINITY;
    }
    double root = Math.max(0, assessment.properties().get(TableBelief.ROOT).mean());
    boolean present = assessment.properties().get(TableBelief.PRESENCE).mean() > 0.5;
    double gap = present ? root * root : 0;
    double heat = assessment.properties().get(TableBelief.HEAT).mean();
    return -Math.max(0, heat - heatMost) - Math.max(0, Math.max(gapLeast - gap, gap - gapMost));
  }
}
