/**
 * Which phases of a reference set a powder pattern shows, how much of each, and how sure that is.
 */
package io.athanor.materials.diffraction.phase;
