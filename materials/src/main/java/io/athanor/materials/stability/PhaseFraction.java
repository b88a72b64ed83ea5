package io.athanor.materials.stability;

/**
 * A part of a mixture of phases.
 *
 * @param id the entry; empty for the standard state of an element
 * @param formula canonical formula
 * @param fraction of the atoms, in (0, 1]
 */
public record PhaseFraction(String id, String formula, double fraction) {}
