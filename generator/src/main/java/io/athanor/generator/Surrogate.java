package io.athanor.generator;

import io.athanor.materials.crystal.Crystal;
import java.util.List;

/** Predicts properties of crystals in batches. Deterministic. */
@FunctionalInterface
public interface Surrogate {
  /** One assessment a crystal, in order; a crystal it cannot score never spoils the others. */
  List<Assessment> assess(List<Crystal> crystals);
}
