package io.athanor.materials.diffraction;

/**
 * One reflection of a powder pattern.
 *
 * @param twoTheta position in degrees
 * @param standardError standard error of the position in degrees, from counting noise
 * @param spacing distance of the lattice planes in Angstrom, by Bragg's law
 * @param relativeIntensity height above background in percent of the strongest reflection
 * @param width full width at half maximum in degrees
 */
public record Reflection(
    double twoTheta,
    double standardError,
    double spacing,
    double relativeIntensity,
    double width) {}
