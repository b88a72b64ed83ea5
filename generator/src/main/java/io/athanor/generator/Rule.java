package io.athanor.generator;

import io.athanor.materials.crystal.Crystal;
import java.util.Optional;

/** Something that a candidate must keep to whatever it promises. */
@FunctionalInterface
public interface Rule {
  /** Why a crystal breaks it, in few fixed words that can be counted; empty if it does not. */
  Optional<String> objection(Crystal crystal);
}
