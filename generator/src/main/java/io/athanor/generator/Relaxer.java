package io.athanor.generator;

import io.athanor.materials.crystal.Crystal;
import java.util.List;

/** Moves crystals to lower energy, as far as a model knows it. Deterministic. */
@FunctionalInterface
public interface Relaxer {
  /** One crystal each, in order: relaxed, or as it was where that is not possible. */
  List<Crystal> relax(List<Crystal> crystals);

  /** Leaves crystals as they are. */
  static Relaxer none() {
    return crystals -> crystals;
  }
}
