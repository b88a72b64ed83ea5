/**
 * Whether a stream is still what it was: change detectors as immutable states, each an array of
 * numbers to whoever has to keep it. No clock, no randomness but seeded.
 */
package io.athanor.materials.drift;
