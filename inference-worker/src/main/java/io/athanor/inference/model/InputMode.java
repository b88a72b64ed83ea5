package io.athanor.inference.model;

/** How much is known about a material. One network reads both, into one latent space. */
public enum InputMode {
  /** Positions are known: edges carry distances to periodic neighbours. */
  CRYSTAL,
  /** Only element fractions are known: every element sees every other, weighted by its fraction. */
  COMPOSITION
}
