package io.athanor.inference.training;

import io.athanor.inference.model.EnergyScale;
import java.util.List;

/**
 * Labels of one batch, masked where missing and per ensemble member.
 *
 * <p>Each member leaves out a quarter of the materials, fixed by the material's identity: members
 * then disagree where the data do not settle the answer, which is what the epistemic spread should
 * show.
 *
 * @param energy [B] in the network's unit, 0 where unlabelled
 * @param energyMask [B, K] 1 where the member learns from it
 * @param gap [B] eV, 0 where unlabelled
 * @param open [B] 1 where the gap is above zero
 * @param gapMask [B, K] 1 where the member learns from it
 */
record Targets(float[] energy, float[] energyMask, float[] gap, float[] open, float[] gapMask) {
  /** Gaps below this are metallic: the data round to a tenth of it. */
  static final double METALLIC = 0.01;

  static Targets of(List<Sample> samples, EnergyScale scale, int members) {
    int rows = samples.size();
    Targets targets =
        new Targets(
            new float[rows],
            new float[rows * members],
            new float[rows],
            new float[rows],
            new float[rows * members]);
    for (int row = 0; row < rows; row++) {
      targets.place(row, samples.get(row), scale, members);
    }
    return targets;
  }

  private void place(int row, Sample sample, EnergyScale scale, int members) {
    boolean hasEnergy = !Double.isNaN(sample.energy());
    boolean hasGap = !Double.isNaN(sample.gap());
    if (hasEnergy) {
      energy[row] = (float) scale.standardise(sample.composition(), sample.energy());
    }
    if (hasGap) {
      gap[row] = (float) sample.gap();
      open[row] = sample.gap() > METALLIC ? 1f : 0f;
    }
    for (int member = 0; member < members; member++) {
      float kept = keeps(sample.id(), member) ? 1f : 0f;
      energyMask[row * members + member] = hasEnergy ? kept : 0f;
      gapMask[row * members + member] = hasGap ? kept : 0f;
    }
  }

  static boolean keeps(String id, int member) {
    long mixed = (id.hashCode() * 0x9E3779B97F4A7C15L) ^ (member * 0xC2B2AE3D27D4EB4FL);
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return ((mixed ^ (mixed >>> 29)) & 3) != 0;
  }
}
